"""The reference: a whole book as one WeasyPrint document, numbered and headed by WeasyPrint itself."""

import html
import re
from pathlib import Path

from exporter.model import Book
from exporter.settings import Settings
from exporter.write.pdf import addresses, document, matter, notes
from exporter.write.pdf.document import Piece
from exporter.write.pdf.grid import Grid
from exporter.write.pdf.styles import line_rules, sheets, type_area
from exporter.write.pdf.typeset import Sheet, typeset

WHOLE = """
.article-row::after, .section-row::after { content: leader("··") target-counter(attr(data-to), page) }
.part-row::after { content: leader("　") target-counter(attr(data-to), page) }
@page :nth(1 of title) { counter-reset: page 1 }
@page :nth(1 of begin) { counter-reset: page 1 }
h1 { string-set: verso attr(data-verso), recto attr(data-recto) }
.begin { page: begin; break-before: recto }
"""


def single(whole: Book, settings: Settings, target: Path) -> None:
    """The book as one document: the same pieces, numbered and headed by WeasyPrint itself."""
    typeset(
        page(whole, settings),
        [*sheets(settings), Sheet(WHOLE)],
        document.loader(document.assets(whole)),
        target,
        rules=line_rules(settings),
    )


def page(whole: Book, settings: Settings) -> str:
    """The HTML of that document."""
    area = type_area(settings)
    pieces = in_order(whole, area)
    begins = next(piece.name for piece in pieces if piece.zone == "body")
    bodies = []
    for piece in pieces:
        noted = addresses.noted(piece.book, settings.links)
        printed = notes.printed(noted, area) if piece.chapter else piece.book
        markup = document.markup(document.renderer(printed, settings, area), piece.of(printed), {})
        bodies.append(_body(piece, markup, begins=piece.name == begins))
    return f'<html lang="{whole.lang}"><title>{html.escape(whole.title)}</title><body>{"".join(bodies)}'


def in_order(whole: Book, area: Grid) -> list[Piece]:
    printed = notes.printed(whole, area)
    listed = matter.listed(printed, {each.key: each.article.sections for each in printed.chapters()})
    found = [*document.opening_pages(whole), *matter.contents(listed), *matter.openings(listed)]
    found += [*document.chapters(whole, area), *matter.colophon(listed, document.missing(whole))]
    order = matter.order(whole, ())
    return sorted(found, key=lambda piece: order.index(piece.name))


def _body(piece: Piece, markup: str, *, begins: bool) -> str:
    body = markup.partition("<body>")[2].partition("</body>")[0].replace('href="book:', 'href="#')
    body = re.sub(r'data-page=""><a href="(#[^"]*)"', r'data-to="\1"><a href="\1"', body)
    verso, recto = html.escape(piece.heads.verso), html.escape(piece.heads.recto)
    if verso:
        body = body.replace("<h1", f'<h1 data-verso="{verso}" data-recto="{recto}"', 1)
    return body.replace('class="chapter', 'class="begin chapter', 1) if begins else body
