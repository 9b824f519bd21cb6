"""What the benchmark of pages measures, held for the collection: grid, headings, quotations, running heads."""

from benchmarks.pages import Measuring
from exporter import resources
from exporter.settings import Settings
from exporter.write.pdf.grid import paper
from exporter.write.pdf.styles import type_area
from tests.write.pdf.conftest import Printed


def test_pages_are_as_a_designer_wants_them(collection: Printed) -> None:
    sheet = paper(resources.read("styles", "pages/a5.css"))
    found = Measuring(collection.written.path, type_area(Settings()), sheet).all()
    assert found.lines > 150
    assert found.headings >= 4
    assert found.quoted > 1
    assert found.heads > 8
    wrong = (found.off_grid, found.stranded, found.lone, found.other_faces, found.wrong_heads)
    assert wrong == (0, 0, 0, 0, 0)
    assert set(found.taken) <= {2, 3, 4}  # 4 with its slogan
