"""Footnotes in a page of the book: what makes a reading device show them where they are called."""

from lxml import etree

NAMESPACE = "http://www.idpf.org/2007/ops"
GROWTH = 260  # bytes that a note or a reference gains when its page is written: its kind, its way back

# Class of an element -> what it is to reading devices (EPUB Structural Semantics 1.1) and to assistive ones
# (DPUB-ARIA 1.1). Apple Books, Kobo and Kindle open an aside of this kind where a noteref leads to it.
_KINDS = {
    "noteref": ("noteref", "doc-noteref"),
    "footnote": ("footnote", "doc-footnote"),
    "backlink": ("backlink", "doc-backlink"),
    "footnotes": ("footnotes", ""),
}


def declare(body: etree._Element) -> None:
    """Says of every note, reference and way back in `body` what it is, in place."""
    etree.register_namespace("epub", NAMESPACE)
    for element in body.iter("a", "aside", "div"):
        kind, role = _KINDS.get(element.get("class", ""), ("", ""))
        if kind:
            element.set(f"{{{NAMESPACE}}}type", kind)
        if role:
            element.set("role", role)
