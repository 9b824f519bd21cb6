"""Book -> EPUB 3.3: pages from templates, packed by ebooklib into a streaming, reproducible container."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from exporter import pictures, steps
from exporter.bind.indexes import indexes
from exporter.bind.indexes import notices as index_notices
from exporter.model import Asset, Book, Written
from exporter.notices import Notice, OutputError
from exporter.render import Renderer
from exporter.settings import Settings
from exporter.write.atomic import replacing, xxh128
from exporter.write.epub.check import check
from exporter.write.epub.contents import contents
from exporter.write.epub.fidelity import Fidelity
from exporter.write.epub.fonts import Embedded, embed, resources_of
from exporter.write.epub.layout import Layout, picture
from exporter.write.epub.metadata import statements
from exporter.write.epub.package import XHTML, Menu, Resource, write_package
from exporter.write.epub.pages import COVER, Page, pages, rendered
from exporter.write.epub.split import LIMIT
from exporter.write.epub.stylesheets import Styles, stylesheets
from exporter.write.vertical import is_vertical


def write(book: Book, settings: Settings, target: Path) -> Written:
    """The EPUB of `book` at `target`; `units` counts the documents of its spine.

    Raises ConfigurationError for a template or theme that is wrong, OutputError where the file cannot be
    written or did not pass the check of its text and structure.
    """
    cover = _cover(book, settings)  # first: the print engine takes more memory than all that follows
    vertical = is_vertical(book, settings)
    indexed = indexes(book, settings)
    layout = Layout(book, vertical=vertical, indexes=indexed)
    lines = contents(book, layout, settings)
    leaves = pages(book, layout, lines)
    embedded = _embedded(book, layout, leaves, settings)
    styles = stylesheets(settings, vertical=vertical, fonts=embedded.sheet)
    resources = [cover, *_resources(book, layout, leaves, settings, embedded, styles)]
    stated, direction = list(statements(book, layout)), "rtl" if vertical else "ltr"
    with replacing(target) as draft:
        numbers = next(page.context["page_list"] for page in leaves if page.id == "nav")
        write_package(book, stated, resources, Menu(lines, numbers), draft, direction)
        _verify(draft, leaves, target)
        units = sum(resource.reading is not None for resource in resources)
        refused = (Notice("vertical-refused", book.lang),) if settings.vertical and not vertical else ()
        indexing = index_notices(book, indexed)
        told = (*refused, *embedded.notices, *styles.notices, *indexing)
        return Written(target, draft.stat().st_size, units, xxh128(draft), told)


def _embedded(book: Book, layout: Layout, leaves: Sequence[Page], settings: Settings) -> Embedded:
    """The fonts for what the pages show, if that was asked for: every page is rendered once more."""
    if not settings.embed_fonts:
        return Embedded()
    renderer = Renderer(book, layout.medium, settings.template_dir)
    return embed((rendered(page, renderer, ()) for page in leaves), book.lang)


def _resources(
    book: Book,
    layout: Layout,
    leaves: Sequence[Page],
    settings: Settings,
    embedded: Embedded,
    styles: Styles,
) -> Iterator[Resource]:
    for name, sheet in styles.sheets.items():
        yield Resource(f"style-{Path(name).stem}", f"styles/{name}", "text/css", partial(_same, sheet))
    for name, file in styles.files.items():
        yield Resource(Path(name).stem, f"styles/{name}", file.media_type, partial(_same, file.content))
    renderer = Renderer(book, layout.medium, settings.template_dir)
    links = tuple(f"styles/{name}" for name in styles.sheets)
    for page in leaves:
        yield _page(page, renderer, links)
    for identifier, font in resources_of(embedded):
        yield Resource(identifier, font.name, font.media_type, partial(_same, font.content))
    for asset in layout.assets.values():
        yield Resource(
            f"picture-{asset.digest[:16]}", picture(asset), asset.media_type, partial(_picture, asset)
        )


def _page(page: Page, renderer: Renderer, styles: tuple[str, ...]) -> Resource:
    if page.id != "nav":
        content = partial(_counted if page.chapter else rendered, page, renderer, styles)
        return Resource(page.id, page.name, XHTML, content, page.properties, reading=True)
    # One document by definition. Too long to be turned through, it shows in the menu alone.
    nav = rendered(page, renderer, styles)
    return Resource(page.id, page.name, XHTML, partial(_same, nav), ("nav",), reading=len(nav) < LIMIT)


def _counted(page: Page, renderer: Renderer, styles: tuple[str, ...]) -> bytes:
    steps.step("write")
    return rendered(page, renderer, styles)


def _same(content: bytes) -> bytes:
    return content


def _picture(asset: Asset) -> bytes:
    return pictures.load(asset)


def _cover(book: Book, settings: Settings) -> Resource:
    from exporter.write.pdf.cover import cover_jpeg  # noqa: PLC0415 - loads the print engine

    content = cover_jpeg(book, settings)
    return Resource("cover-image", COVER, "image/jpeg", partial(_same, content), ("cover-image",))


def _verify(draft: Path, leaves: Sequence[Page], target: Path) -> None:
    fidelity = Fidelity(leaves)
    findings = [*check(draft, fidelity.visit), *fidelity.absent()]
    if findings:
        more = f" (and {len(findings) - 1} more)" if len(findings) > 1 else ""
        hint = "if you changed a template, compare it with the built-in one; otherwise please report this"
        raise OutputError(f"the book failed its check: {findings[0]}{more}", place=str(target), hint=hint)
