"""pypinyin with its dictionary of phrases in a third of the memory: each syllable is held once.

As it loads its 47,000 phrases itself, every syllable of every phrase is a list of its own: 37 MB that every
worker process is born with.
"""

import functools
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from importlib.resources import files
from types import ModuleType

FILE = "phrases_dict.json"
UNLOADED = {"PYPINYIN_NO_PHRASES": "1", "PYPINYIN_NO_DICT_COPY": "1"}  # as its documentation names them


@functools.cache
def pypinyin() -> ModuleType:
    """The library, with all it knows; loaded late, for it costs .3 s and names that are known need none."""
    with _environment(UNLOADED):
        module = import_module("pypinyin")
    module.load_phrases_dict(dict(_phrases(files("pypinyin").joinpath(FILE).read_text("utf-8"))))
    return module


def _phrases(text: str) -> Iterator[tuple[str, list[list[str]]]]:
    """The phrases of a JSON object with the readings of their characters, one after the other."""
    decode = json.JSONDecoder().raw_decode
    once: dict[tuple[str, ...], list[str]] = {}
    place = text.find('"')
    while place >= 0:
        phrase, place = decode(text, place)
        said, place = decode(text, text.index("[", place))
        yield phrase, [once.setdefault(tuple(syllable), syllable) for syllable in said]
        place = text.find('"', place)


@contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ |= values
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
