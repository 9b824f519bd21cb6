"""Headings open sections: nested, numbered without gaps, each with an id that stays from build to build."""

from lxml import etree

from exporter.clean import text, tree
from exporter.clean.candidates import TRUE
from exporter.clean.marks import LEVEL
from exporter.clean.page import Page
from exporter.model import Section

_DEEPEST = 5  # h2 to h6


def nest_sections(article: etree._Element, _page: Page) -> None:
    """Puts every heading and what follows it into a `section` with id s1, s1-2 ... by its place."""
    blocks = list(article)
    open_sections: list[tuple[int, etree._Element]] = []
    counts: list[int] = [0]
    for block in blocks:
        if block.tag in TRUE:
            raw = int(block.get(LEVEL, "0"))
            while open_sections and open_sections[-1][0] >= raw:
                open_sections.pop()
                counts.pop()
            if len(open_sections) >= _DEEPEST:
                open_sections.pop()
                counts.pop()
            counts[-1] += 1
            around = open_sections[-1][1] if open_sections else article
            section = etree.SubElement(around, "section", id="s" + "-".join(map(str, counts)))
            open_sections.append((raw, section))
            counts.append(0)
            block.tag = f"h{1 + len(open_sections)}"
            block.attrib.pop(LEVEL, None)
        if open_sections:
            open_sections[-1][1].append(block)


def sections_of(article: etree._Element) -> tuple[Section, ...]:
    """The outline of a finished body, in document order."""
    found = []
    for section in article.iter("section"):
        heading = section[0]
        slogan = heading.getnext()
        is_slogan = slogan is not None and slogan.get("class") == "subtitle"
        found.append(
            Section(
                int(str(heading.tag)[1:]) - 1,
                text.folded(" ".join(text.text_lines(heading))),
                section.get("id", ""),
                text.folded(tree.content(slogan)) if is_slogan and slogan is not None else "",
            )
        )
    return tuple(found)
