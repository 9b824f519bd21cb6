"""Faults in PDFs made by anyone."""

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from exporter.notices import OutputError
from exporter.settings import Settings
from exporter.write import pdf as writer
from exporter.write.pdf import binding
from exporter.write.pdf.check import faults
from tests.write.epub.books import book, chapter


def link(**target: object) -> Dictionary:
    return Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), **target)


def sound(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0].obj
    destination = Array([page, Name.Fit])
    tree = pikepdf.NameTree.new(pdf)
    tree["here"] = destination
    pdf.Root.Names = Dictionary(Dests=tree.obj)
    pdf.Root.Dests = Dictionary(old=destination)
    page.Annots = pdf.make_indirect(
        Array(
            [
                link(Dest=destination),
                link(Dest=String("here")),
                link(Dest=Name.old),
                link(A=Dictionary(S=Name.GoTo, D=String("here"))),
                link(A=Dictionary(S=Name.URI, URI=String("https://example.com/"))),
            ]
        )
    )
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("一", 0))


def link_to_no_name(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Annots = Array([link(Dest=String("nowhere"))])


def link_to_no_page(pdf: pikepdf.Pdf) -> None:
    stray = pdf.make_indirect(Dictionary(Type=Name.Page))
    pdf.pages[0].obj.Annots = Array([link(A=Dictionary(S=Name.GoTo, D=Array([stray, Name.Fit])))])


def outline_to_no_name(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("不在", String("nowhere")))


def font_not_embedded(pdf: pikepdf.Pdf) -> None:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    pdf.pages[0].obj.Resources = Dictionary(Font=Dictionary(F=pdf.make_indirect(font)))


def no_pages(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0]


CASES: list[tuple[Callable[[pikepdf.Pdf], None], str]] = [
    (link_to_no_name, "page 1: link to nowhere lands nowhere"),
    (link_to_no_page, "page 1: link to a page lands nowhere"),
    (outline_to_no_name, "outline: “不在” lands nowhere"),
    (font_not_embedded, "font Helvetica is not embedded"),
    (no_pages, "syntax: ERROR: file does not contain any pages"),
]


def made(change: Callable[[pikepdf.Pdf], None], target: Path) -> Path:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        change(pdf)
        pdf.save(target)
    return target


def test_a_sound_one(tmp_path: Path) -> None:
    assert faults(made(sound, tmp_path / "x.pdf")) == []


@pytest.mark.parametrize(("change", "expected"), CASES, ids=[change.__name__ for change, _ in CASES])
def test_faults(change: Callable[[pikepdf.Pdf], None], expected: str, tmp_path: Path) -> None:
    assert faults(made(change, tmp_path / "x.pdf")) == [expected]


def test_what_is_no_pdf(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7\nnothing")
    assert len(faults(tmp_path / "x.pdf")) == 1
    assert len(faults(tmp_path / "none.pdf")) == 1


def test_a_damaged_one(tmp_path: Path) -> None:
    whole = made(sound, tmp_path / "x.pdf").read_bytes()
    (tmp_path / "x.pdf").write_bytes(whole[: len(whole) // 2])
    assert faults(tmp_path / "x.pdf")


def test_an_unsound_book_never_takes_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "book.pdf"
    target.write_text("the book of yesterday", "utf-8")
    monkeypatch.setattr(binding, "faults", lambda *_: ["page 3: link to x lands nowhere"])
    with pytest.raises(OutputError, match="link to x lands nowhere"):
        writer.write(book("书", chapter("a1", "一", "<p>字</p>")), Settings(), target)
    assert target.read_text("utf-8") == "the book of yesterday"
    assert [file.name for file in tmp_path.iterdir()] == ["book.pdf"]
