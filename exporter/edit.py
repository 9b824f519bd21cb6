"""Article -> Article: conversion between scripts and the rules of text, body and everything said about it."""

import copy
import dataclasses
import functools
from collections.abc import Callable

from lxml import etree

from exporter.clean import text_lines
from exporter.clean.sections import sections_of
from exporter.clean.text import folded
from exporter.model import Article, Picture
from exporter.settings import Settings
from exporter.typography.conversion import conversion
from exporter.typography.language import tag_of
from exporter.typography.readings import annotate
from exporter.typography.rules import Typography, chosen

_CORNERED = ("zh-Hant", "ja")
Line = Callable[[str], str]


def edit(article: Article, settings: Settings) -> Article:
    """`article` in the language, the script and the typography of `settings`.

    Its fingerprint stays that of the text as it came, so that a book knows the same article again.
    """
    if settings.lang:
        article = dataclasses.replace(article, lang=_stated(settings.lang))
    edited = _converted(article, settings.convert)
    if settings.typography != "none":
        edited = _set(edited, chosen(settings.typography_off, _quotes(settings.quotes, edited.lang)))
    return _read_out(edited, settings) if settings.pinyin or settings.furigana else edited


def converted_name(name: str, settings: Settings) -> str:
    """A name such as that of a category, as articles hold it after `edit`."""
    change = conversion(
        settings.convert, "zh-Hant" if settings.convert.startswith(("t", "hk")) else "zh-Hans"
    )
    return change.convert_line(name, change.source) if change else name


def _converted(article: Article, name: str) -> Article:
    change = conversion(name, article.lang) if name else None
    if change is None:
        return article
    body = copy.deepcopy(article.body)
    change.convert_body(body, article.lang)

    def line(text: str) -> str:
        return change.convert_line(text, article.lang)

    return dataclasses.replace(
        _rewritten(article, body, line),
        lang=change.lang,
        author=line(article.author),
        source=line(article.source),
        categories=tuple(map(line, article.categories)),
        tags=tuple(map(line, article.tags)),
        description=line(article.description),
    )


def _set(article: Article, typography: Typography) -> Article:
    body = copy.deepcopy(article.body)
    typography.set_body(body, article.lang)

    @functools.cache  # what a picture is called is said in the text and of the picture
    def line(text: str) -> str:
        return typography.set_line(text, article.lang)

    for image in body.iter("img"):
        image.set("alt", line(image.get("alt", "")))
    description = typography.set_line(article.description, article.lang, line=False)
    return dataclasses.replace(_rewritten(article, body, line), description=description)


def _read_out(article: Article, settings: Settings) -> Article:
    body = copy.deepcopy(article.body)
    annotate(body, article.lang, pinyin=settings.pinyin, furigana=settings.furigana)
    return dataclasses.replace(article, body=body)


def _rewritten(article: Article, body: etree._Element, line: Line) -> Article:
    """The article with `body`, what is told of it kept in step, and its lines rewritten."""
    captions = {
        image.get("src"): folded(" ".join(text_lines(figure)))
        for figure in body.iter("figure")
        for image in figure.iter("img")
    }

    def picture(old: Picture) -> Picture:
        caption = captions.get(old.id, "") if old.caption else ""
        return dataclasses.replace(old, alt=line(old.alt), caption=caption)

    return dataclasses.replace(
        article,
        body=body,
        title=line(article.title),
        credits=tuple((line(label), line(value)) for label, value in article.credits),
        sections=sections_of(body),
        pictures=tuple(map(picture, article.pictures)),
        headimg=picture(article.headimg) if article.headimg else None,
    )


def _stated(lang: str) -> str:
    """The tag for a language as the user states it, with the region of Chinese: zh-TW gives zh-Hant-TW."""
    tag = tag_of(lang)
    regions = {"TW", "HK", "MO"} & set(lang.upper().replace("_", "-").split("-"))
    return "-".join([tag, *regions]) if tag == "zh-Hant" else tag or lang


def _quotes(wanted: str, lang: str) -> str:
    if wanted == "region":
        return "corner" if lang.startswith(_CORNERED) else "curly"
    return "" if wanted == "source" else wanted
