"""Expressions that are compiled late do what those compiled at once do."""

import re

import pytest

from exporter.late import expression

CASES = [
    ("search", ("渡 12 船",), "12"),
    ("match", ("12 船",), "12"),
    ("fullmatch", ("12",), "12"),
]


@pytest.mark.parametrize(("method", "arguments", "found"), CASES, ids=[case[0] for case in CASES])
def test_each_method_is_that_of_the_compiled_one(method: str, arguments: tuple[str], found: str) -> None:
    form = expression("[0-9]+")
    for _ in range(2):  # looked up, and known
        assert getattr(form, method)(*arguments)[0] == found


def test_what_it_is_made_of_is_told() -> None:
    form = expression("[a-z]+", re.I)
    assert (form.pattern, form.sub("", "A渡b"), form.findall("A渡b")) == ("[a-z]+", "渡", ["A", "b"])


def test_it_is_compiled_when_it_is_asked() -> None:
    wrong = expression("(")
    with pytest.raises(re.error):
        wrong.search("渡")
