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
    """The visible words for a BCP 47 tag; where it has none, Simplified Chinese (zh-*) or English."""
    words = _all_labels()
    base = lang.split("-", maxsplit=1)[0]
    return words.get(lang) or words.get(base) or words["zh-Hans" if base == "zh" else "en"]


def date_label(form: str, date: datetime | None, lang: str) -> str:
    """A date as the language writes it; `form` is day, month or year. "" for no date."""
    return labels(lang)[form].format(y=date.year, m=date.month, d=date.day) if date else ""
