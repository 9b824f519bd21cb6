"""What is kept of pypinyin's dictionary says what the dictionary says."""

import json
from importlib.resources import files

import pytest

from exporter.typography.phrases import FILE, pypinyin


def test_all_phrases_are_known_each_syllable_once() -> None:
    said = json.loads(files("pypinyin").joinpath(FILE).read_text("utf-8"))
    pypinyin()
    from pypinyin.constants import PHRASES_DICT  # noqa: PLC0415 - it is filled above

    assert said.items() <= PHRASES_DICT.items()
    syllables = [syllable for phrase in said for syllable in PHRASES_DICT[phrase]]
    assert len(set(map(id, syllables))) == len(set(map(tuple, syllables)))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("重庆", "chong qing"),
        ("银行行长", "yin hang hang zhang"),
        ("长江", "chang jiang"),
        ("音乐", "yin yue"),
    ],
)
def test_phrases_tell_heteronyms(text: str, said: str) -> None:
    assert " ".join(pypinyin().lazy_pinyin(text)) == said
