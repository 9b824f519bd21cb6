import dataclasses
import os
import sqlite3
from pathlib import Path

import pytest
from lxml import etree

from exporter import understanding
from exporter.bind import links
from exporter.digests import of_article
from exporter.model import Article, Listing
from exporter.notices import InputError
from exporter.records import decoded, encoded
from exporter.settings import UNSEEN, Settings
from exporter.store import FILE
from exporter.understanding import DEPENDS, Reading

POST = """---
title: 渡口
author: 林间
date: 2021-04-01 10:00:00+08:00
categories: [生活, 河上]
tags: [船]
headimg: https://a.cn/lead.jpg
---
<h2>船</h2><p>渡船每半小时一班，<b>不等人</b>。</p><p><img src="https://a.cn/1.jpg">渡口</p>
<p>见<a href="https://www.a.cn/other/?utm_source=x">另一篇</a>。</p>
<p>文：林间　来源：山间邮报</p>
"""


@pytest.fixture
def post(tmp_path: Path) -> Path:
    path = tmp_path / "posts" / "a.md"
    path.parent.mkdir()
    path.write_text(POST, "utf-8")
    return path


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    return Reading(Settings(cache=tmp_path / "cache"))


@pytest.fixture
def understood(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The titles of the posts that were understood, and not only remembered."""
    titles: list[str] = []
    clean = understanding.clean

    def counted(post, sites):
        titles.append(post.title)
        return clean(post, sites)

    monkeypatch.setattr(understanding, "clean", counted)
    understanding.reread.cache_clear()
    return titles


def test_what_is_no_ordinary_file_is_not_waited_for(reading: Reading, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.md"
    os.mkfifo(pipe)
    for path in (str(pipe), "/dev/zero", str(tmp_path)):
        with pytest.raises(InputError):
            reading.listed(path)


def same(one: Article, other: Article) -> bool:
    return encoded(one) == encoded(other)


def test_a_record_is_the_article(post: Path, reading: Reading) -> None:
    article = reading.understood(str(post))
    assert article.headimg
    assert article.pictures
    assert article.sections
    again = decoded(encoded(article))
    for field in dataclasses.fields(Article):
        mine, its = getattr(article, field.name), getattr(again, field.name)
        assert (etree.tostring(mine) == etree.tostring(its)) if field.name == "body" else (mine == its), (
            field.name
        )


def test_a_post_is_understood_once(post: Path, reading: Reading, understood: list[str]) -> None:
    first, second = reading.listed(str(post)), reading.listed(str(post))
    assert understood == ["渡口"]
    assert same(first.article, second.article)
    assert understood == ["渡口"]
    assert first == dataclasses.replace(second, record=first.record)


def test_a_listing_says_what_its_article_says(post: Path, reading: Reading) -> None:
    listing, article = reading.listed(str(post)), reading.understood(str(post))
    assert isinstance(listing, Listing)
    for field in dataclasses.fields(Listing):
        if field.name not in {"record", "digest", "leads"}:
            assert getattr(listing, field.name) == getattr(article, field.name), field.name
    assert listing.digest == of_article(article)
    assert listing.leads == links.leads(article) == ("a.cn/other",)
    assert listing.look() == article.look()
    assert same(listing.article, article)


def moved(post: Path, reading: Reading) -> tuple[Path, Reading]:
    return post.rename(post.with_name("b.md")), reading


def edited(post: Path, reading: Reading) -> tuple[Path, Reading]:
    post.write_text(POST.replace("半小时", "一小时"), "utf-8")
    return post, reading


def in_japanese(post: Path, reading: Reading) -> tuple[Path, Reading]:
    return post, Reading(dataclasses.replace(reading.settings, lang="ja"))


def with_rules(post: Path, reading: Reading) -> tuple[Path, Reading]:
    rules = post.parent / "sites"
    rules.mkdir()
    (rules / "river.yaml").write_text("name: 河上\nrecognise:\n  addresses: [a.cn]\ndrop: [.x]\n", "utf-8")
    return post, Reading(reading.settings, (rules,))


def on_other_paper(post: Path, reading: Reading) -> tuple[Path, Reading]:
    return post, Reading(dataclasses.replace(reading.settings, page="a4"))


@pytest.mark.parametrize(
    ("change", "times"),
    [(moved, 2), (edited, 2), (in_japanese, 2), (with_rules, 2), (on_other_paper, 1)],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_what_it_was_understood_from_decides(post, reading, understood, change, times) -> None:
    reading.listed(str(post))
    post, reading = change(post, reading)
    reading.listed(str(post))
    assert len(understood) == times


@pytest.mark.parametrize(
    "damage",
    ["UPDATE content SET bytes = x'00'", "DELETE FROM content", "UPDATE card SET seal = ''"],
)
def test_what_is_spoilt_is_understood_anew(post, reading, damage) -> None:
    understanding.reread.cache_clear()
    listing, wanted = reading.listed(str(post)), reading.understood(str(post))
    with sqlite3.connect(reading.settings.cache / FILE) as base:
        base.execute(damage)
    assert same(listing.article, wanted)
    assert same(reading.listed(str(post)).article, wanted)


def test_a_cache_that_cannot_be_used_costs_no_article(post: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    listed = Reading(Settings(cache=tmp_path / "file")).listed(str(post))
    assert isinstance(listed, Article)
    assert listed.title == "渡口"


def test_nothing_is_kept_where_it_is_not_wanted(post: Path, tmp_path: Path) -> None:
    listed = Reading(Settings(cache=tmp_path / "cache", no_cache=True)).listed(str(post))
    assert isinstance(listed, Article)
    assert not (tmp_path / "cache").exists()


def test_every_setting_was_judged() -> None:
    """A new setting either shapes articles (DEPENDS), or no file (UNSEEN), or files alone: add it here."""
    files_alone = set("page theme sites profile".split())
    names = {field.name for field in dataclasses.fields(Settings)}
    assert names - DEPENDS - UNSEEN >= files_alone
    assert not (DEPENDS - {"lang"}) & UNSEEN
