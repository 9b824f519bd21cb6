"""Every hostile post by itself becomes a sound book or one clear error; all of them together one book."""

import dataclasses
import re
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree

from exporter.model import Asset, Missing
from exporter.pipeline import Run
from exporter.settings import Settings
from exporter.write.epub import epubcheck
from exporter.write.pdf.check import faults
from tests.hostile.conftest import Web
from tests.hostile.corpus import BOMBS, TAIL, Case, cases, written

CASES = cases()
ACTIVE = re.compile(
    r"""<(?:script|iframe|frame|form|input|button|object|embed|applet|base|link[^>]+href="(?:https?|file))"""
    r"""|<[^>]+\s(?:on\w+|formaction|ping|srcdoc|xlink:href)="""
    r"""|<[^>]+\s(?:src|poster|data|background)="(?!\.\./|[\w.-]+[/"])"""
    r"""|="\s*(?:javascript|vbscript|data|file):|style="[^"]*url""",
    re.I,
)  # what a reading system would run, load or send
LOADED = re.compile(r"@import|url\(\s*[\"']?(?:https?|file|//)")


def settings(store: Path) -> Settings:
    return Settings(cache=store, allow_network=("127.0.0.1/32",), format=("epub", "pdf"), by="all")


def pages(book: Path) -> list[tuple[str, str]]:
    """The documents and styles of a book; every document is well-formed."""
    with zipfile.ZipFile(book) as opened:
        texts = [
            (n, opened.read(n)) for n in opened.namelist() if n.endswith((".xhtml", ".css", ".opf", ".ncx"))
        ]
    for name, content in texts:
        if not name.endswith(".css"):
            etree.fromstring(content, etree.XMLParser(resolve_entities=False, huge_tree=True))
    return [(name, content.decode("utf-8")) for name, content in texts]


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def words(markup: str) -> str:
    return bare("".join(str(part) for part in etree.fromstring(markup.encode()).itertext()))


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_hostile_post_becomes_a_sound_book(case: Case, web: Web, shared: Path, tmp_path: Path) -> None:
    post = tmp_path / "post.md"
    post.write_bytes(written(case, web.addresses))
    run = Run(settings(shared))
    run.export([str(post)], tmp_path / "book.epub", "epub")
    assert web.called == []
    assert {file.name for file in tmp_path.iterdir()} <= {"post.md", "book.epub"}
    if case.fails:
        assert [failure.error.exit_code for failure in run.failures] == [3]
        assert run.failures[0].path == str(post)
        return
    assert not run.failures, run.failures[0].error
    parts = pages(tmp_path / "book.epub")
    read = "".join(words(text) for name, text in parts if name.endswith(".xhtml"))
    everything = "".join(text for _, text in parts)
    for name, text in parts:
        search = LOADED if name.endswith(".css") else ACTIVE
        assert name.endswith(".ncx") or not search.search(text), search.search(text)
    for kept in (*case.kept, *([TAIL] if case.tail else [])):
        assert bare(kept) in read
    for never in (*case.never, "TOP-SECRET"):
        assert never not in everything
    outcomes = list(run.books[0].gallery.values())
    if case.pictures is not None:
        assert sum(isinstance(outcome, Asset) for outcome in outcomes) == case.pictures
    if case.lost is not None:
        assert sum(isinstance(outcome, Missing) for outcome in outcomes) == case.lost


def test_there_are_enough_and_no_two_have_one_name() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 120


def in_one_run(chosen: list[Case], kind: str, web: Web, store: Path, folder: Path) -> tuple[Run, Path]:
    (folder / "posts").mkdir()
    for number, case in enumerate(chosen):
        (folder / "posts" / f"{number:03}.md").write_bytes(written(case, web.addresses))
    run = Run(dataclasses.replace(settings(store), format=(kind,), jobs=2))
    run.bundle([str(folder / "posts")], folder / "books")
    assert web.called == []
    assert len(run.failures) == sum(case.fails for case in chosen)
    return run, run.written[0].path


@pytest.mark.skipif(not epubcheck.command(), reason="EPUBCheck is not installed")
def test_all_but_the_bombs_are_one_valid_epub(web: Web, shared: Path, tmp_path: Path) -> None:
    chosen = [case for case in CASES if case not in BOMBS]  # EPUBCheck takes minutes over 5,000 headings
    run, book = in_one_run(chosen, "epub", web, shared, tmp_path)
    assert len(run.articles) > 180
    assert [str(message) for message in next(epubcheck.validated([book]))] == []


def test_all_but_the_bombs_are_one_sound_pdf(web: Web, shared: Path, tmp_path: Path) -> None:
    chosen = [case for case in CASES if case not in BOMBS and not case.name.startswith("is titled")]
    run, book = in_one_run(chosen, "pdf", web, shared, tmp_path)
    assert faults(book) == []
    with pypdfium2.PdfDocument(book) as opened:
        text = bare("".join(page.get_textpage().get_text_bounded() for page in opened))
    assert "TOP-SECRET" not in text
    assert text.count(TAIL) >= len({article.fingerprint for article in run.articles}) // 2
