"""On which kind of page a box begins and ends: asked of its first and its last child, not of all between."""

from typing import Any

from exporter.write.pdf.savings.changing import Change, Function


def _asking_ends(_: Function) -> Function:
    def page_values(box: Any) -> tuple[Any, Any]:
        own = box.style["page"]
        first = next(filter(_flows, box.children), None)
        if first is None:
            return own, own
        last = next(filter(_flows, reversed(box.children)))
        start, end = first.page_values()
        if last is not first:
            _, end = last.page_values()
        return start or own, end or own

    return page_values


def _flows(box: Any) -> bool:
    return bool(box.is_in_normal_flow() or box.is_floated())


KINDS = (Change("weasyprint.formatting_structure.boxes:ParentBox", "page_values", _asking_ends),)
