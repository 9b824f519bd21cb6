"""A site file, YAML -> Site. What is wrong with it is told with file and line."""

import re
from collections.abc import Callable
from typing import Any, NoReturn

import yaml

from exporter.clean.sites import patterns, selectors
from exporter.clean.sites.site import Player, Site
from exporter.notices import ConfigurationError

LONGEST = 65_536  # characters of a file
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # in C where PyYAML was built with it
MOST = 500  # rules under one key

_HOST = re.compile(r"(?:[\w-]+\.)+[\w-]+(?:/[^\s?#]*)?\Z")
_ATTRIBUTE = re.compile(r"[a-z][a-z0-9_-]*\Z")
_PARAMETER = re.compile(r"[\w.-]+\Z")

Fault = Callable[[str], str]
"""What is wrong with a value, "" for nothing."""


def _matching(form: re.Pattern[str], expected: str) -> Fault:
    return lambda value: "" if form.match(value) else f"should be {expected}"


def _words(value: str) -> str:
    return "" if value.strip() else "is empty"


_host = _matching(_HOST, "a host, such as img.a.cn or a.cn/images")
_attribute = _matching(_ATTRIBUTE, "the name of an attribute in lower case")
_base = _matching(re.compile(r"https?://[^\s/]+/?\Z"), "an address such as https://a.cn")
_parameter = _matching(_PARAMETER, "the name of a parameter, or path")

# What each key holds: a list of values (one may stand alone), each judged by its own rule.
LISTS: dict[str, Fault] = {
    **dict.fromkeys(
        "body title author date source drop gutters headings lead captions".split(), selectors.fault
    ),
    "title-ends": _words,
    "lines": patterns.fault,
    "lazy": _attribute,
    "emoji": _host,
    "strangers": _host,
}
RECOGNISE: dict[str, tuple[str, Fault]] = {
    "addresses": ("by_address", _host),
    "sources": ("by_source", _words),
    "pictures": ("by_picture", _host),
    "markup": ("by_markup", selectors.fault),
}
MAPPINGS = ("proxies", "redirectors")
PLAYER: dict[str, Fault] = {
    "select": selectors.fault,
    "address": _attribute,
    "title": _attribute,
    "page": _matching(re.compile(r"https?://[^\s{}]+\{\}[^\s{}]*\Z"), "an address with {} in it"),
}
KEYS = ("name", "recognise", "base", *LISTS, *MAPPINGS, "players")


def read(text: str, place: str) -> Site:
    """The Site that `text`, the file at `place`, states. Raises ConfigurationError with file and line."""
    return _Reader(place).site(_composed(text, place))


def _composed(text: str, place: str) -> yaml.Node | None:
    if len(text) > LONGEST:
        raise ConfigurationError(f"longer than {LONGEST // 1024} KB", place=place)
    try:
        return yaml.compose(text, Loader=_LOADER)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        last = text.count("\n")  # libyaml counts one more where the file breaks off
        where = f"{place}:{min(mark.line, last) + 1}" if mark else place
        problem = getattr(error, "problem", None) or type(error).__name__
        raise ConfigurationError(f"not valid YAML: {problem}", place=where) from error


class _Reader:
    """Reads the nodes of one file; every complaint names the node's line."""

    def __init__(self, place: str) -> None:
        self._place = place

    def site(self, root: yaml.Node | None) -> Site:
        if root is None:
            raise ConfigurationError("is empty", place=self._place, hint="see exporter site zhihu.yaml")
        entries = self._entries(root, KEYS)
        if "name" not in entries or "recognise" not in entries:
            self._wrong(root, "“name” and “recognise” are needed")
        told: dict[str, Any] = {"name": self._scalar(entries["name"])}
        told |= self._recognise(entries["recognise"])
        if "base" in entries:
            told["base"] = self._value("base", entries["base"], _base)
        for key, node in entries.items():
            if key in LISTS:
                told[key.replace("-", "_")] = self._values(key, node, LISTS[key])
            elif key in MAPPINGS:
                told[key] = self._places(node)
        if "players" in entries:
            told["players"] = tuple(self._player(node) for node in self._items(entries["players"]))
        return Site(**told)

    def _recognise(self, node: yaml.Node) -> dict[str, tuple[str, ...]]:
        entries = self._entries(node, tuple(RECOGNISE))
        if not entries:
            self._wrong(node, "“recognise” is empty")
        return {
            RECOGNISE[key][0]: self._values(key, value, RECOGNISE[key][1]) for key, value in entries.items()
        }

    def _player(self, node: yaml.Node) -> Player:
        entries = self._entries(node, tuple(PLAYER))
        for needed in ("select", "address"):
            if needed not in entries:
                self._wrong(node, f"a player needs “{needed}”")
        return Player(**{key: self._value(key, value, PLAYER[key]) for key, value in entries.items()})

    def _places(self, node: yaml.Node) -> dict[str, str]:
        return {
            self._judged("a host", host, _host, key): self._value(host, value, _parameter)
            for host, key, value in self._pairs(node)
        }

    def _values(self, key: str, node: yaml.Node, fault: Fault) -> tuple[str, ...]:
        return tuple(self._value(key, item, fault) for item in self._items(node))

    def _value(self, key: str, node: yaml.Node, fault: Fault) -> str:
        return self._judged(key, self._scalar(node), fault, node)

    def _judged(self, key: str, value: str, fault: Fault, node: yaml.Node) -> str:
        if wrong := fault(value):
            self._wrong(node, f"“{key}”: {value!r}: {wrong}")
        return value

    def _items(self, node: yaml.Node) -> list[yaml.Node]:
        items = list(node.value) if isinstance(node, yaml.SequenceNode) else [node]
        if len(items) > MOST:
            self._wrong(node, f"more than {MOST} rules")
        return items

    def _scalar(self, node: yaml.Node) -> str:
        if not isinstance(node, yaml.ScalarNode) or not node.value:
            self._wrong(node, "expected a word or a line here")
        return str(node.value)

    def _entries(self, node: yaml.Node, known: tuple[str, ...]) -> dict[str, yaml.Node]:
        entries: dict[str, yaml.Node] = {}
        for name, key, value in self._pairs(node):
            if name not in known:
                self._wrong(key, f"unknown key “{name}”", hint=f"known: {', '.join(known)}")
            if name in entries:
                self._wrong(key, f"“{name}” is there twice")
            entries[name] = value
        return entries

    def _pairs(self, node: yaml.Node) -> list[tuple[str, yaml.Node, yaml.Node]]:
        if not isinstance(node, yaml.MappingNode):
            self._wrong(node, "expected “name: value” lines")
        return [(self._scalar(key), key, value) for key, value in node.value[:MOST]]

    def _wrong(self, node: yaml.Node, what: str, *, hint: str = "") -> NoReturn:
        place = f"{self._place}:{node.start_mark.line + 1}"
        raise ConfigurationError(what, place=place, hint=hint or "see docs/sites.md")
