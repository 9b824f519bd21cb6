"""The words of the furniture, in every language."""

import string
from datetime import datetime

import pytest
import yaml

from exporter import resources
from exporter.labels import MONTHS, PLURAL, date_label, labels, said

WORDS = yaml.safe_load(resources.read("templates", "labels.yaml"))


def _fields(label: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(label) if name}


@pytest.mark.parametrize("lang", ["zh-Hans", "zh-Hant", "ja", "ko", "en"])
def test_every_label_is_there_in_every_language(lang):
    assert [label for label in WORDS[lang] if not label.endswith((PLURAL, MONTHS))] == list(WORDS["zh-Hans"])
    assert all(str(label).strip() for label in WORDS[lang].values())


@pytest.mark.parametrize("label", WORDS["zh-Hans"])
def test_a_label_is_filled_in_alike_in_every_language(label):
    """With the same facts; a number may be in Han figures in one language and in digits in another."""
    fields = {frozenset(_fields(str(words[label])) - {"n", "han"}) for words in WORDS.values()}
    assert len(fields) == 1


@pytest.mark.parametrize(
    ("lang", "contents"),
    [
        ("zh-Hans", "目录"),
        ("zh-Hant", "目錄"),
        ("zh-Hant-TW", "目錄"),
        ("zh-Hant-HK", "目錄"),
        ("zh-CN", "目录"),
        ("zh", "目录"),
        ("ja", "目次"),
        ("ja-JP", "目次"),
        ("ko", "차례"),
        ("en-GB", "Contents"),
        ("fr", "Contents"),
    ],
)
def test_the_language_decides_the_words(lang, contents):
    assert labels(lang)["contents"] == contents


@pytest.mark.parametrize(
    ("lang", "day"),
    [
        ("zh-Hans", "2022 年 3 月 7 日"),
        ("zh-Hant-TW", "2022 年 3 月 7 日"),
        ("ja", "2022年3月7日"),
        ("ko", "2022년 3월 7일"),
        ("en", "7 March 2022"),
        ("fr", "7 March 2022"),
    ],
)
def test_dates(lang, day):
    assert date_label("day", datetime(2022, 3, 7), lang) == day  # noqa: DTZ001 - the calendar date alone counts


@pytest.mark.parametrize(
    ("lang", "label", "n", "words"),
    [
        ("en", "articles", 1, "1 article"),
        ("en", "articles", 2, "2 articles"),
        ("en", "articles", 0, "0 articles"),
        ("en-GB", "books", 1, "1 book"),
        ("fr", "books", 21, "21 books"),
        ("zh-Hans", "articles", 1, "1 篇"),
        ("ja", "books", 1, "1 冊"),
        ("ko", "articles", 1, "1편"),
    ],
)
def test_one_and_many(lang, label, n, words):
    assert said(lang, label, n=n) == words
