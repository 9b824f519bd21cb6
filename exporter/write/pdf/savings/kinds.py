"""On which kind of page a box begins and ends: asked of its first and its last child, not of all between.

It is asked before every block, of all that stand at its edges down to the text: what lines say is kept.
"""

from importlib import import_module
from typing import Any

from exporter.write.pdf.savings.changing import Change, Function

Values = tuple[Any, Any]


def _asking_ends(_: Function) -> Function:
    line = import_module("weasyprint.formatting_structure.boxes").LineBox

    def page_values(box: Any) -> Values:
        children = box.children
        known = box.__dict__.get("_exporter_kinds")
        if known is not None and known[0] is children:
            return known[1]  # type: ignore[no-any-return]
        found = _values(box)
        if children and isinstance(children[0], line):
            box._exporter_kinds = children, found
        return found

    return page_values


def _values(box: Any) -> Values:
    own = box.style["page"]
    first = next(filter(_flows, box.children), None)
    if first is None:
        return own, own
    last = next(filter(_flows, reversed(box.children)))
    start, end = first.page_values()
    if last is not first:
        _, end = last.page_values()
    return start or own, end or own


def _flows(box: Any) -> bool:
    return bool(box.is_in_normal_flow() or box.is_floated())


KINDS = (Change("weasyprint.formatting_structure.boxes:ParentBox", "page_values", _asking_ends),)
