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


ASKED = ("floated", "footnote", "note", "absolutely_positioned", "running", "in_normal_flow")
FLOW = tuple(_kept(f"is_{name}") for name in ASKED)
