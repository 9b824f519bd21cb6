"""The words a book itself says (目录, Contents ...), per language, from templates/labels.yaml."""

import functools
from collections.abc import Mapping
from typing import Protocol

import yaml

from exporter import resources

PLURAL = " one"  # added to a label: its form for one thing, where a language has such a form
MONTHS = "months"  # names of them, in languages that write them out


class Day(Protocol):
    """A date, or what looks like one."""

    @property
    def year(self) -> int: ...  # noqa: D102
    @property
    def month(self) -> int: ...  # noqa: D102
    @property
    def day(self) -> int: ...  # noqa: D102


FAST = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml, where PyYAML was built with it


@functools.cache
def _all_labels() -> Mapping[str, Mapping[str, str]]:
    words: dict[str, dict[str, str]] = yaml.load(resources.read("templates", "labels.yaml"), FAST)
    return words


def labels(lang: str) -> Mapping[str, str]:
    """The visible words for a BCP 47 tag or what it begins with: zh-Hant-TW has those of zh-Hant.

    Where there are none, Simplified Chinese (zh-*) or English.
    """
    words, tag = _all_labels(), lang
    while tag not in words and "-" in tag:
        tag = tag.rpartition("-")[0]
    return words.get(tag) or words["zh-Hans" if tag == "zh" else "en"]


def said(lang: str, label: str, **values: object) -> str:
    """A label, filled in; of one thing (`n` is 1) in the singular, where the language has one."""
    words = labels(lang)
    single = words.get(label + PLURAL) if values.get("n") == 1 else None
    return (single or words[label]).format(**values)


def date_label(form: str, date: Day | None, lang: str) -> str:
    """A date as the language writes it; `form` is day, month or year. "" for no date."""
    if not date:
        return ""
    words = labels(lang)
    names = words.get(MONTHS, "").split()
    month = names[date.month - 1] if names else date.month
    return words[form].format(y=date.year, m=month, d=date.day)
