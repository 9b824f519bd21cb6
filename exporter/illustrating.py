"""Articles -> Gallery: what became of every picture that they show."""

from collections.abc import Iterable, Iterator
from functools import partial

from exporter import pictures
from exporter.account import Account
from exporter.model import Article, Gallery, Missing, Picture
from exporter.notices import Notice

MOST = 500  # pictures of an article that are looked for: what holds more means a server harm, or us


def illustrate(account: Account) -> Gallery:
    """What became of every picture of the account's articles; what is lacking is noticed there."""
    with account.stage("pictures"):
        wanted = [picture for listed in account.articles for picture in _shown(listed.article)]
        told = partial(account.progress, "pictures")
        gallery, account.tally = pictures.gather(wanted, account.settings, told, folders=account.folders)
        for listed in account.articles:
            account.notices += _lacking(listed.article, gallery)
    return gallery


def _shown(article: Article) -> Iterable[Picture]:
    shown = (article.headimg, *article.pictures) if article.headimg else article.pictures
    return shown[:MOST]


def _lacking(article: Article, gallery: Gallery) -> Iterator[Notice]:
    for picture in article.pictures:
        outcome = gallery.get(picture.key, Missing(f"more than {MOST} pictures"))
        if isinstance(outcome, Missing):
            yield Notice("picture-missing", f"{outcome.reason}: {picture.url}", article.path)
        elif outcome.remark:
            yield Notice("picture-changed", f"{outcome.remark}: {picture.url}", article.path)
