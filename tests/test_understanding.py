import dataclasses
import os
import pickle
import shutil
import sqlite3
import time
from pathlib import Path

import pytest
from lxml import etree

from exporter import clean as cleaning
from exporter import stamps, understanding
from exporter.bind import links
from exporter.digests import of_article
from exporter.model import Article, Listing
from exporter.notices import InputError
from exporter.records import decoded, encoded
from exporter.settings import UNSEEN, Settings
from exporter.store import FILE
from exporter.understanding import DEPENDS, Kept, Reading

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
    clean = cleaning.clean

    def counted(post, sites):
        titles.append(post.title)
        return clean(post, sites)

    monkeypatch.setattr(cleaning, "clean", counted)
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


def with_pinyin(post: Path, reading: Reading) -> tuple[Path, Reading]:
    return post, Reading(dataclasses.replace(reading.settings, pinyin=True))


def on_other_paper(post: Path, reading: Reading) -> tuple[Path, Reading]:
    return post, Reading(dataclasses.replace(reading.settings, page="a4"))


@pytest.mark.parametrize(
    ("change", "times"),
    [(moved, 2), (edited, 2), (in_japanese, 2), (with_rules, 2), (with_pinyin, 2), (on_other_paper, 1)],
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


def rewritten(post: Path) -> None:
    """The same size, the same time of change: what a careless copy leaves."""
    told = post.stat()
    post.write_text(POST.replace("半小时", "一小时"), "utf-8")
    os.utime(post, ns=(told.st_atime_ns, told.st_mtime_ns))


def replaced(post: Path) -> None:
    other = post.with_name("b.txt")
    other.write_text(POST.replace("半小时", "一小时"), "utf-8")
    shutil.copystat(post, other)
    other.replace(post)


@pytest.mark.parametrize(
    ("change", "read"),
    [(None, False), (rewritten, True), (replaced, True), (Path.touch, True)],
    ids=["left as it is", "rewritten", "replaced", "touched"],
)
def test_a_file_that_changed_is_read_again_and_no_other(post, reading, monkeypatch, change, read) -> None:
    monkeypatch.setattr(stamps, "SETTLED", 0.05)
    time.sleep(0.1)
    first = reading.listed(str(post))
    assert reading.known([str(post)]) == {str(post): first}
    time.sleep(0.02)
    if change:
        change(post)
    assert (reading.known([str(post)]) == {}) is read
    assert same(reading.listed(str(post)).article, reading.understood(str(post)))


def test_a_listing_from_a_worker_shares_what_others_say(post: Path, reading: Reading) -> None:
    listing = reading.listed(str(post))
    came = pickle.loads(pickle.dumps(listing))  # noqa: S301 - as it comes from a worker
    assert isinstance(came, Listing)
    assert came.author is not listing.author
    own = reading.own(came, str(post))
    assert own == listing
    assert isinstance(own, Listing)
    assert isinstance(own.record, Kept)
    assert own.record.reading is reading
    assert all(getattr(own, name) is getattr(listing, name) for name in ("lang", "author", "source", "lead"))


def test_a_file_that_changed_a_moment_ago_is_not_trusted(post: Path, reading: Reading) -> None:
    reading.listed(str(post))
    assert reading.known([str(post)]) == {}


@pytest.mark.parametrize(
    "trusting_less", [{"rebuild": True}, {"no_cache": True}, {"convert": "s2t"}], ids=str
)
def test_no_stamp_is_trusted_where_that_is_not_wanted(post, reading, monkeypatch, trusting_less) -> None:
    monkeypatch.setattr(stamps, "SETTLED", -60)
    reading.listed(str(post))
    assert reading.known([str(post)])
    assert Reading(dataclasses.replace(reading.settings, **trusting_less)).known([str(post)]) == {}


def test_looks_of_many_are_those_of_each(post: Path, reading: Reading) -> None:
    others = [post.with_name(f"{number}.md") for number in range(3)]
    for number, other in enumerate(others):
        other.write_text(POST.replace("1.jpg", f"{number}.png"), "utf-8")
    articles = [
        reading.listed(str(others[0])),
        reading.understood(str(post)),
        *(reading.listed(str(other)) for other in others),
    ]
    assert list(understanding.looks(articles)) == [listed.look() for listed in articles]
    with sqlite3.connect(reading.settings.cache / FILE) as base:
        base.execute("UPDATE card SET text = '{}' WHERE name LIKE 'look %'")
    assert list(understanding.looks(articles)) == [listed.article.look() for listed in articles]


def test_a_cache_that_cannot_be_used_costs_no_article(post: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    listed = Reading(Settings(cache=tmp_path / "file")).listed(str(post))
    assert isinstance(listed, Article)
    assert listed.title == "渡口"


@pytest.mark.parametrize("rebuild", [False, True])
def test_a_broken_store_is_let_go_before_workers_meet_it(post: Path, tmp_path: Path, rebuild: bool) -> None:
    settings = Settings(cache=tmp_path / "cache", rebuild=rebuild)
    settings.cache.mkdir()
    (settings.cache / FILE).write_bytes(b"no database" * 100)
    assert Reading(settings).known([str(post)]) == {}
    assert not (settings.cache / FILE).exists()


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
