"""Ruby on paper: each base with its reading in a box of its own, between which a line may break."""

import re

from lxml import etree

from exporter.write.pdf.titles import is_wide, width

READING = 0.5  # of the base's size, as print.css sets it
_OPENERS = re.compile(r"[“‘「『《〈（【〔［〖(\[{]*\Z")
_CLOSERS = re.compile(r"[”’」』》〉）】〕］〗)\]}、，。．：；！？,.:;!?…—・ー々%％]*")
GAP = 0.15  # em of the base: between readings in letters or bopomofo, which are words; kana may touch
_KANA = re.compile("[\u3040-\u30ff]")
LETTERS = {"iíìīǐjlłtfrI": 0.38, "mwMW": 0.97}  # em: of a text face
LETTER = 0.62  # the others


def pair(ruby: etree._Element) -> None:
    """Makes of a `ruby` the boxes that the style raises readings in, each wide enough, in place."""
    pairs: list[etree._Element] = []
    base = _span("rb", ruby.text)
    for child in list(ruby):
        ruby.remove(child)
        if child.tag == "rt":
            tail, child.tail = child.tail, None
            pairs.append(_boxed(base, child))
            base = _span("rb", tail)
        else:
            base.append(child)
    ruby.text = None
    ruby.extend([*pairs, base] if len(base) or base.text else pairs)
    if len(ruby):
        _bind(ruby)


def _bind(ruby: etree._Element) -> None:
    """Keeps the marks around a ruby on the line of its first or last pair, as prohibitions have it."""
    before, after = _before(ruby), ruby.tail or ""
    openers, closers = _found(_OPENERS.search(before)), _found(_CLOSERS.match(after))
    if openers:
        _cut_before(ruby, len(openers))
        first = ruby[0]
        around = etree.Element("span", {"class": "bound"})
        around.text, around.tail, first.tail = openers, first.tail, None
        ruby.replace(first, around)
        around.append(first)
    if closers:
        ruby.tail = after[len(closers) :]
        last = ruby[-1]
        around = last if last.get("class") == "bound" else etree.Element("span", {"class": "bound"})
        if around is not last:
            ruby.replace(last, around)
            around.append(last)
        around[-1].tail = closers


def _found(match: re.Match[str] | None) -> str:
    return match[0] if match else ""


def _before(ruby: etree._Element) -> str:
    """The text right before an element."""
    previous, parent = ruby.getprevious(), ruby.getparent()
    holder = previous.tail if previous is not None else parent.text if parent is not None else ""
    return holder or ""


def _cut_before(ruby: etree._Element, count: int) -> None:
    previous, parent = ruby.getprevious(), ruby.getparent()
    if previous is not None:
        previous.tail = (previous.tail or "")[:-count]
    elif parent is not None:
        parent.text = (parent.text or "")[:-count]


def _boxed(base: etree._Element, reading: etree._Element) -> etree._Element:
    pair = _span("pair", None)
    said = "".join(reading.itertext())
    needed = sum(map(_advance, said)) * READING + (0 if _KANA.match(said) else GAP)
    if needed > width("".join(base.itertext())):
        pair.set("style", f"min-width: {needed:.2f}em")
    pair.extend([base, reading])
    return pair


def _advance(character: str) -> float:
    """The width of a character of a reading, in em."""
    found = next((wide for letters, wide in LETTERS.items() if character in letters), LETTER)
    return 1.0 if is_wide(character) else found


def _span(name: str, text: str | None) -> etree._Element:
    span = etree.Element("span")
    span.set("class", name)
    span.text = text
    return span
