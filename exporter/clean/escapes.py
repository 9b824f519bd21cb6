"""HTML that was escaped once too often: `&amp;nbsp;` in the text, or all of the markup shown as text."""

import html
import re

from exporter.late import expression

_REFERENCE = expression(
    r"&amp;(?:amp;){0,8}(?=(?:nbsp|amp|lt|gt|quot|apos|[lr][sd]quo|hellip|[mn]dash|middot|bull|times|deg|copy|reg"
    r"|trade|yen|e[mn]sp|thinsp|#\d{2,6}|#x[0-9a-f]{2,5});)",
    re.I,
)
_CODE = expression(r"<(?:pre|code|xmp|kbd|samp)\b", re.I)
_ABOUT_MARKUP = expression(
    r"\b(?:X?HTML5?|XML|entit(?:y|ies)|escap\w+)\b|转义|轉義|字符实体|エスケープ", re.I
)
_WRAPPING = expression(r"\s|</?p>|<br\s*/?>", re.I)
_MARKUP = expression(r"&lt;(?:p|div|section|h[1-6]|img|figure|span|strong)\b.*&lt;/\w+&gt;\Z", re.I | re.S)


def unescaped(body: str) -> tuple[str, list[str]]:
    """`body` as it was before it was escaped again, and what was put right, a line each.

    A text that speaks of markup, or shows code, may mean what it shows, and stays.
    """
    if "&amp;" not in body and "&lt;" not in body:
        return body, []
    if _CODE.search(body) or _ABOUT_MARKUP.search(body):
        return body, []
    told = []
    if _MARKUP.match(_WRAPPING.sub("", body)):
        body = html.unescape(body)
        told.append("all of its markup")
    body, count = _REFERENCE.subn("&", body)
    return body, told + ([f"{count} characters"] if count else [])
