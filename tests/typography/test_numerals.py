import pytest

from exporter.typography.numerals import han

CASES = {
    0: "零", 1: "一", 9: "九", 10: "十", 11: "十一", 20: "二十", 21: "二十一", 100: "一百", 101: "一百零一",
    110: "一百一十", 111: "一百一十一", 1000: "一千", 1001: "一千零一", 1010: "一千零一十", 1100: "一千一百",
    2024: "二千零二十四", 9999: "九千九百九十九",
}  # fmt: skip


@pytest.mark.parametrize(("number", "expected"), CASES.items())
def test_han_numerals(number: int, expected: str) -> None:
    assert han(number) == expected


@pytest.mark.parametrize("number", [-1, 10_000])
def test_other_numbers_are_refused(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        han(number)
