"""Files -> articles: every post that the paths lead to is read and understood, or becomes a Failure."""

import dataclasses
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import BinaryIO

from exporter import work
from exporter.account import Account, Failure
from exporter.bind import in_order, selected
from exporter.bind.links import normalised
from exporter.model import Listed, Listing
from exporter.notices import ExportError, InputError, UsageError
from exporter.read.sources import discover
from exporter.resources import sites_beside
from exporter.settings import Settings
from exporter.understanding import Reading, looks, prepare
from exporter.work import Limits

FEW = 8  # posts: below it, starting workers costs more than it saves
LOT = 8  # posts that a worker is sent at once: the way there and back takes a quarter of the time of one
BIG = 200_000  # bytes: a post that is read apart, in line a hang of the parser's own C would stay
READING = Limits(memory=450, cpu=12, wall=120)  # of one post; real ones take a twentieth


def take_in(account: Account, paths: Sequence[str]) -> None:
    """The articles of the posts, in order, into the account; what cannot be read is a Failure there.

    Raises UsageError where no article is selected, ConfigurationError for a wrong file of site rules.
    """
    account.sites = (account.settings.sites,) if account.settings.sites else sites_beside(paths)
    account.folders = [Path(path) for path in paths if Path(path).is_dir()]
    with account.stage("read"):
        groups = [(path, list(_discovered(account, path))) for path in paths]
        found = dict.fromkeys(post for _, posts in groups for post in posts)
        account.posts += found
        understood = dict(zip(found, _understood(account, list(found)), strict=True))
        for path, posts in groups:
            articles = [listed for post in posts if (listed := understood.pop(post, None))]
            account.articles += in_order(articles) if Path(path).is_dir() else articles
    _select(account)
    if account.settings.title and len(account.articles) == 1:
        account.articles = [dataclasses.replace(account.articles[0], title=account.settings.title)]
    account.articles = list(_connected(account.articles))
    account.notices += [notice for look in looks(account.articles) for notice in look.notices]


def _discovered(account: Account, path: str) -> Iterator[str]:
    try:
        yield from discover([path])
    except InputError as error:
        account.failures.append(Failure(path, error))


def _understood(account: Account, posts: list[str]) -> Iterator[Listed | None]:
    """What became of each post, in their order."""
    reading = Reading(account.settings, account.sites)
    known = reading.known(posts)
    new = _read(account, [post for post in posts if post not in known], reading)
    for done, post in enumerate(posts, 1):
        outcome = known.pop(post, None) or next(new)
        account.progress("read", done, len(posts))
        if isinstance(outcome, Failure):
            account.failures.append(outcome)
        yield None if isinstance(outcome, Failure) else outcome


def _read(account: Account, posts: Sequence[str], reading: Reading) -> Iterator[Listed | Failure]:
    """The posts as they are read; with none, nothing is loaded that reads."""
    if not posts:
        return
    prepare(account.sites)
    jobs = 1 if len(posts) < FEW or "-" in posts else account.settings.jobs
    apart = "-" not in posts and any(map(_big, posts))
    with work.executor(jobs, apart=apart) as pool:
        task = partial(_listed, reading=reading, stdin=None if pool else account.stdin)
        outcomes = work.in_lots(task, posts, pool, READING, LOT)
        for post, outcome in zip(posts, outcomes, strict=True):
            if isinstance(outcome, work.Lost):
                yield Failure(post, InputError(f"cannot be understood: {outcome.reason}", place=post))
            else:
                yield outcome if isinstance(outcome, Failure) else reading.own(outcome, post)


def _listed(path: str, reading: Reading, stdin: BinaryIO | None = None) -> Listed | Failure:
    try:
        return reading.listed(path, stdin)
    except ExportError as error:
        return Failure(path, error)


def _big(post: str) -> bool:
    try:
        return post != "-" and Path(post).stat().st_size > BIG
    except OSError:
        return False


def _connected(articles: Sequence[Listed]) -> Iterator[Listed]:
    """The articles with only those of their links noted that lead to one of them."""
    known = {address: address for listed in articles if (address := normalised(listed.link))}
    for listed in articles:
        if isinstance(listed, Listing) and listed.leads:
            within = tuple(known[address] for address in listed.leads if address in known)
            yield dataclasses.replace(listed, leads=within)
        else:
            yield listed


def _select(account: Account) -> None:
    settings = account.settings
    wanted = tuple(_converted(settings)) if settings.select else ()
    chosen = [article for article in account.articles if selected(article, wanted)]
    if account.articles and not chosen:
        raise UsageError(f"no article is in {', '.join(settings.select)}", hint="see exporter inspect")
    account.articles = chosen


def _converted(settings: Settings) -> Iterator[str]:
    """The names of what is selected, as articles hold them."""
    from exporter.edit import converted_name  # noqa: PLC0415 - loads the rules of typography

    yield from (converted_name(name, settings) for name in settings.select)
