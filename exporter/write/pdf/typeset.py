"""HTML + styles -> PDF: the only importer of WeasyPrint (lazily, for it takes half a second)."""

import functools
import gc
import logging
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import unquote

from exporter import heap
from exporter.frames import roomy
from exporter.notices import ConfigurationError, ExportError, OutputError
from exporter.write.pdf import rhythm
from exporter.write.pdf.knots import untied
from exporter.write.pdf.libraries import by_name_alone, called_late, late, parsed
from exporter.write.pdf.lines import Rules, set_by
from exporter.write.pdf.savings import made
from exporter.write.pdf.standing import standing

if TYPE_CHECKING:
    from weasyprint import Document
    from weasyprint.urls import URLFetcherResponse


class TypesetterError(OutputError):
    """WeasyPrint failed on a document; on another one it may not."""


Load = Callable[[str], bytes]
"""The bytes behind an address in the document. Raises KeyError for one that the book does not hold."""

FINEST = 300  # px an inch: more than that no press prints, and pictures are made smaller to it
STYLES = "https://style.invalid/"  # where styles' own folders seem to lie: a name that never resolves
_LOG = logging.getLogger("weasyprint")
_NOTDEF = ".notdef glyph rendered"
_NOTDEFS = "Too many glyphs missing"  # from a font that is full: each of them is told by itself


@dataclass(frozen=True, slots=True)
class Sheet:
    """A style: its CSS, and the folder its own url() addresses count from (none: it may have none)."""

    css: str
    folder: Path | None = None


@dataclass
class Typeset:
    """What came of it: how many pages, the characters no font has, what WeasyPrint warned of.

    `unset` says why lines are WeasyPrint's own although rules were given.
    """

    pages: int = 0
    missing: dict[str, None] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    unset: str = ""


class Finish(Protocol):
    """Who works on a document between its layout and its file, and says whether that is `tagged`."""

    tagged: bool

    def laid_out(self, document: "Document") -> None:
        """Called when the pages are made, before they are drawn."""

    def drawn(self, document: "Document", pdf: Any) -> None:
        """Called when they are drawn, before their PDF objects (pydyf) are written."""


@roomy
def typeset(
    markup: str,
    sheets: Sequence[Sheet],
    load: Load,
    target: Path,
    finish: Finish | None = None,
    *,
    rules: Rules | None = None,
) -> Typeset:
    """Paginates `markup` into a tagged PDF at `target`, the same bytes for the same input.

    Nothing but `load` and the folders of `sheets` is read: no network, no other file. The styles are read
    once a process: whoever forks workers calls `warm` first. With `finish` the streams are left plain and
    the objects apart, for it to see. Raises ConfigurationError where WeasyPrint cannot be loaded,
    TypesetterError where it fails, and what `load` raised.
    """
    press = warm(tuple(sheets))
    outcome = Typeset(warnings=list(press.warnings))
    press.fetcher.load, press.fetcher.failure = load, None
    turned = standing(wanted=rules is not None and rules.vertical)
    with _heard(outcome), _tidy(), _timeless(), turned, made(), set_by(rules) as outcome.unset:
        try:
            outcome.pages = press.print(markup, target, finish)
        except (OSError, MemoryError):
            raise  # a full disk and the limits of the task are none of its failures
        except Exception as error:  # it fails in many ways: then the document does, not the run
            raise TypesetterError(f"the typesetter failed: {type(error).__name__} {error}") from error
    if press.fetcher.failure:
        raise press.fetcher.failure
    return outcome


@functools.lru_cache(maxsize=32)
def warm(sheets: tuple[Sheet, ...]) -> "Press":
    """WeasyPrint imported and the styles read, with the fonts they bring. Raises ConfigurationError.

    A last one without a folder brings none: the others are not read again for it.
    """
    press = warm(sheets[:-1]) if sheets and sheets[-1].folder is None else _bare()
    more = sheets[len(press.styles) :]
    outcome = Typeset()
    with _heard(outcome):
        styles = tuple(_style(press.weasyprint, sheet, press.fetcher, press.fonts) for sheet in more)
    gc.freeze()  # all of this stays; collections need not look at it again
    warnings = (*press.warnings, *outcome.warnings)
    return replace(press, styles=(*press.styles, *styles), warnings=warnings)


def _bare() -> "Press":
    """WeasyPrint without styles. Raises ConfigurationError."""
    weasyprint = _engine()
    outcome = Typeset()
    with _heard(outcome):
        fonts = weasyprint.text.fonts.FontConfiguration()
    return Press(weasyprint, fonts, (), Fetcher(), tuple(outcome.warnings))


@dataclass(frozen=True, slots=True)
class Press:
    """What documents of the same styles share: WeasyPrint, fonts, styles, and what was wrong with them.

    Sharing the fonts is sound because articles bring none of their own: only styles do.
    """

    weasyprint: Any
    fonts: Any
    styles: tuple[Any, ...]
    fetcher: "Fetcher"
    warnings: tuple[str, ...]

    def print(self, markup: str, target: Path, finish: Finish | None) -> int:
        """Pages of the PDF written to `target`."""
        tags = finish is None or finish.tagged
        with rhythm.kept():
            document = self.weasyprint.HTML(string=markup, url_fetcher=self.fetcher).render(
                self.fonts, stylesheets=self.styles, presentational_hints=False, pdf_tags=tags, dpi=FINEST
            )
        if finish:
            finish.laid_out(document)
        with _pages_listed_once():
            document.write_pdf(
                target,
                finisher=finish.drawn if finish else None,
                pdf_tags=tags,
                pdf_identifier=finish is None,  # a digest of every object; what is finished is no file yet
                presentational_hints=False,
                uncompressed_pdf=finish is not None,
                dpi=FINEST,
            )
        return len(document.pages)


