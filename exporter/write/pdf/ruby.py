"""Ruby on paper: each base with its reading in a box of its own, between which a line may break."""

from lxml import etree

from exporter.write.pdf.titles import is_wide, width

READING = 0.5  # of the base's size, as print.css sets it
GAP = 0.2  # em of the base: between readings in Latin letters, which are words; kana may touch


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


def _boxed(base: etree._Element, reading: etree._Element) -> etree._Element:
    pair = _span("pair", None)
    said = "".join(reading.itertext())
    needed = width(said) * READING + (0 if is_wide(said[:1] or " ") else GAP)
    if needed > width("".join(base.itertext())):
        pair.set("style", f"min-width: {needed:.2f}em")
    pair.extend([base, reading])
    return pair


def _span(name: str, text: str | None) -> etree._Element:
    span = etree.Element("span")
    span.set("class", name)
    span.text = text
    return span
