"""How a box stands in the flow, asked a dozen times of each: answered once a style."""

from typing import Any

from exporter.write.pdf.savings.changing import Change, Function

BOX = "weasyprint.formatting_structure.boxes:Box"


def _kept(name: str) -> Change:
    key = f"_exporter_{name}"

    def make(stock: Function) -> Function:
        def ask(box: Any) -> bool:
            style = box.style
            try:
                return bool(style.__dict__[key])
            except KeyError:
                answer = stock(box)
                setattr(style, key, answer)
                return bool(answer)

        return ask

    return Change(BOX, name, make)


def _kept_by_kind(stock: Function) -> Function:
    """As _kept, for an answer that depends on the class of a box as well."""
    key = "_exporter_contexts"

    def ask(box: Any) -> bool:
        if box.is_column:
            return True
        try:
            return bool(box.style.__dict__[key][type(box)])
        except KeyError:
            answer = box.style.__dict__.setdefault(key, {})[type(box)] = bool(stock(box))
            return answer

    return ask


ASKED = ("floated", "footnote", "note", "absolutely_positioned", "running", "in_normal_flow")
FLOW = (
    *(_kept(f"is_{name}") for name in ASKED),
    Change(BOX, "establishes_formatting_context", _kept_by_kind),
)
