"""The words a book itself says (目录, Contents ...), per language, from templates/labels.yaml."""

import functools
from collections.abc import Mapping
from datetime import datetime

import yaml

from exporter import resources


@functools.cache
def _all_labels() -> Mapping[str, Mapping[str, str]]:
    words: dict[str, dict[str, str]] = yaml.safe_load(resources.read("templates", "labels.yaml"))
    return words


def labels(lang: str) -> Mapping[str, str]:
    """The visible words for a BCP 47 tag or what it begins with: zh-Hant-TW has those of zh-Hant.

    Where there are none, Simplified Chinese (zh-*) or English.
    """
    words, tag = _all_labels(), lang
    while tag not in words and "-" in tag:
        tag = tag.rpartition("-")[0]
    return words.get(tag) or words["zh-Hans" if tag == "zh" else "en"]


def date_label(form: str, date: datetime | None, lang: str) -> str:
    """A date as the language writes it; `form` is day, month or year. "" for no date."""
    return labels(lang)[form].format(y=date.year, m=date.month, d=date.day) if date else ""
