"""The commands, as the reader of `exporter --help` meets them."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from exporter import __version__, pipeline, resources, settings
from exporter.cli import console, report
from exporter.cli.caching import cache
from exporter.cli.options import BOOK, FILE, FOLDER, LINES, PATHS, RUN, SHELF, options
from exporter.notices import ConfigurationError, InputError, OutputError, StrictError, UsageError
from exporter.pipeline import Run
from exporter.settings import FORMATS
from exporter.write.atomic import prove_writable

EPILOG = """\b
Exit codes: 0 all written, 2 usage, 3 an input could not be read (the rest is written),
4 template, theme or configuration, 5 output could not be written, 6 warnings and --strict,
130 interrupted (nothing half-written is left)
"""
CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(epilog=EPILOG, context_settings=CONTEXT)
@click.version_option(__version__)
def exporter() -> None:
    """Saved web articles become books: EPUB 3 for e-readers, paginated PDF for print.

    \b
    exporter epub post.md                  one article as an EPUB
    exporter pdf post.md -o post.pdf       and as a PDF for print (A5)
    exporter bundle posts/ -o books/       a folder of posts, a book a category
    exporter inspect post.md               what the exporter understands of it

    A PATH is a post (.md .markdown .html .txt), a folder of posts, or - for standard input.
    Standard output holds the written paths, one a line; all else goes to standard error.
    """


@exporter.command(epilog=EPILOG)
@PATHS
@click.option("-o", "--output", type=FILE, help="The EPUB to write (default: named after the title).")
@options(BOOK, RUN)
def epub(paths: tuple[str, ...], output: Path | None, **chosen: Any) -> None:
    """One EPUB of the posts, in the order given (folders by date).

    \b
    exporter epub post.md
    exporter epub a.md b.md -o two.epub --title 两篇
    exporter epub post.md --media mirror/ --offline
    """
    with _run(chosen) as run:
        run.export(paths, output, "epub")


@exporter.command(epilog=EPILOG)
@PATHS
@click.option("-o", "--output", type=FILE, help="The PDF to write (default: named after the title).")
@options(BOOK, LINES, RUN)
def pdf(paths: tuple[str, ...], output: Path | None, **chosen: Any) -> None:
    """One PDF of the posts, in the order given (folders by date).

    \b
    exporter pdf post.md
    exporter pdf posts/ -o posts.pdf --page 32k
    """
    with _run(chosen) as run:
        run.export(paths, output, "pdf")


@exporter.command(epilog=EPILOG)
@PATHS
@click.option("-o", "--output", type=FOLDER, default=Path(), help="Folder for the books (default: here).")
@options(SHELF, BOOK, LINES, RUN)
def bundle(paths: tuple[str, ...], output: Path, **chosen: Any) -> None:
    """A collection a group: parts for its sub-groups, then articles, then sections.

    \b
    exporter bundle posts/ -o books/
    exporter bundle posts/ -o books/ --by year --format epub,pdf
    exporter bundle posts/ -o books/ --select 新媒体/ZAKER --depth 2
    exporter bundle posts/ -o books/ --volume-size 200

    Books that have not changed since the last run stay as they lie. The folder also gets index.html
    for people and opds.xml for reading apps: see exporter serve.
    """
    chosen["format"] = _formats(chosen["format"])
    with _run(chosen) as run:
        run.bundle(paths, output)


@exporter.command(epilog=EPILOG)
@PATHS
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@options(RUN)
def inspect(paths: tuple[str, ...], as_json: bool, **chosen: Any) -> None:
    """What the exporter understood: metadata, outline, pictures, notices.

    \b
    exporter inspect post.md
    exporter inspect posts/ --json | jq .title
    """
    with _run(chosen, finish=False) as run:
        run.read(paths)
        for article in run.articles:
            view = report.article_view(article.article)
            click.echo(json.dumps(view, ensure_ascii=False) if as_json else report.as_text(view))
        run.notices.clear()  # shown with their articles


@exporter.command(epilog=EPILOG)
@PATHS
@click.option("--refresh", is_flag=True, default=None, help="Ask whether pictures that are kept changed.")
@options(RUN)
def fetch(paths: tuple[str, ...], **chosen: Any) -> None:
    """Fill the picture store, for later work offline.

    Every picture is kept as it arrives: a run that was interrupted goes on where it stopped.

    \b
    exporter fetch posts/
    exporter fetch posts/ --refresh
    """
    with _run(chosen) as run:
        run.read(paths)
        run.illustrate()
        if not chosen.get("quiet"):
            console.say(f"pictures: {report.pictures_line(run.tally)}")


exporter.add_command(cache)


@exporter.command(epilog=EPILOG)
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="FILE...")
def check(files: tuple[Path, ...]) -> None:
    """Validate books made by anyone: structure, links, text; EPUBCheck where Java is there.

    Prints a line a finding; exits with 3 if there is any.

    \b
    exporter check book.epub book.pdf
    """
    faulty = [file for file in files if not _sound(file)]
    if faulty:
        raise InputError(f"{len(faulty)} of {len(files)} with findings")


def _sound(file: Path) -> bool:
    from exporter.cli import checking  # noqa: PLC0415 - loads the writers

    verdict = checking.verdict(file)
    place = console.plain(str(file))
    for finding in verdict.findings:
        click.echo(f"{place}: {console.plain(finding)}")
    if not verdict.findings:
        click.echo(f"{place}: sound ({verdict.judges})")
    return not verdict.findings


@exporter.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0: any free one."
)
def serve(folder: Path, host: str, port: int) -> None:
    """Show a folder of books to browsers and reading apps, until interrupted.

    Only this machine can see it unless --host says otherwise; nothing in the folder is changed.

    \b
    exporter serve books/
    exporter serve books/ --host 0.0.0.0      for the e-reader in the same network
    """
    from exporter import serve as serving  # noqa: PLC0415 - no other command needs it

    with serving.server(folder, host, port) as server:
        console.say(f"{serving.address(server)}  (for reading apps: {serving.address(server)}opds.xml)")
        server.serve_forever()


@exporter.command()
def doctor() -> None:
    """Fonts, libraries and tools: what is there, what to install and how."""
    from exporter.cli import doctoring  # noqa: PLC0415 - loads the writers

    for line in doctoring.lines():
        click.echo(line)


@exporter.command()
@click.argument("name", required=False)
def template(name: str | None) -> None:
    """Print a built-in template, to copy and change; without NAME list them.

    \b
    exporter template epub/chapter.xhtml.j2 > mine/epub/chapter.xhtml.j2
    exporter epub post.md --template-dir mine
    """
    _print_resource("templates", name)


@exporter.command()
@click.argument("name", required=False)
def style(name: str | None) -> None:
    """Print a built-in style, to copy and change; without NAME list them.

    \b
    exporter style print.css
    """
    _print_resource("styles", name)


@exporter.command()
@click.argument("name", required=False)
def site(name: str | None) -> None:
    """Print the built-in rules for a site, to copy and change; without NAME list them.

    \b
    exporter site zhihu.yaml > posts/sites/zhihu.yaml
    """
    _print_resource("sites", name)


def _print_resource(kind: str, name: str | None) -> None:
    text = resources.read(kind, name) if name else "".join(f"{each}\n" for each in resources.names(kind))
    click.echo(text, nl=False)


def _formats(chosen: str | None) -> tuple[str, ...]:
    names = tuple(name.strip() for name in (chosen or "").split(",") if name.strip())
    unknown = [name for name in names if name not in FORMATS]
    if unknown:
        raise UsageError(f"no format named {', '.join(unknown)}", hint=f"there are: {', '.join(FORMATS)}")
    return names


@contextmanager
def _run(chosen: dict[str, Any], *, finish: bool = True) -> Iterator[Run]:
    """A run with the chosen options; afterwards its paths are printed and its outcome raised."""
    config, target = chosen.pop("config"), chosen.pop("report")
    quiet, verbose = chosen.pop("quiet"), chosen.pop("verbose")
    run = Run(settings.load(config, chosen), stdin=sys.stdin.buffer if sys.stdin else None)
    if target:
        prove_writable(target)
    with console.watching(run.notices, quiet=quiet) as run.progress:
        yield run
    for written in run.written if finish else ():
        click.echo(written.path)
    if not quiet:
        console.list_notices(run.notices, verbose)
        if run.books and len(run.articles) > 1:
            console.tabulate(report.summary(run))
    if target:
        run.spare_posts(target)
        report.save(run, target)
    _conclude(run)


def _conclude(run: pipeline.Run) -> None:
    """Raises the gravest of what went wrong: an output, then an input, then notices under --strict."""
    for failure in run.failures:
        console.explain(failure.error)
    kinds = [type(failure.error) for failure in run.failures]
    for kind in (ConfigurationError, OutputError, InputError):
        if kind in kinds:
            raise kind(f"{kinds.count(kind)} failed, {len(run.written)} written")
    warnings = [notice for notice in run.notices if notice.severity != "info"]
    if run.settings.strict and warnings:
        raise StrictError(f"{len(warnings)} warnings, and --strict was given")