def _engine() -> Any:
    try:
        with by_name_alone():
            late("fontTools.subset")  # a tenth of all that is loaded; HarfBuzz cuts fonts down but for a few
            called_late("fontTools.varLib.instancer", "instantiateVariableFont")  # as much, for these few
            fonts = import_module("weasyprint.text.fonts")
            parsed(fonts.ffi)
            return import_module("weasyprint")
    except OSError as error:  # cffi could not load Pango or one of its friends
        raise ConfigurationError(
            f"the libraries that set PDFs cannot be loaded: {error}", hint="see exporter doctor"
        ) from error


def _style(weasyprint: Any, sheet: Sheet, fetcher: "Fetcher", fonts: Any) -> Any:
    base = fetcher.open_folder(sheet.folder) if sheet.folder else None
    return weasyprint.CSS(string=sheet.css, base_url=base, url_fetcher=fetcher, font_config=fonts)


def _nothing(address: str) -> bytes:
    raise KeyError(address)


class Fetcher:
    """Serves the book's pictures and the folders of its styles, and refuses every other address.

    Not a weasyprint.URLFetcher: that one opens sockets and files, and builds an SSL context to do so.
    """

    _fail_on_errors = False  # read by weasyprint.urls.fetch: a refused address is warned of, not fatal

    def __init__(self, load: Load = _nothing) -> None:
        self.failure: ExportError | None = None  # WeasyPrint only warns of it, and sets the page without
        self.load = load
        self._folders: list[Path] = []

    def open_folder(self, folder: Path) -> str:
        """The base address under which the files of `folder` are served from now on."""
        self._folders.append(folder.resolve())
        return f"{STYLES}{len(self._folders) - 1}/"

    def __call__(self, url: str) -> "URLFetcherResponse":
        """The content at `url`. Raises PermissionError for what is not the book's."""
        return self.fetch(url)

    def fetch(self, url: str, headers: object = None) -> "URLFetcherResponse":
        """As __call__; `headers` mean nothing here. The name is the one WeasyPrint's fetchers have."""
        del headers
        response: type[URLFetcherResponse] = import_module("weasyprint.urls").URLFetcherResponse
        return response(url, self._content(url))

    def _content(self, url: str) -> bytes:
        if url.startswith("asset:"):
            return self._picture(url)
        if url.startswith(STYLES):
            return self._style_file(unquote(url.removeprefix(STYLES)))
        raise PermissionError("only what the book itself holds is loaded")

    def _picture(self, url: str) -> bytes:
        try:
            return self.load(url)
        except ExportError as error:
            self.failure = error
            raise

    def _style_file(self, path: str) -> bytes:
        number, _, name = path.partition("/")
        if not number.isdecimal() or int(number) >= len(self._folders):
            raise PermissionError("this style has no folder to load from")
        folder = self._folders[int(number)]
        file = (folder / name).resolve()
        if not file.is_relative_to(folder):
            raise PermissionError("outside the folder of the style")
        return file.read_bytes()


@contextmanager
def _pages_listed_once() -> Iterator[None]:
    """pydyf 0.13 lists the pages anew for every tag: quadratic, a third of the time of 600 pages."""
    kind = import_module("pydyf").PDF
    plain = kind.page_references
    listed: dict[int, tuple[bytes, ...]] = {}

    def references(pdf: Any) -> tuple[bytes, ...]:
        count = len(pdf.pages["Kids"])
        if count not in listed:
            listed[count] = plain.fget(pdf)
        return listed[count]

    kind.page_references = property(references)
    try:
        yield
    finally:
        kind.page_references = plain


@contextmanager
def _tidy() -> Iterator[None]:
    """Without the garbage collector, which costs a sixth of the time and finds nothing while pages grow.

    What was laid out goes when the document does, which leaves little to collect.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        with untied():
            yield
    finally:
        if enabled:
            gc.enable()
            heap.tidy()


@contextmanager
def _timeless() -> Iterator[None]:
    """fontTools, which subsets colour emoji, stamps fonts with the clock unless told a date."""
    with_clock = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = "0"
    try:
        yield
    finally:
        if with_clock is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = with_clock


@contextmanager
def _heard(outcome: Typeset) -> Iterator[None]:
    """WeasyPrint's log: characters without a glyph are gathered apart from its other warnings."""
    listener = _Listener(outcome)
    _LOG.addHandler(listener)
    propagates, _LOG.propagate = _LOG.propagate, False
    try:
        yield
    finally:
        _LOG.removeHandler(listener)
        _LOG.propagate = propagates


class _Listener(logging.Handler):
    def __init__(self, outcome: Typeset) -> None:
        super().__init__(logging.WARNING)
        self.outcome = outcome

    def emit(self, record: logging.LogRecord) -> None:
        if str(record.msg).startswith(_NOTDEF) and isinstance(record.args, tuple):
            self.outcome.missing[str(record.args[0])] = None
        elif not str(record.msg).startswith(_NOTDEFS):
            self.outcome.warnings.append(record.getMessage())
