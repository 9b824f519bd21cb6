"""`exporter cache`: what the store holds, whether it is sound, and how to make it smaller."""

import dataclasses
import json
from pathlib import Path
from typing import Any

import click
from rich.filesize import decimal

from exporter import settings, store
from exporter.cli.options import FILE, FOLDER, Command, Size
from exporter.notices import InputError
from exporter.store import Store

_PLACE = (
    click.option("--config", type=FILE, help="Settings file (default: ./exporter.yaml)."),
    click.option("--cache", type=FOLDER, help="Folder of the store."),
    click.option("--json", "as_json", is_flag=True, help="One JSON object."),
)


def _placed(command: Command) -> Command:
    for option in reversed(_PLACE):
        command = option(command)
    return command


@click.group()
def cache() -> None:
    """The store of pictures: what is in it, whether it is sound, how to make it smaller.

    \b
    exporter cache info
    exporter cache verify
    exporter cache prune --cache-size 500MB
    exporter cache clear
    """


@cache.command()
@_placed
def info(config: Path | None, cache: Path | None, as_json: bool) -> None:
    """Where the store is and how much it holds."""
    chosen = settings.load(config, {"cache": cache})
    census = {"contents": 0, "size": 0, "addresses": 0, "file": 0}
    if (chosen.cache / store.FILE).exists():
        with _opened(chosen.cache) as kept:
            census = dataclasses.asdict(kept.census())
    view: dict[str, Any] = {"path": str(chosen.cache / store.FILE), **census, "limit": chosen.cache_size}
    counts = f"{view['contents']} pictures of {view['addresses']} addresses"
    held, file, limit = (decimal(view[name]) for name in ("size", "file", "limit"))
    _tell(view, f"{view['path']}\n{counts}, {held}, {file} on disk, limit {limit}", as_json)


@cache.command()
@_placed
def verify(config: Path | None, cache: Path | None, as_json: bool) -> None:
    """Compares every entry with its hash; takes out damaged ones and exits with 3 if there are any.

    What is taken out is fetched or made again when it is next needed.
    """
    folder = settings.load(config, {"cache": cache}).cache
    try:
        with Store(folder) as kept:
            checked, damaged = kept.verify()
    except store.Damaged as error:
        store.discard(folder)
        raise InputError(f"the store was damaged and has been cleared: {error}", place=str(folder)) from error
    _tell({"checked": checked, "damaged": damaged}, f"{checked} entries, {damaged} damaged", as_json)
    if damaged:
        raise InputError(f"{damaged} damaged entries have been taken out", place=str(folder))


@cache.command()
@click.option("--cache-size", type=Size(), help="What to keep, such as 500MB (default: the setting, 2GB).")
@_placed
def prune(config: Path | None, cache: Path | None, cache_size: int | None, as_json: bool) -> None:
    """Lets go what was used longest ago, down to the size that is to be kept."""
    chosen = settings.load(config, {"cache": cache, "cache_size": cache_size})
    with _opened(chosen.cache) as kept:
        freed = kept.prune(chosen.cache_size)
        left = kept.census().size
    _tell({"freed": freed, "left": left}, f"{decimal(freed)} let go, {decimal(left)} left", as_json)


@cache.command()
@_placed
def clear(config: Path | None, cache: Path | None, as_json: bool) -> None:
    """Removes the store whole."""
    folder = settings.load(config, {"cache": cache}).cache
    files = list(folder.glob(f"{store.FILE}*"))
    freed = sum(file.lstat().st_size for file in files)
    store.discard(folder)
    _tell({"freed": freed, "left": 0}, f"{decimal(freed)} let go", as_json)


def _opened(folder: Path) -> Store:
    try:
        return Store(folder)
    except store.Damaged as error:
        hint = "exporter cache clear removes it; its pictures are then fetched again"
        raise InputError(f"the store is damaged: {error}", place=str(folder), hint=hint) from error


def _tell(view: dict[str, Any], words: str, as_json: bool) -> None:
    click.echo(json.dumps(view, ensure_ascii=False) if as_json else words)
