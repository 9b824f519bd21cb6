"""The parser: CommonMark, and one row for each thing that blogs and note apps add to it."""

from collections.abc import Callable
from functools import cache

from markdown_it import MarkdownIt

from exporter.read.markdown import (
    addresses,
    bounds,
    callouts,
    emphasis,
    fences,
    footnotes,
    formulas,
    headings,
    html_blocks,
    instructions,
    marks,
    references,
    tag_rules,
    tasks,
    wiki,
)

MAX_NESTING = 70  # levels of blocks (a list counts two), enough for thirty lists; 20 by default

EXTENSIONS: tuple[tuple[str, Callable[[MarkdownIt], None], str], ...] = (
    # name, what installs it, reason; those that work on the same tokens run in the opposite order
    ("bounds", bounds.install, "keeps the time linear"),
    ("emphasis", emphasis.install, "bold beside Chinese punctuation"),
    ("references", references.install, "a note that looks like a definition stays"),
    ("html blocks", html_blocks.install, "Markdown in HTML, as kramdown and Markdown Extra have it"),
    ("footnotes", footnotes.install, "all of them, with ways there and back"),
    ("fences", fences.install, "the language of code"),
    ("tasks", tasks.install, "boxes as characters"),
    ("callouts", callouts.install, "Obsidian, GitHub: notes in the form of quotations"),
    (
        "instructions",
        instructions.install,
        "before callouts and tasks: a name at the foot of one is no text of it",
    ),
    ("formulas", formulas.install, "TeX between dollars, before its signs are taken for Markdown"),
    ("marks", marks.install, "Obsidian: highlights and comments"),
    ("wiki", wiki.install, "Obsidian: links and embeddings"),
    ("headings", headings.install, "links within the post"),
)
TAGS: tuple[tuple[str, Callable[[MarkdownIt], None], str], ...] = (
    ("tags", tag_rules.install, "Hexo, Jekyll, Hugo: template tags"),
    ("addresses", addresses.install, "before all else: no link can be read whose address is a tag"),
)


@cache
def parser(*, tags: bool) -> MarkdownIt:
    """The parser with or without template tags, raw HTML passed through."""
    made = MarkdownIt("commonmark", {"html": True, "maxNesting": MAX_NESTING})
    made.enable(["table", "strikethrough"])
    for _name, install, _reason in EXTENSIONS + (TAGS if tags else ()):
        install(made)
    return made
