"""`exporter doctor`: what this system has for making books, and how to get what it lacks."""

import platform
from collections.abc import Iterator
from importlib import metadata

from exporter import __version__
from exporter.pictures import carrying
from exporter.settings import TEXT_RULES
from exporter.write.epub import epubcheck
from exporter.write.pdf import fonts

LIBRARIES = ("weasyprint", "ebooklib", "lxml", "pillow", "pikepdf", "jinja2", "opencc")


def lines() -> Iterator[str]:
    """The findings: ✓ for what is there, ✗ with a hint for each system for what is not."""
    yield f"exporter {__version__} on Python {platform.python_version()}, {platform.system()}"
    for name in LIBRARIES:
        yield _line(name, _version(name), {"any system": f"pip install {name}"})
    for finding in fonts.survey():
        yield _line(finding.name, finding.found, finding.hints)
    turbo = "carries JPEGs over without loss" if carrying.library() else ""
    yield _line("TurboJPEG (optional)", turbo, carrying.HINTS)
    found = "java, epubcheck" if epubcheck.command() else ""
    yield _line(
        "EPUBCheck (optional)", found, {"any system": "pip install 'exporter[check]', and a Java runtime"}
    )
    yield f"  text rules (typography-off in exporter.yaml leaves out): {', '.join(TEXT_RULES)}"


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _line(name: str, found: str, hints: dict[str, str]) -> str:
    if found:
        return f"✓ {name:<22}{found}"
    advice = "".join(f"\n      {system}: {how}" for system, how in hints.items())
    return f"✗ {name:<22}missing{advice}"
