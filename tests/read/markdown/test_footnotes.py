"""Footnotes: linked both ways, and none lost."""

import pytest

from exporter.read.markdown import to_html


def test_reference_and_note_lead_to_each_other() -> None:
    html = to_html("雾[^a]散了[^a]。\n\n[^a]: 晨雾。\n\n    两段。").html
    assert '<sup class="footnote-ref"><a href="#fn1" id="fnref1">[1]</a></sup>' in html
    assert '<sup class="footnote-ref"><a href="#fn1" id="fnref1:1">[1]</a></sup>' in html
    assert '<li id="fn1" class="footnote-item"><p>晨雾。</p>\n<p>两段。 <a href="#fnref1"' in html
    assert 'href="#fnref1:1" class="footnote-backref"' in html


def test_notes_in_the_line() -> None:
    html = to_html("雾^[晨 *雾*]散了。").html
    assert html.startswith(
        '<p>雾<sup class="footnote-ref"><a href="#fn1" id="fnref1">[1]</a></sup>散了。</p>'
    )
    assert "<p>晨 <em>雾</em> <a" in html


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("雾散了。\n\n[^9]: 没人提起。", ["没人提起。"]),
        ("雾[^1]\n\n[^1]: 甲\n\n船[^1]\n\n[^1]: 乙", ["甲", "乙"]),
        ("^[甲^[乙]]", ["甲", "乙"]),
    ],
)
def test_no_note_is_lost(text: str, kept: list[str]) -> None:
    html = to_html(text).html
    assert all(words in html for words in kept)
    assert html.count("footnote-backref") == html.count("footnote-ref")


@pytest.mark.parametrize(
    "text", ["`[^1]`\n\n[^1]: 甲", "雾[^2]\n\n[^1]: 甲", "[^ 1]\n\n[^1]: 甲", "~~~\n^[甲]\n~~~"]
)
def test_what_is_no_reference(text: str) -> None:
    assert "<sup" not in to_html(text).html
