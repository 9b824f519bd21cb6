"""Articles -> Gallery: what became of every picture that they show."""

from collections.abc import Iterable, Iterator
from functools import partial

from exporter import pictures
from exporter.account import Account
from exporter.model import Gallery, Listed, Look, Missing, Picture
from exporter.notices import Notice
from exporter.pictures import Tally
from exporter.understanding import looks

MOST = 500  # pictures of an article that are looked for: what holds more means a server harm, or us


def illustrate(account: Account) -> Gallery:
    """What became of every picture of the account's articles; what is lacking is noticed there."""
    with account.stage("pictures"):
        gallery, account.tally = _gathered(account)
        for listed in account.articles:
            account.notices += _lacking(listed, gallery)
    return gallery


def prove(account: Account) -> None:
    """Compares all pictures with their digests; those that are damaged are made anew."""
    with account.stage("pictures"):
        _gathered(account, proven=True)


def _gathered(account: Account, *, proven: bool = False) -> tuple[Gallery, Tally]:
    wanted = (picture for look in looks(account.articles) for picture in _shown(look))
    told = partial(account.progress, "pictures")
    return pictures.gather(wanted, account.settings, told, folders=account.folders, proven=proven)


def _shown(look: Look) -> Iterable[Picture]:
    shown = (look.headimg, *look.pictures) if look.headimg else look.pictures
    return shown[:MOST]


def _lacking(listed: Listed, gallery: Gallery) -> Iterator[Notice]:
    outcomes = [gallery.get(key, Missing(f"more than {MOST} pictures")) for key in listed.shows]
    if not any(isinstance(outcome, Missing) or outcome.remark for outcome in outcomes):
        return
    for picture, outcome in zip(listed.look().pictures, outcomes, strict=True):
        if isinstance(outcome, Missing):
            yield Notice("picture-missing", f"{outcome.reason}: {picture.url}", listed.path)
        elif outcome.remark:
            yield Notice("picture-changed", f"{outcome.remark}: {picture.url}", listed.path)
