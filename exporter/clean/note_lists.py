"""Lists of notes: the marks that number them, the titles that stand over them, the notes under a title."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from lxml import etree

from exporter.clean import text, tree
from exporter.late import expression

OPENING, CLOSING = r"[\[［【〔(（]", r"[\]］】〕)）]"
_MARK = r"[0-9]{1,3}|[①-⑳]|[*＊]{1,4}|[†‡§¶※]{1,3}"
_NOTE = r"(?:注释|註釋|注|註)"
LABEL = expression(
    rf"\s*({OPENING})?\s*(?:{_NOTE}|脚注|note|fn)?\s*\^?({_MARK}|[a-z]|[ivx]{{1,6}})(?::\d{{1,2}})?"
    rf"\s*{CLOSING}?[.．]?\s*",
    re.I,
)
_AFTER = r"[\s.．、:：)）]*"
# The mark a note begins with: one that nothing else looks like, or a plain number.
_SURE = expression(
    rf"[\s^↑]*(?:{OPENING}\s*{_NOTE}?\s*\^?({_MARK})\s*{CLOSING}|{_NOTE}\s*([0-9]{{1,3}})"
    rf"|([①-⑳]|[*＊†‡§¶※]{{1,4}})){_AFTER}"
)
_BARE = expression(rf"[\s^↑]*([0-9]{{1,3}})(?=[\s.．、:：)）]){_AFTER}")
_KINDS = "资料|資料|文献|文獻|来源|來源|链接|連結|文章|书目|書目"
_TITLE = expression(
    rf"[【\[《—\-\s]*(?:注释|註釋|注解|註解|[脚尾]?注|[腳尾]?註|[参參]考(?:{_KINDS})?|引用(?:{_KINDS})?|[资資]料[来來]源"
    r"|(?:foot|end)?notes|references?(?: and notes)?|citations?|sources|bibliography|works cited"
    r"|注釈|参照|出典|각주|주석|참고\s?문헌)[】\]》—\-\s]*[：:]?\s*",
    re.I,
)


def label(words: str) -> str:
    """What a mark such as [1], ①, 注1 or * says: 1, 1, 1, *; "" for words that are no mark."""
    match = LABEL.fullmatch(words)
    return plain(match[2]) if match else ""


def leading_label(note: etree._Element, number: str) -> int:
    """How many characters at the start of a note give its `number`; 0 where none do."""
    match = _leading(note, numbered=bool(_item_number(note)))
    return match.end() if match and _said(match) == number else 0


def numbers_of(note: etree._Element) -> frozenset[str]:
    """The numbers a note bears: in its list, and at its beginning."""
    in_list = _item_number(note)
    match = _leading(note, numbered=bool(in_list))
    return frozenset(number for number in (in_list, _said(match) if match else "") if number)


def is_title(block: etree._Element) -> bool:
    """Whether the line reads as one over notes does: 注释, 参考资料, References ..."""
    return bool(_TITLE.fullmatch(text.folded(tree.content(block))))


def titled(titles: Iterable[etree._Element]) -> Iterator[tuple[etree._Element, dict[str, etree._Element]]]:
    """Each of the titles that notes stand under, with these by number, counted from 1."""
    for title in titles:
        notes = dict(_notes_under(title))
        if notes and list(notes) == [str(number) for number in range(1, len(notes) + 1)]:
            yield title, notes


def titles_in(article: etree._Element) -> list[etree._Element]:
    """The lines that read 注释, References ..."""
    return [block for block in article.iter("p", "h1", "h2", "h3", "h4", "h5", "h6") if is_title(block)]


def _notes_under(title: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """Number and note, as far as they follow one another. A number may have the line before to itself."""
    number = ""
    for block in title.itersiblings("*"):
        if block.tag in {"ol", "ul"}:
            yield from _items(block)
        elif block.tag == "p":
            match = _leading(block)
            if number and not match:
                yield number, block
            elif not match:
                return
            number = _said(match) if match else ""
            if match and not text.blank(tree.content(block)[match.end() :]):
                yield number, block
                number = ""
        elif block.tag != "hr":
            return


def _items(items: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    numbered = items.tag == "ol"
    for number, item in enumerate(items, start=int(items.get("start", "1")) if numbered else 0):
        match = _leading(item, numbered=numbered)
        yield (_said(match) if match else str(number) if numbered else ""), item


def part_lines(titles: Iterable[etree._Element]) -> None:
    """Notes under a title that are lines of one paragraph become paragraphs; none of these is a title."""
    for title in titles:
        block = title.getnext()
        while block is not None and block.tag == "p" and _all_numbered(text.text_lines(block)):
            following = block.getnext()
            for line_break in reversed(block.findall("br")):
                _part(block, line_break)
            block = following


def _all_numbered(lines: list[str]) -> bool:
    return all(_SURE.match(f"{line} ") or _BARE.match(f"{line} ") for line in lines)


def _part(block: etree._Element, line_break: etree._Element) -> None:
    """Cuts the paragraph in two where the line breaks."""
    after = etree.Element("p")
    after.text = line_break.tail
    after.extend(list(line_break.itersiblings()))
    line_break.tail = None
    block.remove(line_break)
    block.addnext(after)


def _leading(note: etree._Element, *, numbered: bool = False) -> re.Match[str] | None:
    """The mark the note begins with. An item of a `numbered` list has its number from there."""
    words = tree.content(note) + " "
    return _SURE.match(words) or (None if numbered else _BARE.match(words))


def _item_number(note: etree._Element) -> str:
    """The number a list gives its item, "" for what is none."""
    items = note.getparent()
    if note.tag != "li" or items is None or items.tag != "ol":
        return ""
    return note.get("value") or str(int(items.get("start", "1")) + items.index(note))


def _said(match: re.Match[str]) -> str:
    return plain(next(group for group in match.groups() if group))


def plain(mark: str) -> str:
    """The mark as compared: numbers in plain digits."""
    folded = unicodedata.normalize("NFKC", mark)
    return str(int(folded)) if folded.isdecimal() else folded.lower()
