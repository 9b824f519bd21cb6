"""Files of rules: what may be in them, and how they complain."""

import pickle
import re
import time

import pytest

from exporter.clean.sites import load, patterns, schema
from exporter.notices import ConfigurationError

HEAD = "name: 渡口网\nrecognise: {sources: 渡口网}\n"

# text, line of the complaint, what it says
WRONG = [
    ("empty", "", None, "is empty"),
    ("not YAML", "name: [渡", 1, "not valid YAML"),
    ("a list", "- name", 1, "expected “name: value” lines"),
    ("no name", "recognise: {sources: 渡}", 1, "“name” and “recognise” are needed"),
    ("nothing to know it by", "name: 渡\nrecognise: {}", 2, "“recognise” is empty"),
    ("unknown key", HEAD + "drops: div", 3, "unknown key “drops”"),
    ("unknown key within", "name: 渡\nrecognise:\n  host: a.cn", 3, "unknown key “host”"),
    ("twice", HEAD + "drop: a\ndrop: b", 4, "“drop” is there twice"),
    ("no value", HEAD + "drop:", 3, "expected a word or a line"),
    ("a list in a list", HEAD + "drop: [a, [b]]", 3, "expected a word or a line"),
    ("no selector", HEAD + "drop:\n  - div\n  - 'div['", 5, "“drop”: 'div['"),
    ("a costly selector", HEAD + "drop: 'p ~ p'", 3, "“~” is not understood"),
    ("a selector with a function", HEAD + "drop: 'p:nth-child(2n)'", 3, "are understood"),
    ("a selector of many steps", HEAD + "drop: a b c d e f g", 3, "more than 6 steps"),
    ("no pattern", HEAD + "lines: '('", 3, "missing )"),
    ("a pattern that looks back", HEAD + r"lines: '(a)\1'", 3, "invalid escape sequence"),
    ("no host", HEAD + "emoji: https://a.cn/x", 3, "should be a host"),
    ("no host before a parameter", HEAD + "proxies: {p: url}", 3, "should be a host"),
    ("no attribute", HEAD + "lazy: data src", 3, "should be the name of an attribute"),
    ("no address", HEAD + "base: a.cn", 3, "should be an address"),
    ("a player without address", HEAD + "players: {select: div}", 3, "a player needs “address”"),
    ("a player's page without a gap", HEAD + "players: {select: p, address: a, page: 'https://a.cn'}", 3, "an address with {}"),
    ("too long", HEAD + "#" * 70_000, None, "longer than 64 KB"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line", "message"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG]
)
def test_complaint(text, line, message):
    with pytest.raises(ConfigurationError, match=re.escape(message)) as caught:
        schema.read(text, "sites/x.yaml")
    assert caught.value.place == ("sites/x.yaml" if line is None else f"sites/x.yaml:{line}")


def test_one_value_may_stand_alone_and_numbers_are_words():
    site = schema.read("name: 36\nrecognise: {sources: 36}\ndrop: [div, p]\n", "x.yaml")
    assert (site.name, site.by_source, site.drop) == ("36", ("36",), ("div", "p"))


def test_aliases_that_grow_are_no_bomb():
    bomb = HEAD + "drop: &a [div]\nlead: *a\n" + "captions: [*a, *a]"
    with pytest.raises(ConfigurationError, match="expected a word"):
        schema.read(bomb, "x.yaml")


def test_sites_travel_to_workers():
    assert pickle.loads(pickle.dumps(load())) == load()  # noqa: S301 - our own


@pytest.mark.parametrize("pattern", ["(a+)+b", "(a|a)*b", "(a|aa)+b", "(.*)*x", "a{0,500}a{0,500}b"])
def test_no_pattern_hangs(pattern):
    plain, hard = (_seconds(patterns.matches, each, "a" * 100_000) for each in ("(?s).*b", pattern))
    assert hard < 10_000 * plain  # a backtracking engine would not end


def test_selectors_cost_little_on_deep_pages(cleaned):
    site = schema.read(f"{HEAD}drop: 'p div div div div div'\nlead: '.x div div div div div'\n", "x.yaml")
    deep = ("<div>" * 90 + "船" + "</div>" * 90) * 20
    plain, followed = (_seconds(cleaned, deep, sites, author="渡口网") for sites in ((), (site,)))
    assert followed < 20 * plain


def _seconds(work, *arguments, **fields):
    begun = time.process_time()
    work(*arguments, **fields)
    return time.process_time() - begun
