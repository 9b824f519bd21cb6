"""Footnotes: marks in the text become `noteref`s, what they refer to `footnote`s, numbered as they come."""

import itertools
import re
from collections.abc import Collection

from lxml import etree

from exporter.clean import note_lists, references, text, tree
from exporter.clean.addresses import absolute
from exporter.clean.page import Page
from exporter.clean.references import Pair

_BRACKETS = {"[": "]", "［": "］", "【": "】", "〔": "〕", "(": ")", "（": "）"}
# What a link back to the text says: an arrow, a number, a letter, or that it leads back.
_BACK = re.compile(
    r"[\s\ufe0e\ufe0f]*(?:[↩↵⏎⤴⬆⇧↑↰↲⮌^«⇑←▲‹]+|\d{1,3}\.\d{1,3}|跳转|返回(?:正文|原文)?|回到?正文|up"
    r"|jump (?:up|back)(?: to)?:?|back(?: to (?:text|content))?|return(?: to text)?)?[\s\ufe0e\ufe0f\d:]*",
    re.I,
)
_LONGEST_GAP = 4  # blocks between two notes that can belong to the first


def list_attribute_notes(article: etree._Element, page: Page) -> None:
    """Notes that a page keeps in attributes of their marks are listed at its end, and linked to."""
    items: dict[tuple[str, str], etree._Element] = {}
    for mark in list(article.iter("sup")):
        words, address = (
            text.folded(mark.get("data-text", "")),
            absolute(mark.get("data-url", ""), page.post.link),
        )
        if (
            not (words or address)
            or mark.find(".//a[@href]") is not None
            or not note_lists.label(tree.content(mark))
        ):
            continue
        item = items.setdefault((words, address), _item(words, address, f"attribute-note-{len(items) + 1}"))
        link = etree.Element("a", href=f"#{item.get('id')}")
        link.text, mark.text = tree.content(mark), None
        for part in list(mark):
            mark.remove(part)
        mark.append(link)
    if items:
        etree.SubElement(article, "ol").extend(items.values())


def _item(words: str, address: str, identifier: str) -> etree._Element:
    item = etree.Element("li", id=identifier)
    item.text = words
    if address.startswith("http") and address not in words:
        item.text = f"{words} " if words else ""
        etree.SubElement(item, "a", href=address).text = address
    return item


def settle_notes(article: etree._Element, page: Page) -> None:
    """Links marks and notes: `a.noteref` in the text, `aside.footnote`s in a `div.footnotes` where they were.

    Numbers count up by first reference. The note loses its own number and its way back; both are the
    renderer's. What refers to nothing, and lists that nothing refers to, stay as they are.
    """
    pairs = references.linked(article) or references.written(article)
    if not pairs:
        return
    said = {note: note_lists.label(tree.content(link)) for link, note in reversed(pairs)}
    numbers = {note: number for number, note in enumerate(dict.fromkeys(note for _, note in pairs), start=1)}
    renamed = _strip_notes(pairs, numbers, said)
    for (link, note), identifier in zip(pairs, _identifiers(pairs, numbers), strict=True):
        renamed |= _refer(link, numbers[note], identifier)
    for items in dict.fromkeys(note.getparent() for note in numbers if note.tag != "p"):
        if items is not None:
            _part_list(items, numbers)
    for note, number in numbers.items():
        _set_apart(note, number, said[note])
    for box in _joined_boxes(article):
        _head(box, page)
    _lead_on(article, renamed)


def _strip_notes(
    pairs: list[Pair], numbers: dict[etree._Element, int], said: dict[etree._Element, str]
) -> dict[str, str]:
    """Takes ways back and numbers off the notes; gives their old ids and the new ones."""
    renamed: dict[str, str] = {}
    ways = {note: set[str]() for note in numbers}
    for link, note in pairs:
        ways[note] |= references.homes(link)
    for note, number in numbers.items():
        renamed |= {str(part.get("id")): f"fn{number}" for part in note.iter() if part.get("id")}
        _strip_ways_back(note, ways[note])
        _strip_start(note, note_lists.leading_label(note, said[note]))
    return renamed


def _lead_on(article: etree._Element, renamed: dict[str, str]) -> None:
    """Other links to what has a new id lead to it still; places that nothing leads to any more are none."""
    wanted = set()
    for link in article.iter("a"):
        href = link.get("href", "")
        if href.startswith("#"):
            link.set("href", f"#{renamed.get(href[1:], href[1:])}")
            wanted.add(link.get("href", "")[1:])
    for element in article.iter():
        if element.get("id", "") not in wanted and element.get("class") not in {"noteref", "footnote"}:
            element.attrib.pop("id", None)


def _identifiers(pairs: list[Pair], numbers: dict[etree._Element, int]) -> list[str]:
    """fnref1, fnref2 ... in order; fnref1-2 for the second reference to the first note."""
    counts: dict[int, int] = {}
    found = []
    for _, note in pairs:
        number = numbers[note]
        counts[number] = counts.get(number, 0) + 1
        found.append(f"fnref{number}" + (f"-{counts[number]}" if counts[number] > 1 else ""))
    return found


def _refer(link: etree._Element, number: int, identifier: str) -> dict[str, str]:
    """Makes the link a `noteref`, without brackets or superscript of its own; gives the ids this replaces."""
    replaced = [str(link.get("id"))] if link.get("id") else []
    tail = link.tail
    link.clear()
    link.tail = tail
    link.text = str(number)
    for name, value in (("class", "noteref"), ("id", identifier), ("href", f"#fn{number}")):
        link.set(name, value)
    _strip_brackets(link)
    raised = link.getparent()
    if raised is not None and raised.tag == "sup" and not _says_more(raised):
        if raised.get("id"):
            replaced.append(str(raised.get("id")))
        tree.unwrap(raised)
    return dict.fromkeys(replaced, identifier)


