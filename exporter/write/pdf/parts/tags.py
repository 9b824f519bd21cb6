"""Repairs of WeasyPrint 70's structure trees that PDF/UA-1 needs, in place, before the file is written."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

ITEM = {"/Lbl", "/LBody"}
HOLDING = {"/P", "/TD", "/TH", *ITEM, *(f"/H{level}" for level in range(1, 7))}
"""Elements that hold text themselves (ISO 32000-1, 14.8.4.3)."""


def repair(pdf: Any, parents: list[Any]) -> None:
    """Repairs what is below the structure tree of `pdf`; `parents` are the Nums of its ParentTree."""
    tree = _Tree(pdf, parents)
    for element in list(tree.elements()):
        kind = element["S"]
        if kind == "/TH" and "Scope" not in element["A"]:
            element["A"]["Scope"] = "/Column"
        elif kind == "/Figure" and "Alt" not in element:  # for decoration
            element["S"] = "/NonStruct"
            element.pop("A", None)
        elif kind == "/LI":
            tree.order_item(element)
        if kind not in ("/Link", "/Form"):
            tree.wrap_links(element)


def fold(pdf: Any, parents: list[Any]) -> list[Any]:
    """Gives text to the paragraph it is in, where WeasyPrint puts an element between: those, freed."""
    pages = dict(zip(pdf.page_references, parents[1::2], strict=False))
    freed = []
    for span in _Tree(pdf, parents).elements():
        kids = span["K"]
        if span["S"] != "/Span" or len(kids) != 1 or not isinstance(kids[0], int):
            continue
        around = pdf.objects[int(span["P"].split()[0])]
        if around["S"] in HOLDING and around["Pg"] == span["Pg"]:
            around["K"][around["K"].index(span.reference)] = kids[0]
            pages[span["Pg"]][kids[0]] = around.reference
            span.free = "f"
            freed.append(span)
    return freed


def rename(cell: Any, key: str) -> None:
    """Makes the name of a cell, and those of its heads, unlike those in other parts."""
    pydyf = import_module("pydyf")
    if "ID" in cell:
        cell["ID"] = pydyf.String(f"{key}-{cell['ID'].string}")
    headers = cell.get("A", {}).pop("Headers", None)
    if headers:
        cell["A"]["Headers"] = pydyf.Array(pydyf.String(f"{key}-{each.string}") for each in headers)


class _Tree:
    def __init__(self, pdf: Any, parents: list[Any]) -> None:
        self.pdf = pdf
        self.parents = parents
        self.pydyf = import_module("pydyf")

    def elements(self) -> Iterator[Any]:
        for thing in self.pdf.objects:
            if isinstance(thing, dict) and thing.get("Type") == "/StructElem":
                yield thing

    def at(self, kid: Any) -> Any:
        """The object a kid refers to; None for marked content, which is a number."""
        return self.pdf.objects[int(kid.split()[0])] if isinstance(kid, bytes) else None

    def new(self, kind: str, like: Any, kids: list[Any]) -> Any:
        """An element beside or in another, on its page."""
        entries = {"Type": "/StructElem", "S": kind, "K": self.pydyf.Array(kids), "Pg": like["Pg"], "P": b""}
        element = self.pydyf.Dictionary(entries)
        self.pdf.add_object(element)
        return element

    def order_item(self, item: Any) -> None:
        """A list item is a label and a body, nothing else: WeasyPrint leaves blocks beside the text."""
        kids = [(kid, self.at(kid)) for kid in item["K"]]
        if all(element is not None and element.get("S") in ITEM for _, element in kids):
            return
        body = next(
            (element for _, element in kids if element is not None and element["S"] == "/LBody"), None
        )
        if body is None:
            body = self.new("/LBody", item, [])
            body["P"] = item.reference
        inner: list[Any] = []
        for kid, element in kids:
            if element is body:
                inner += body["K"]
            elif element is None or element.get("S") != "/Lbl":
                if element is not None and element.get("S") == "/LBody":
                    element["S"] = "/NonStruct"
                if element is not None and "P" in element:
                    element["P"] = body.reference
                inner.append(kid)
        labels = [kid for kid, element in kids if element is not None and element.get("S") == "/Lbl"]
        body["K"], item["K"] = self.pydyf.Array(inner), self.pydyf.Array([*labels, body.reference])

    def wrap_links(self, element: Any) -> None:
        """A link that hangs under a picture or a span gets an element of its own around it."""
        for kid in [kid for kid in element["K"] if self._is_link(kid)]:
            around = self.at(element["P"])
            link = self.new("/Link", element, [element.reference, kid])
            link["P"] = around.reference
            element["K"].remove(kid)
            around["K"][around["K"].index(element.reference)] = link.reference
            element["P"] = link.reference
            key = self.at(self.at(kid)["Obj"])["StructParent"]
            self.parents[self.parents[0::2].index(key) * 2 + 1] = link.reference

    def _is_link(self, kid: Any) -> bool:
        reference = self.at(kid)
        if not isinstance(reference, dict) or reference.get("Type") != "/OBJR":
            return False
        return bool(self.at(reference["Obj"]).get("Subtype") == "/Link")
