"""The machine's view: the JSON of `inspect --json` and of `--report`, as the documentation of each says."""

import dataclasses
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rich.filesize import decimal

from exporter import __version__
from exporter.cli.console import MARKS, plain
from exporter.model import Article, Asset, Picture
from exporter.notices import Notice
from exporter.pictures import Tally
from exporter.pipeline import Run
from exporter.write.atomic import prove_writable, replacing


def article_view(article: Article) -> dict[str, Any]:
    """One line of `inspect --json`: what the exporter understood of an article."""
    from exporter.clean import text_lines  # noqa: PLC0415 - loads the cleaners

    return {
        "path": article.path,
        "title": article.title,
        "author": article.author,
        "source": article.source,
        "date": article.date.isoformat() if article.date else None,
        "categories": list(article.categories),
        "tags": list(article.tags),
        "language": article.lang,
        "link": article.link,
        "credits": [list(credit) for credit in article.credits],
        "sections": [dataclasses.asdict(section) for section in article.sections],
        "pictures": [_picture(picture) for picture in article.pictures],
        "text": "\n".join(text_lines(article.body)),
        "code_blocks": article.code_blocks,
        "tables": article.tables,
        "embeds": article.embeds,
        "notices": [_notice(notice) for notice in article.notices],
    }


def run_view(run: Run) -> dict[str, Any]:
    """`--report`: what was written, what became of every article and picture, and what was noticed."""
    return {
        "program": f"exporter {__version__}",
        "totals": totals(run),
        "outputs": [
            {
                "path": str(w.path),
                "format": w.path.suffix[1:],
                "bytes": w.size,
                "units": w.units,
                "xxh128": w.xxh128,
            }
            for w in run.written
        ],
        "unchanged": [str(path) for path in run.unchanged],
        "articles": list(_fates(run)),
        "pictures": dataclasses.asdict(run.tally),
        "notices": [_notice(notice) | {"article": notice.article} for notice in run.notices],
        "failures": [
            {"path": failure.path, "error": str(failure.error), "exit": failure.error.exit_code}
            for failure in run.failures
        ],
        "seconds": run.seconds,
    }


def totals(run: Run) -> dict[str, Any]:
    """The counts of a run: books, articles, pages, bytes, pictures, notices by their code."""
    bound = {chapter.listed.path for book in run.books for chapter in book.chapters()}
    places = [key for book in run.books for chapter in book.chapters() for key in chapter.listed.shows]
    outcomes = {key: book.gallery.get(key) for book in run.books for key in places if key in book.gallery}
    embedded = sum(isinstance(outcomes.get(key), Asset) for key in set(places))
    return {
        "books": len(run.books),
        "files": len(run.written),
        "unchanged": len(run.unchanged),
        "failed": len(run.failures),
        "articles": len(bound),
        "left_out": len(run.articles) - len(bound),
        "pages": sum(written.units for written in run.written if written.path.suffix == ".pdf"),
        "documents": sum(written.units for written in run.written if written.path.suffix == ".epub"),
        "bytes": sum(written.size for written in run.written),
        "pictures": {"embedded": embedded, "dead": len(set(places)) - embedded},
        "notices": dict(sorted(Counter(notice.code for notice in run.notices).items())),
    }


def summary(run: Run) -> dict[str, str]:
    """The same for a person: a fact a line, those that are nothing left out."""
    counts = totals(run)

    def told(*names: str) -> str:
        return ", ".join(f"{counts[n]:,} {n.replace('_', ' ')}" for n in names if counts[n])

    notices = ", ".join(f"{count:,} {code}" for code, count in counts["notices"].items())
    pictures = ", ".join(f"{count:,} {name}" for name, count in counts["pictures"].items() if count)
    seconds = ", ".join(f"{name} {taken:.1f}" for name, taken in run.seconds.items())
    facts = {
        "books": told("books", "files", "unchanged", "failed"),
        "articles": told("articles", "left_out"),
        "pages": told("pages", "documents"),
        "size": decimal(counts["bytes"]) if counts["bytes"] else "",
        "pictures": pictures,
        "notices": notices,
        "seconds": seconds,
    }
    return {name: fact for name, fact in facts.items() if fact}


def save(run: Run, target: Path) -> None:
    """The report as a JSON file at `target`. Raises OutputError."""
    prove_writable(target)
    with replacing(target) as draft:
        draft.write_text(json.dumps(run_view(run), ensure_ascii=False, indent=2) + "\n", "utf-8")


def as_text(view: dict[str, Any]) -> str:
    """An article's view for a person: a line a fact, the outline as a tree."""
    facts = ("author", "source", "date", "categories", "tags", "language", "link")
    lines = [plain(view["title"]), f"  {'path':<11}{plain(view['path'])}"]
    for name in facts:
        value = " / ".join(view[name]) if isinstance(view[name], list) else view[name]
        lines += [f"  {name:<11}{plain(value)}"] if value else []
    lines += [f"  {plain(label):<11}{plain(value)}" for label, value in view["credits"]]
    things = ("code_blocks", "tables", "embeds")
    counts = [
        f"{len(view['text'])} characters",
        *(f"{view[n]} {n.replace('_', ' ')}" for n in things if view[n]),
    ]
    lines.append(f"  {'text':<11}{', '.join(counts)}")
    lines += [
        f"  {'  ' * s['level']}§ {plain('  '.join((s['title'], s['subtitle'])).rstrip())} #{s['id']}"
        for s in view["sections"]
    ]
    for picture in view["pictures"]:
        about = picture["caption"] or picture["alt"]
        lines.append(f"    ▣ {plain(picture['url'])}" + (f"  {plain(about)}" if about else ""))
    lines += [f"  {MARKS[n['severity']]} {plain(n['text'])} [{n['code']}]" for n in view["notices"]]
    return "\n".join(lines) + "\n"


def pictures_line(tally: Tally) -> str:
    """How many pictures came from where, for a person: 12 fetched, 1 placeholder, 3.4 MB."""
    counts = dataclasses.asdict(tally)
    size = counts.pop("bytes")
    found = [f"{count} {name}" for name, count in counts.items() if count]
    return ", ".join([*found, decimal(size)] if size else found or ["none"])


def _fates(run: Run) -> Iterator[dict[str, Any]]:
    bound = {chapter.listed.path for book in run.books for chapter in book.chapters()}
    for article in run.articles:
        why = run.left_out.get(article.path, "")
        yield {"path": article.path, "title": article.title, "written": article.path in bound, "why": why}
    for failure in run.failures:
        yield {"path": failure.path, "title": None, "written": False, "why": str(failure.error)}


def _picture(picture: Picture) -> dict[str, Any]:
    candidates = list(picture.candidates)
    return {"url": picture.url, "candidates": candidates, "alt": picture.alt, "caption": picture.caption}


def _notice(notice: Notice) -> dict[str, Any]:
    return {"code": notice.code, "severity": notice.severity, "text": notice.text}
