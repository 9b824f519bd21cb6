"""Characters that stand for another: radicals, compatibility and presentation forms, full-width letters."""

import re
import unicodedata
from collections.abc import Callable

from exporter.late import expression
from exporter.typography.place import Place, having
from exporter.typography.runs import Edit

# Radicals of the supplement that look like a whole character, each before the character that is meant
# (Unicode, EquivalentUnifiedIdeograph.txt); PDF extraction leaves them in its place.
_RADICALS = (
    "⺁厂⺇几⺌小⺎兀⺒巳⺓幺⺕彐⺙攵⺛旡⺝月⺟母⺠民⺢水⺩王⺫目⺭礻⺱罓⺶羊⺷羊⺻聿⺼月⻁虎⻂衤⻃覀⻄西⻅见⻆角⻉贝⻋车⻓长⻔门"
    "⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻬齐⻮齿⻰龙⻳龟"
)
_SUPPLEMENT = dict(zip(_RADICALS[0::2], _RADICALS[1::2], strict=True))
# Forms for vertical setting and small forms of Big5, each before the mark that is meant.
_FORM_PAIRS = (
    "︰：﹐，﹑、﹔；﹕：﹖？﹗！﹙（﹚）﹛｛﹜｝﹝〔﹞〕︵（︶）︷｛︸｝︹〔︺〕︻【︼】︽《︾》︿〈﹀〉﹁「﹂」﹃『﹄』"
    "｡。｢「｣」､、･・"
)
_FORMS = dict(zip(_FORM_PAIRS[0::2], _FORM_PAIRS[1::2], strict=True))
_LETTERLIKE = expression("[\u2e80-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f]")
_RADICAL = expression("[\u2e80-\u2fd5]")
_FORM = expression(f"[{''.join(_FORMS)}]|[\uff66-\uff9f][\uff9e\uff9f]?")
_FULL_WIDTH = expression(
    "[０-９Ａ-Ｚａ-ｚ]+|(?<=[0-9０-９])％|(?<=[0-9A-Za-z０-９Ａ-Ｚａ-ｚ])．(?=[0-9A-Za-z０-９Ａ-Ｚａ-ｚ])"
)


@having(_LETTERLIKE.pattern)
def radicals(text: str, place: Place) -> list[Edit]:
    """A radical becomes the letter it looks like, and a compatibility form too, save in Japanese names."""
    return _replaced(_RADICAL if place.lang.startswith("ja") else _LETTERLIKE, text, _unified)


@having(f"[{''.join(_FORMS)}\uff66-\uff9f]")
def forms(text: str, _place: Place) -> list[Edit]:
    """︰ becomes ：, ﹐ becomes ，, half-width kana their full form."""
    return _replaced(_FORM, text, lambda form: _FORMS.get(form) or unicodedata.normalize("NFKC", form))


@having("[０-９Ａ-Ｚａ-ｚ％．]")
def width(text: str, _place: Place) -> list[Edit]:
    """２０２２ becomes 2022, 99．94％ becomes 99.94%."""
    return _replaced(_FULL_WIDTH, text, lambda wide: "".join(chr(ord(char) - 0xFEE0) for char in wide))


def _unified(letter: str) -> str:
    return _SUPPLEMENT.get(letter) or unicodedata.normalize("NFKC", letter)


def _replaced(form: re.Pattern[str], text: str, new: Callable[[str], str]) -> list[Edit]:
    found = ((match.start(), match.end(), new(match[0]), match[0]) for match in form.finditer(text))
    return [(start, end, after) for start, end, after, before in found if after != before]
