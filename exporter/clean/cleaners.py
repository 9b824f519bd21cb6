"""The cleaners in the order they run, each row with the reason for its place."""

from collections.abc import Callable

from lxml import etree

from exporter.clean.blocks import build_blocks
from exporter.clean.captions import settle_captions
from exporter.clean.closing import drop_invitations, take_credits
from exporter.clean.code import settle_code
from exporter.clean.embeds import replace_embeds
from exporter.clean.finish import keep_vocabulary, settle_anchors, settle_ruby
from exporter.clean.furniture import drop_furniture
from exporter.clean.headings import find_headings
from exporter.clean.links import settle_links
from exporter.clean.looks import keep_looks
from exporter.clean.math import settle_math
from exporter.clean.notes import list_attribute_notes, settle_notes
from exporter.clean.page import Page
from exporter.clean.pictures import settle_pictures, unwrap_fallbacks
from exporter.clean.sections import nest_sections
from exporter.clean.sites import drop_site_lines, follow_site_rules
from exporter.clean.tables import open_layout_tables
from exporter.clean.tidy import tidy
from exporter.clean.unseen import drop_controls, drop_hidden

Cleaner = Callable[[etree._Element, Page], None]

CLEANERS: tuple[tuple[str, Cleaner], ...] = (
    # -- on the page as it came, while class, id and style still speak
    ("site", follow_site_rules),  # before the general rules, which judge what a site's rules have named
    (
        "code",
        settle_code,
    ),  # then: what looks like a button or a table in a code block is part of it
    ("math", settle_math),  # before hidden: the source of a formula is often the hidden part
    ("hidden", drop_hidden),  # before anything is counted or judged by its text
    ("controls", drop_controls),
    ("furniture", drop_furniture),  # while class and id name the boxes
    ("embeds", replace_embeds),  # before pictures: a video's sources are no pictures
    ("fallbacks", unwrap_fallbacks),  # before pictures: the copy in noscript must not count twice
    ("pictures", settle_pictures),  # before tables: an emptied cell may be the last of a layout
    ("layout tables", open_layout_tables),  # before blocks: bare text in their cells is text of the article
    ("notes in attributes", list_attribute_notes),  # before links: they become links like the others
    ("links", settle_links),  # the last to need ids as the page wrote them
    # -- page becomes body
    ("blocks", build_blocks),
    ("notes", settle_notes),  # before a note is taken for a heading or credit; while items hold paragraphs
    ("site lines", drop_site_lines),  # while items and cells hold paragraphs
    ("tidy", tidy),  # what the earlier cleaners emptied is pruned once
    # -- on the body, where neighbours are neighbours
    ("captions", settle_captions),  # before credits: 来源 under a picture is the picture's
    ("credits", take_credits),  # before headings: a bold byline is none
    ("invitations", drop_invitations),
    ("headings", find_headings),
    ("looks", keep_looks),  # after headings: a lead stands before the first of them
    ("sections", nest_sections),  # levels are known only when all headings are
    # -- the last gate
    ("ruby", settle_ruby),
    ("anchors", settle_anchors),
    ("vocabulary", keep_vocabulary),
)
