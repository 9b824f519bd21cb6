"""What was understood of a post, as bytes: an Article as JSON, its body as XML, and back.

Plain data, so that nothing read from a cache is ever executed, as pickles would be.
"""

import dataclasses
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from lxml import etree

from exporter.model import Article, Look, Picture, Section
from exporter.notices import Notice

_LISTS: Mapping[str, Any] = {"sections": Section, "pictures": Picture, "notices": Notice}
_PARSER = etree.XMLParser(resolve_entities=False, huge_tree=True)  # our own writing, but from a disk
_TUPLES = frozenset({"categories", "tags", "credits"})


def encoded(article: Article) -> bytes:
    """The article as bytes, the same for the same article."""
    fields = {field.name: getattr(article, field.name) for field in dataclasses.fields(article)}
    return json.dumps(fields, ensure_ascii=False, default=_plain).encode("utf-8", "surrogatepass")


def decoded(record: bytes) -> Article:
    """The article that `encoded` gave these bytes for.

    Raises KeyError, TypeError, ValueError or lxml's XMLSyntaxError for bytes that are none.
    """
    fields: dict[str, Any] = json.loads(record.decode("utf-8", "surrogatepass"))
    for name, value in fields.items():
        if name in _LISTS:
            fields[name] = tuple(_LISTS[name](**_tupled(each)) for each in value)
        elif name in _TUPLES:
            fields[name] = tuple(tuple(each) if isinstance(each, list) else each for each in value)
    fields["body"] = etree.fromstring(fields["body"], _PARSER)
    fields["date"] = fields["date"] and datetime.fromisoformat(fields["date"])
    fields["headimg"] = fields["headimg"] and Picture(**_tupled(fields["headimg"]))
    return Article(**fields)


def _plain(value: object) -> Any:
    """What JSON has no form for, in one that it has."""
    if isinstance(value, etree._Element):
        return etree.tostring(value, encoding="unicode", with_tail=False)
    if isinstance(value, datetime):
        return value.isoformat()
    return {field.name: getattr(value, field.name) for field in dataclasses.fields(cast("Any", value))}


def _tupled(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()}


def look_encoded(look: Look) -> str:
    """What there is of an article besides its text, as JSON."""
    fields = {field.name: getattr(look, field.name) for field in dataclasses.fields(look)}
    return json.dumps(fields, ensure_ascii=False, default=_plain)


def look_decoded(text: str) -> Look:
    """What `look_encoded` gave this text for. Raises KeyError, TypeError or ValueError for other text."""
    fields: dict[str, Any] = json.loads(text)
    pictures, notices = (
        tuple(_LISTS[name](**_tupled(each)) for each in fields[name]) for name in ("pictures", "notices")
    )
    headimg = fields["headimg"]
    return Look(headimg and Picture(**_tupled(headimg)), pictures, notices)
