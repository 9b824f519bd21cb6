"""What a language has for what another does otherwise: faces of quotations and emphasis, hyphens, headings."""

from pathlib import Path

import pikepdf
import pytest

from exporter.settings import Settings
from exporter.write.pdf import write
from tests.write.epub.books import book, chapter
from tests.write.pdf.glyphs import glyphs
from tests.write.pdf.look import Leaf, leaves

TEXTS = {
    "zh-Hans": ("信使骑马", "深夜出城", "雾散了，路醒了"),
    "ja": ("しんぶんがみ", "よるのまち", "きりがはれた"),
    "ko": ("신문지를", "깊은밤에", "안개가걷혔다"),
    "en": ("evening papers", "at midnight", "lifted fog"),
}
CASES = [
    # language, the faces of a quotation and of emphasis
    ("zh-Hans", "LXGW-WenKai", "Noto-Serif-CJK-SC"),  # under dots
    ("ja", "LXGW-WenKai", "Noto-Serif-CJK-SC"),
    ("ko", "Noto-Serif-CJK-SC", "Noto-Serif-CJK-SC"),
    ("en", "Noto-Serif-CJK-SC", "Italic"),
]


def _page(lang: str, tmp_path: Path) -> Leaf:
    quoted, stressed, said = TEXTS[lang]
    body = f"<p>{said} <em>{stressed}</em></p><blockquote><p>{quoted}</p></blockquote>"
    written = write(
        book("x", chapter("a1", "x", body, lang), lang=lang, single=True), Settings(), tmp_path / "x.pdf"
    )
    return next(leaf for leaf in leaves(written.path) if quoted in leaf.text)


@pytest.mark.parametrize(("lang", "quotation", "emphasis"), CASES, ids=[case[0] for case in CASES])
def test_faces(lang: str, quotation: str, emphasis: str, tmp_path: Path) -> None:
    quoted, stressed, _ = TEXTS[lang]
    runs = _page(lang, tmp_path).runs
    assert {run.font for run in runs if run.text.strip() == quoted} == {quotation}
    found = {run.font for run in runs if run.text.strip() and run.text.strip() in stressed}
    assert len(found) == 1
    assert emphasis in found.pop()


HANGUL = "안개가 걷힌다고 우체부들은 산길에서 이야기했고 신문지를 나누어주었다고 합니다"


def test_korean_headings_and_rows_part_between_words(tmp_path: Path) -> None:
    body = f'<section id="s1"><h2>{HANGUL}</h2><p>{HANGUL}</p></section>'
    written = write(
        book("안개", chapter("a1", HANGUL, body, "ko"), lang="ko", single=True),
        Settings(),
        tmp_path / "x.pdf",
    )
    _, contents, article, *_ = leaves(written.path)
    rows = [run.text for run in contents.runs if "차" not in run.text and "례" not in run.text]
    large = [run.text for run in article.runs if "Sans" in run.font and run.bottom < article.height * 0.8]
    for lines in (rows, large):
        words = [word.strip("·") for line in lines for word in line.split()]
        assert words.count("합니다") == 2
        assert {word for word in words if not word.isascii()} == set(HANGUL.split())


@pytest.mark.parametrize(("lang", "apart"), [("zh-Hans", True), ("ko", True), ("en", False)])
def test_the_heading_of_contents(lang: str, apart: bool, tmp_path: Path) -> None:
    """Two characters of CJK stand half an em apart, a word in letters does not."""
    body = '<section id="s1"><h2>一</h2><p>文</p></section>'
    written = write(
        book("x", chapter("a1", "x", body, lang), lang=lang, single=True), Settings(), tmp_path / "x.pdf"
    )
    drawn = [run for run in leaves(written.path)[1].runs if run.text.strip() and run.bottom - run.top > 8]
    heading = [run for run in drawn if "".join(run.text.split()) in "目录차례Contents"]
    wide = (max(run.right for run in heading) - min(run.left for run in heading)) / (1.6 * 10.5)
    assert (wide > 2.2) if apart else (wide < 5)


def test_hyphens_take_no_blank(tmp_path: Path) -> None:
    text = "The mountain road turned three times in the fog; the postman leaned his bicycle there. "
    body = "".join(f"<p>{text[n:] * 2}</p>" for n in range(8))
    written = write(
        book("x", chapter("a1", "x", body, "en"), lang="en", single=True), Settings(), tmp_path / "x.pdf"
    )
    with pikepdf.open(written.path) as pdf:
        drawn = {glyph.text for page in pdf.pages for glyph in glyphs(page)}
    assert "-" in drawn
    assert "‐" not in drawn
