"""Numbers as Chinese writes them."""

DIGITS = "零一二三四五六七八九"
UNITS = ("", "十", "百", "千")


def han(number: int) -> str:
    """A whole number from 0 to 9999 in Han numerals: 11 is 十一, 110 一百一十, 1001 一千零一."""
    if not 0 <= number < 10 ** len(UNITS):
        raise ValueError(number)
    if number < 10:
        return DIGITS[number]
    places = [(int(digit), len(str(number)) - index - 1) for index, digit in enumerate(str(number))]
    written = "".join(DIGITS[digit] + UNITS[place] if digit else DIGITS[0] for digit, place in places)
    while "零零" in written:
        written = written.replace("零零", "零")
    written = written.rstrip("零")
    return written[1:] if written.startswith("一十") else written
