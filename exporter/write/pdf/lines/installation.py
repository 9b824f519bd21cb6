"""The engine in WeasyPrint's place: which of its functions are led by it, and for which version."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import weasyprint
from weasyprint.draw import text as draw_text
from weasyprint.layout import inline, page, preferred
from weasyprint.matrix import Matrix
from weasyprint.text.ffi import pango

from exporter.write.pdf.lines.columns import VerticalDrawer
from exporter.write.pdf.lines.drawing import Drawer, HorizontalDrawer
from exporter.write.pdf.lines.rules import Rules
from exporter.write.pdf.lines.runs import Run
from exporter.write.pdf.lines.setting import Setter
from exporter.write.pdf.lines.textline import TextLine

MAJOR = "70"  # the only WeasyPrint whose private functions are known
LEAST_PANGO = 14802  # before it, fonts were described in another size
LED = (
    # functions that a Setter answers for, and the modules that hold them
    (inline, "get_next_linebox"),
    (inline, "split_inline_box"),
    (inline, "split_text_box"),
    (inline, "can_break_text"),
    (inline, "can_break_inside"),
    (inline, "text_align"),
    (inline, "add_word_spacing"),
    (preferred, "inline_min_content_width"),
    (preferred, "inline_max_content_width"),
    (page, "make_page"),
)


def unknown() -> str:
    """Why the engine cannot work here; "" if it can."""
    if weasyprint.__version__.partition(".")[0] != MAJOR:
        return f"WeasyPrint {weasyprint.__version__} is not {MAJOR}"
    if pango.pango_version() < LEAST_PANGO:
        return "Pango is older than 1.48.2"
    missing = [name for module, name in LED if not hasattr(module, name)]
    return f"WeasyPrint lacks {', '.join(missing)}" if missing else ""


@contextmanager
def led(rules: Rules) -> Iterator[None]:
    """While it is open, documents laid out and drawn in this process have their lines set by the engine."""
    stock: dict[str, Callable[..., Any]] = {name: getattr(module, name) for module, name in LED}
    drawing = draw_text.draw_first_line
    setter = Setter(rules, stock)
    for module, name in LED:
        setattr(module, name, getattr(setter, name))
    drawer: Drawer = VerticalDrawer() if rules.vertical else HorizontalDrawer()
    draw_text.draw_first_line = _drawing(drawer, drawing)
    try:
        yield
    finally:
        for module, name in LED:
            setattr(module, name, stock[name])
        draw_text.draw_first_line = drawing


def _drawing(drawer: Drawer, stock: Callable[..., Any]) -> Callable[..., Any]:
    line_break = import_module("weasyprint.text.line_break")

    def draw(stream: Any, box: Any, text_overflow: str, block_ellipsis: Any, matrix: Any) -> Any:
        layout = box.pango_layout
        if isinstance(layout, Run):
            a, b, c, d, _, _ = matrix.values
            for line, x, y in layout.lines:
                drawer.draw(stream, line, Matrix(a, b, c, d, x, y))
            return []
        if not isinstance(layout, TextLine):
            return stock(stream, box, text_overflow, block_ellipsis, matrix)
        if text_overflow == "ellipsis" or block_ellipsis != "none":
            box.pango_layout = line_break.Layout(box.style, 0, layout.max_width or box.width)
            box.pango_layout.set_text(layout.text)
            return stock(stream, box, text_overflow, block_ellipsis, matrix)
        if layout.text.strip():
            drawer.draw(stream, layout, matrix)
        return []

    return draw