def _says_more(raised: etree._Element) -> bool:
    """Whether a superscript holds more than references and what parts them."""
    marks = "".join(tree.content(part) for part in raised.iter("a") if part.get("class") == "noteref")
    return bool(re.sub(r"[\s,，、;；]", "", tree.content(raised)) != re.sub(r"\s", "", marks))


def _strip_brackets(link: etree._Element) -> None:
    """Takes away the brackets that stand around the link rather than in it."""
    before, around = link.getprevious(), link.getparent()
    said = (before.tail if before is not None else around.text if around is not None else "") or ""
    closing = _BRACKETS.get(said.rstrip()[-1:])
    after = (link.tail or "").lstrip()
    if not closing or not after.startswith(closing) or around is None:
        return
    link.tail = after[1:]
    if before is not None:
        before.tail = said.rstrip()[:-1]
    else:
        around.text = said.rstrip()[:-1]


def _strip_ways_back(note: etree._Element, ways: set[str]) -> None:
    for link in list(note.iter("a")):
        content = tree.content(link)
        if link.get("href", "#")[1:] in ways and (_BACK.fullmatch(content) or note_lists.label(content)):
            tree.drop(link)
    last = tree.last(note) if note.tag != "p" else note
    if last is not None and last.tag == "p":
        end = tree.last(last)
        if end is None:
            last.text = (last.text or "").rstrip(text.BLANKS)
        else:
            end.tail = (end.tail or "").rstrip(text.BLANKS)


def _strip_start(note: etree._Element, count: int) -> None:
    """Takes away the first `count` characters, and the blanks and arrows of ways back before the text."""
    left = count
    for event, element in list(etree.iterwalk(note, events=("start", "end"))):
        if element.tag == "img" or (event == "end" and element is note):
            return
        data = (element.text if event == "start" else element.tail) or ""
        kept = data[left:].lstrip(text.BLANKS + "^↑") if left <= len(data) else ""
        left = max(0, left - len(data))
        if data and event == "start":
            element.text = kept
        elif data:
            element.tail = kept
        if kept:
            return


def _part_list(items: etree._Element, notes: Collection[etree._Element]) -> None:
    """Parts a list where notes begin and end; items that are none stay one, and keep their numbers."""
    place = int(items.get("start", "1"))
    for term in items.findall("dt"):
        if term.getnext() in notes and note_lists.label(tree.content(term)):
            tree.drop(term)
    for are_notes, group in itertools.groupby(list(items), key=notes.__contains__):
        members = list(group)
        part = _new_box() if are_notes else etree.Element(items.tag, dict(items.attrib))
        if items.tag == "ol" and not are_notes:
            part.set("start", str(place))
        part.extend(members)
        place += len(members)
        items.addprevious(part)
    tree.drop(items)


def _set_apart(note: etree._Element, number: int, said: str) -> None:
    """Makes the note an `aside`; a paragraph is put into one, with those after the note before it."""
    for part in list(note.iter()):
        if part.attrib.pop("id", None) and part.tag == "span" and not part.attrib:
            tree.unwrap(part)
    aside = note
    if note.tag == "p":
        before = note.getprevious()
        if before is not None and before.tag == "p" and note_lists.label(tree.content(before)) == said:
            tree.drop(before)  # its number had a line of its own
        _continue(note)
        aside = etree.Element("aside")
        box = _new_box()
        note.addprevious(box)
        box.append(aside)
        aside.append(note)
    aside.tag = "aside"
    aside.attrib.clear()
    aside.set("class", "footnote")
    aside.set("id", f"fn{number}")


def _continue(note: etree._Element) -> None:
    """What stands between two notes in a row goes on with the first, if nothing in it refers to any."""
    between: list[etree._Element] = []
    for block in note.itersiblings("*", preceding=True):
        if block.get("class") == "footnotes":
            block[-1].extend(reversed(between))
            return
        refers = any(link.get("class") == "noteref" for link in block.iter("a"))
        if refers or block.tag not in {"p", "blockquote", "pre", "ul", "ol"} or len(between) == _LONGEST_GAP:
            return
        between.append(block)


def _new_box() -> etree._Element:
    return etree.Element("div", {"class": "footnotes"})


def _joined_boxes(article: etree._Element) -> list[etree._Element]:
    """The boxes of notes, those in a row joined; a rule above them is the renderer's."""
    boxes: list[etree._Element] = []
    for box in [part for part in article.iter("div") if part.get("class") == "footnotes"]:
        before = box.getprevious()
        if before is not None and before.tag == "hr":
            tree.drop(before)
            before = box.getprevious()
        if before is not None and before.get("class") == "footnotes":
            before.extend(list(box))
            tree.drop(box)
        else:
            boxes.append(box)
    return boxes


def _head(box: etree._Element, page: Page) -> None:
    """A line such as 注释 over the notes is their heading, whatever it looks like."""
    title, around = box.getprevious(), box.getparent()
    if title is None or title.tag != "p" or around is None or around.tag != "article":
        return
    if note_lists.is_title(title):
        title.tag = "h2"
        title.attrib.clear()
        for bold in list(title.iter("strong")):
            tree.unwrap(bold)
        page.notice("heading-inferred", f"{text.folded(tree.content(title))} (over notes)")
