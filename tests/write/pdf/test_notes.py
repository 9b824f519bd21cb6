"""Footnotes on paper: their numbers, and the rule above them."""

import re
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree
from pypdfium2 import raw

from exporter.settings import Settings
from exporter.write.pdf import write
from exporter.write.pdf.notes import footnoted
from exporter.write.pdf.styles import type_area
from tests.write.epub.books import book, chapter

CASES = [
    ("one", 1, ["①"]),
    ("more than twenty", 22, ["⑳", "㉑", "㉒"]),
    ("more than thirty-five", 37, ["㉟", "㊱", "㊲"]),
    ("as many as there are circles", 50, ["㊽", "㊾", "㊿"]),
    ("more than there are circles", 51, ["49", "50", "51"]),
]


def _body(count: int) -> str:
    calls = "".join(f'字<a class="noteref" id="fnref{n}" href="#fn{n}">{n}</a>' for n in range(1, count + 1))
    notes = "".join(
        f'<aside class="footnote" id="fn{n}"><p><a class="backlink" href="#fnref{n}">{n}</a>注。</p></aside>'
        for n in range(1, count + 1)
    )
    return f'<p>{calls}</p><div class="footnotes">{notes}</div>'


@pytest.mark.parametrize(("count", "last"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_numbers(count: int, last: list[str]) -> None:
    body = footnoted(chapter("a1", "注", _body(count)).article, type_area(Settings())).body
    signs = [note.get("data-sign") for note in body.iter("span") if note.get("data-sign")]
    assert len(signs) == count
    assert signs[-3:] == last


@pytest.mark.parametrize(("lang", "sign"), [("zh-Hant", "①"), ("ja", "①"), ("ko", "①"), ("en", "1")])
def test_the_sign_of_a_language(lang: str, sign: str) -> None:
    body = footnoted(chapter("a1", "注", _body(1), lang).article, type_area(Settings())).body
    assert [note.get("data-sign") for note in body.iter("span")] == [sign]


CROWDS = [
    # page, notes, characters of the text, how many stand at the foot
    ("a5", 40, 400, 40),
    ("a4", 16, 400, 16),
    ("a4", 17, 400, 0),
    ("a4", 60, 7500, 60),
]


@pytest.mark.parametrize(("page", "count", "length", "feet"), CROWDS)
def test_too_many_for_pages_of_columns_stand_at_the_end(
    page: str, count: int, length: int, feet: int
) -> None:
    text = f"<p>{'字' * length}</p>{_body(count)}"
    body = footnoted(chapter("a1", "注", text).article, type_area(Settings(page=page))).body
    assert len([note for note in body.iter("span") if note.get("data-sign")]) == feet
    assert len(list(body.iter("aside"))) == count - feet


def test_a_note_at_the_end_has_the_number_of_its_call() -> None:
    text = _body(21).replace('class="footnote"', 'class="footnote" data-place="end"')
    body = footnoted(chapter("a1", "注", text).article, type_area(Settings())).body
    calls = [link.text for link in body.iter("a") if link.get("class") == "noteref"]
    assert calls == [link.text for link in body.iter("a") if link.get("class") == "backlink"]
    assert calls[-1] == "㉑"
    assert etree.tostring(body, encoding="unicode").count("<aside") == 21


@pytest.mark.parametrize(
    ("page", "count"), [("a5", 3), ("a4", 3), ("a4", 17)], ids=["foot", "columns", "end"]
)
def test_a_short_rule_stands_above_notes_that_are_as_wide_as_the_page(
    page: str, count: int, tmp_path: Path
) -> None:
    body = re.sub('<a class="backlink".*?</a>', "", _body(count)).replace("注。", "注" * 90 + "。")
    settings = Settings(page=page)
    made = book("注", chapter("a1", "注", body), single=True)
    write(made, settings, tmp_path / "x.pdf")
    with pypdfium2.PdfDocument(tmp_path / "x.pdf") as document:
        opening = next(each for each in document if "①" in each.get_textpage().get_text_bounded())
        rules = [part.get_bounds() for part in opening.get_objects([raw.FPDF_PAGEOBJ_PATH])]
        texts = [part.get_bounds() for part in opening.get_objects([raw.FPDF_PAGEOBJ_TEXT])]
    measure = max(right for _, _, right, _ in texts) - min(left for left, *_ in texts)
    if count > 16:  # in the columns of the text
        measure = type_area(settings).measure
    (left, _, right, top), *_ = rules
    assert 0.3 < (right - left) / measure < 0.35
    notes = [text for text in texts if text[3] < top and text[0] < left + measure]
    assert max(text[2] for text in notes) - left == pytest.approx(measure, abs=1)
