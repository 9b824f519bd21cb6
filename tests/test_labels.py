"""The words of the furniture, in every language."""

import string
from datetime import datetime

import pytest
import yaml

from exporter import resources
from exporter.labels import date_label, labels

WORDS = yaml.safe_load(resources.read("templates", "labels.yaml"))


def _fields(label: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(label) if name}


@pytest.mark.parametrize("lang", ["zh-Hans", "zh-Hant", "ja", "ko", "en"])
def test_every_label_is_there_in_every_language(lang):
    assert list(WORDS[lang]) == list(WORDS["zh-Hans"])
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
        ("en", "2022-03-07"),
    ],
)
def test_dates(lang, day):
    assert date_label("day", datetime(2022, 3, 7), lang) == day  # noqa: DTZ001 - the calendar date alone counts
