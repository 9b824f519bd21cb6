"""Captions: which words under a picture speak of it, and which are the next sentence of the article."""

import re

from lxml import etree

from exporter.clean import numbering, text, tree
from exporter.clean.candidates import cells, is_bold, usual_marks
from exporter.clean.invitations import invites
from exporter.clean.marks import MARKS, marks_on
from exporter.clean.page import Page

_POINTER = re.compile(r"\s*[▲△▴↑]\s*")
_DOWN = re.compile(r"\s*[▼▽▾↓]\s*")
_CREDIT = re.compile(
    r"图源|圖源|(?:图|圖|图片|圖片|照片|相片|劇照|剧照|摄影|攝影|绘图|繪圖|制图|製圖|资料图|海报|写真|撮影|出典)\s*(?:/|：|:|｜|\||＝|=|自|来自|來自|來源|来源|by\b)"
    r"|^(?:摄|攝|图|圖)\s*[/：:]|^(?:图为|圖為|[左右题題]图)|视觉中国|图虫|东方IC|人民视觉|站酷|Unsplash|Pexels|Pixabay"
    r"|(?:摄|攝|供图|供圖|制图|製圖|绘|繪|撮影|提供)[）)]?\Z|(?:图片|圖片|照片)?(?:来源|來源)[：:]|資料[圖图]|资料图|[图圖]\Z"
    r"|\b(?:photo|image|picture|credit|source|courtesy|illustration)s?\b\s*(?:by|:|of|/)|©|\bGetty\b|\bVCG\b",
    re.I,
)
_NUMBER = re.compile(r"(?:图|圖|表|図|Fig(?:ure|\.)?|Photo|Picture)\s*[0-9０-９一二三四五六七八九十]+", re.I)
_SENTENCE = re.compile(r"[。！？!?；;：:…]|\.\Z")
_SENTENCE_END = re.compile(r"(?:[。！？!?；;：:…—]|\.{3}|(?<![A-Z])\.)(?:\[\w{1,6}\])?[”’」』）)\"']*\Z")
_BRACKETED = re.compile(r"[（(][^（）()]+[）)]\Z")
_WHEN = re.compile(r"(?:\d+\s*(?:秒|分钟|分鐘|小时|小時|天|日|周|週|个月|個月|年)前|\d+ \w+ ago|刚刚|昨天)\Z")
_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|bmp|avif)(?:$|[?!])", re.I)
_SHORT, _LONG, _TOO_LONG = 40, 80, 160  # cells of a Han character
_ENOUGH = 2


def settle_captions(article: etree._Element, page: Page) -> None:
    """Moves the words that belong to a picture into its figure as `figcaption`."""
    usual = usual_marks(list(article))
    for figure in list(article.iter("figure")):
        after, before = figure.getnext(), figure.getprevious()
        if after is not None and _is_line(after) and _worth(after, figure, page, usual) >= _ENOUGH:
            marked = "caption" in marks_on(after) - usual
            _attach(after, figure)
            if marked:
                _join_rest(figure, usual)
        elif before is not None and _is_line(before) and _announces(before):
            _attach(before, figure)


def _is_line(element: etree._Element) -> bool:
    return element.tag == "p" and element.find(".//img") is None


def _announces(paragraph: etree._Element) -> bool:
    """Whether a line is the caption of the picture under it: named so or pointing down."""
    above = paragraph.getprevious()
    if above is not None and above.tag == "figure" and above.find("figcaption") is None:
        return False
    return "caption" in marks_on(paragraph) or bool(_DOWN.match(tree.content(paragraph)))


def _worth(paragraph: etree._Element, figure: etree._Element, page: Page, usual: frozenset[str]) -> int:
    """How much speaks for a paragraph under a picture being its caption; `usual` looks speak for nothing."""
    words, shown = text.folded(tree.content(paragraph)), marks_on(paragraph) - usual
    length = int(cells(words))
    image = page.images[next(figure.iter("img")).get("src", "")]
    pointed, credited = bool(_POINTER.match(words)), bool(_CREDIT.search(words))
    evidence = (
        (5, "caption" in shown),
        (4, pointed),
        (4, words in (image.alt, image.title)),
        (2, credited),
        (2, bool(_NUMBER.match(words))),
        (2, "grey" in shown),
        (2, "small" in shown),
        (1, "centred" in shown),
        (3, bool({"centred", "small", "grey"} & shown)),
        (1, _is_whole(paragraph, "em")),
        (1, bool({"bare", "beside"} & shown)),
        (1, length <= _SHORT and not _SENTENCE_END.search(words)),
        (-2, bool(_SENTENCE_END.search(words)) and not credited),
        (-2, length > _LONG),
        (-4, length > _TOO_LONG),
        (1, bool(_BRACKETED.match(words)) and paragraph.getnext() is not None),
        (-4, bool(_WHEN.search(words))),
        (-4, bool(invites(words)) and not credited),
        (-3, numbering.number_of(words) is not None and not pointed),
        (-4, bool(_DOWN.match(words))),
        (-2, is_bold(paragraph)),
        (-2, _is_link(paragraph) and not credited),
        (-1, len(_SENTENCE.findall(words)) > 2),
    )
    return sum(worth for worth, holds in evidence if holds)


def _is_whole(paragraph: etree._Element, tag: str) -> bool:
    """Whether all of the line is in elements of that name."""
    inside = "".join(tree.content(part) for part in paragraph.iter(tag))
    return bool(inside) and text.compact(inside) == text.compact(tree.content(paragraph))


def _is_link(paragraph: etree._Element) -> bool:
    """Whether the line is nothing but a link to a page: a tag, a place, another article."""
    links = (link for link in paragraph.iter("a") if not _PICTURE_FILE.search(link.get("href", "")))
    linked = "".join(tree.content(link) for link in links)
    return bool(linked) and text.compact(linked) == text.compact(tree.content(paragraph))


def _attach(paragraph: etree._Element, figure: etree._Element) -> None:
    """The paragraph becomes the figure's caption, without the sign that pointed at the picture."""
    tree.drop(paragraph)
    paragraph.tag = "figcaption"
    paragraph.attrib.pop(MARKS, None)
    first = next((part for part in paragraph.iter() if not text.blank(part.text)), None)
    if first is not None and first.text:
        first.text = _DOWN.sub("", _POINTER.sub("", first.text, count=1), count=1)
    figure.append(paragraph)


def _join_rest(figure: etree._Element, usual: frozenset[str]) -> None:
    """Takes in the further lines that the page names caption too: who took the picture, what it shows."""
    caption = figure[-1]
    rest = figure.getnext()
    while rest is not None and _is_line(rest) and "caption" in marks_on(rest) - usual:
        if len(tree.content(caption)) + len(tree.content(rest)) > _TOO_LONG:
            return
        tree.drop(rest)
        etree.SubElement(caption, "br").tail = rest.text
        caption.extend(rest)
        rest = figure.getnext()
