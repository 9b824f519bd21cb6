"""Book + template -> markup: the one place where a body meets its medium."""

import copy
import functools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from lxml import etree
from markupsafe import Markup, escape

from exporter import __version__, sandbox
from exporter.bind.links import normalised
from exporter.cards import card_of
from exporter.clean.vocabulary import VOID
from exporter.labels import date_label, labels, said
from exporter.model import Asset, Book, Chapter, Missing, Picture, Section

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, section 2.2
LONGEST_ADDRESS = 500  # characters shown to the reader; inline pictures have addresses of a megabyte


@dataclass(frozen=True, slots=True)
class Medium:
    """How references are written in one kind of output.

    `folder` holds its templates; `picture` gives the address of an asset, `anchor` that of a chapter key and
    a fragment in it ("" for its beginning), `identifier` the form of a body's id in this chapter. `adapt`
    changes a body, its references settled, as the medium needs it. `code` draws an address to be scanned,
    described in words, as SVG; "" where there is none. `stand` is plain text as markup, with what stands
    upright in a column where lines are columns.
    """

    folder: str
    picture: Callable[[Asset], str]
    anchor: Callable[[str, str], str]
    identifier: Callable[[str, str], str]
    adapt: Callable[[etree._Element], None] = lambda _body: None
    code: Callable[[str, str], str] = lambda _address, _words: ""
    stand: Callable[[str], Markup] = escape


@dataclass(frozen=True, slots=True)
class Entry:
    """A section in the outline of its article, with the sections under it."""

    section: Section
    entries: tuple["Entry", ...]


class Renderer:
    """Renders the templates of one medium for one book; a user's folder shadows the built-in templates."""

    def __init__(self, book: Book, medium: Medium, template_dir: Path | None = None) -> None:
        self.book = book
        self.medium = medium
        self._template_dir = template_dir

    def render(self, template: str, **context: Any) -> str:
        """The text of `template` (a name below the medium's folder, such as `chapter.xhtml.j2`).

        Templates see `book`, `say(label, **values)`, `day(date)`, `month(date)`, `body(chapter)`,
        `outline(chapter)`, `anchor(key, fragment)`, `picture(url)`, `shortened(address)`, `code(address)`,
        `stand(text)`, `version` and the context given here. Characters that no XML document may hold are left
        out of the result. Raises ConfigurationError naming file and line for a template that is wrong.
        """
        return _filled(f"{self.medium.folder}/{template}", self._names() | context, self._template_dir)

    def _names(self) -> dict[str, Any]:
        return {
            "book": self.book,
            "say": self.say,
            "why": self.why,
            "day": functools.partial(self._date, "day"),
            "month": functools.partial(self._date, "month"),
            "body": self.body,
            "outline": lambda chapter: outline(chapter.article.sections),
            "anchor": self.medium.anchor,
            "picture": self._picture,
            "shortened": shortened,
            "code": self._code,
            "stand": self.medium.stand,
            "version": __version__,
        }

    def say(self, label: str, **values: Any) -> str:
        """A visible word in the book's language, from templates/labels.yaml."""
        return said(self.book.lang, label, **values)

    def why(self, reason: str) -> str:
        """Why a picture is missing, in the book's language where that has words for it."""
        return labels(self.book.lang).get(reason, reason)

    def body(self, chapter: Chapter) -> Markup:
        """The chapter's body in this medium: pictures, links and ids resolved, as serialised XHTML."""
        body = copy.deepcopy(chapter.article.body)
        pictures = {picture.id: picture for picture in chapter.article.pictures}
        for note in list(body.iter("aside")):
            if note.get("class") == "footnote" and note.get("id"):
                _lead_back(note)
        for element in list(body.iter()):
            if element.tag == "img":
                self._settle_picture(element, pictures[element.get("src", "")])
            else:
                self._settle(element, chapter)
        for box in list(body.iter("div")):
            if box.get("class") == "embed":
                self._settle_card(box)
        self.medium.adapt(body)
        inner = "".join(etree.tostring(child, encoding="unicode") for child in body)
        return escape(body.text or "") + Markup(
            inner
        )  # serialised by lxml from the closed vocabulary: nothing left to escape

    def _settle(self, element: etree._Element, chapter: Chapter) -> None:
        if element.text is None and element.tag not in VOID:
            element.text = ""  # <td></td>, never <td/>: print reads HTML
        identifier = element.get("id")
        if identifier:
            element.set("id", self.medium.identifier(chapter.key, identifier))
        href = element.get("href")
        if href:
            element.set("href", self._address(href, chapter))
        lang = element.get("lang")
        if lang and self.medium.folder == "epub":
            element.set("{http://www.w3.org/XML/1998/namespace}lang", lang)

    def _address(self, href: str, chapter: Chapter) -> str:
        if href.startswith("#"):
            return self.medium.anchor(chapter.key, href[1:])
        key = self.book.links.get(normalised(href))
        return self.medium.anchor(key, "") if key else href

    def _settle_picture(self, image: etree._Element, picture: Picture) -> None:
        asset = self.book.gallery.get(picture.key, Missing(""))
        if isinstance(asset, Asset):
            image.set("src", self.medium.picture(asset))
            image.set("alt", image.get("alt") or picture.alt)
            return
        parent = image.getparent()
        if parent is None:
            return
        block = parent.tag == "figure"
        placeholder = etree.fromstring(
            self.render("placeholder.j2", picture=picture, reason=asset.reason, block=block)
        )
        placeholder.tail = image.tail
        parent.replace(image, placeholder)

    def _settle_card(self, box: etree._Element) -> None:
        card, parent = card_of(box), box.getparent()
        if card is not None and parent is not None:
            shown = etree.fromstring(self.render("embed.j2", card=card))
            shown.tail = box.tail
            for name in ("id", "lang"):
                if box.get(name):
                    shown.set(name, box.get(name, ""))
            parent.replace(box, shown)

    def _code(self, address: str) -> Markup:
        words = f"{self.say('code')}{self.say('separator')}{address}"
        return Markup(self.medium.code(address, words))

    def _date(self, form: str, date: datetime | None) -> str:
        return date_label(form, date, self.book.lang)

    def _picture(self, key: str) -> str:
        asset = self.book.gallery.get(key)
        return self.medium.picture(asset) if isinstance(asset, Asset) else ""


