"""What the system has, and what is said where it has not."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from exporter.write.pdf.fonts import FAMILIES, HINTS, LIBRARIES, survey

BARE = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>{}</dir></fontconfig>'
TELL = """
import json
from exporter.write.pdf.fonts import notices, survey
print(json.dumps([[[f.name, f.found] for f in survey()], [[n.code, n.about] for n in notices()]]))
"""


def told(tmp_path: Path, before: str = "") -> list[list[list[str]]]:
    (tmp_path / "fonts.conf").write_text(BARE.format(tmp_path), "utf-8")
    environment = os.environ | {"FONTCONFIG_FILE": str(tmp_path / "fonts.conf")}
    root = Path(__file__).parents[3]
    command = [sys.executable, "-c", before + TELL]
    done = subprocess.run(command, env=environment, check=True, cwd=root, capture_output=True)
    found: list[list[list[str]]] = json.loads(done.stdout)
    return found


def test_this_system_has_everything() -> None:
    assert [finding.name for finding in survey() if not finding.found] == []


def test_a_system_without_fonts_is_told_which(tmp_path: Path) -> None:
    found, notices = told(tmp_path)
    assert {name for name, family in found if not family} == set(FAMILIES)
    assert [code for code, _ in notices] == ["font-missing"] * 4
    assert notices[0][1].startswith("Noto Serif CJK SC (Song)")


def test_a_system_without_the_subset_library_is_told(tmp_path: Path) -> None:
    hide = "import exporter.write.pdf.fonts as f; f.LIBRARIES['HarfBuzz subset'] = ('no-such-library',)\n"
    found, notices = told(tmp_path, hide)
    assert ["HarfBuzz subset", ""] in found
    assert ["subset-library-missing", ""] in notices


@pytest.mark.parametrize("name", [*FAMILIES, "Pango", "HarfBuzz subset"])
def test_there_is_advice_for_the_usual_systems(name: str) -> None:
    assert {"Debian, Ubuntu", "Fedora", "Arch", "macOS"} <= HINTS[name].keys()


def test_libraries_are_looked_for_as_weasyprint_does() -> None:
    source = (Path(__import__("weasyprint").__file__).parent / "text" / "ffi.py").read_text("utf-8")
    assert [name for names in LIBRARIES.values() for name in names if f"'{name}'" not in source] == []
