"""Plain text: lines are paragraphs, unless they were broken to a width."""

import pytest

from exporter.read.plain import to_html

MAIL = (
    "The ferry leaves at six in the morning, when the fog still lies on\n"
    "the water and nobody has yet opened the stalls along the landing\n"
    "stage. The fare is two yuan."
)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("一\n二", "<p>一</p>\n<p>二</p>"),
        ("一\n\n \n二\n", "<p>一</p>\n<p>二</p>"),
        ("　　缩进的段落\n　　又一段", "<p>　　缩进的段落</p>\n<p>　　又一段</p>"),
        ("<b> & </b>", "<p>&lt;b&gt; &amp; &lt;/b&gt;</p>"),
        (MAIL, f"<p>{MAIL}</p>"),
        (MAIL + "\n\n" + "Next.", f"<p>{MAIL}</p>\n<p>Next.</p>"),
        ("Short line\nShort line\nShort", "<p>Short line</p>\n<p>Short line</p>\n<p>Short</p>"),
        ("", ""),
    ],
)
def test_paragraphs(text: str, html: str) -> None:
    assert to_html(text) == html


def test_lines_of_verse_stay_lines() -> None:
    verse = "\n".join(["雾散江天白，舟横野渡清，" * 5] * 4)
    assert to_html(verse).count("<p>") == 4