def page(template: str, lang: str, template_dir: Path | None = None, **context: Any) -> str:
    """The text of a template that shows no book, such as `shelf/index.html.j2`.

    It sees `lang`, `say(label, **values)`, `version` and the context given here. Raises ConfigurationError.
    """
    names = {"lang": lang, "say": functools.partial(said, lang), "version": __version__}
    return _filled(template, names | context, template_dir)


def _filled(template: str, names: dict[str, Any], template_dir: Path | None) -> str:
    return _NOT_XML.sub("", sandbox.rendered(template, names, template_dir))


def _lead_back(note: etree._Element) -> None:
    """Begins the note with its number, which leads back to the first reference to it."""
    number = note.get("id", "").removeprefix("fn")
    first = note[0] if len(note) and note[0].tag == "p" else etree.Element("p")
    note.insert(0, first)
    link = etree.Element("a", {"class": "backlink", "href": f"#fnref{number}"})
    link.text, link.tail = number, first.text
    first.text = None
    first.insert(0, link)


def outline(sections: Sequence[Section]) -> tuple[Entry, ...]:
    """Sections as the tree their levels draw."""
    entries: list[Entry] = []
    index = 0
    while index < len(sections):
        following = index + 1
        while following < len(sections) and sections[following].level > sections[index].level:
            following += 1
        entries.append(Entry(sections[index], outline(sections[index + 1 : following])))
        index = following
    return tuple(entries)


def shortened(address: str) -> str:
    """An address as a reader is shown it: whole, unless it is absurdly long."""
    return address if len(address) <= LONGEST_ADDRESS else f"{address[: LONGEST_ADDRESS - 1]}…"
