"""Dates as posts write them -> datetime: RFC 822, ISO 8601, JavaScript's, then what dateparser can read."""

import re
from datetime import UTC, datetime, tzinfo
from email.utils import parsedate_to_datetime

MAX_LENGTH = 80  # characters; longer is no date, and dateparser would take its time over it
FIRST_YEAR, LAST_YEAR = 1000, 2999  # year 1 and year 9999 are how programs write "none"

LANGUAGES = ["zh", "zh-Hant", "en", "ja", "ko", "fr", "de", "es", "ru"]
SETTINGS = {
    # fixed, so that neither clock, time zone nor locale has a say
    "PARSERS": ["absolute-time"],  # no "3 days ago"
    "STRICT_PARSING": True,  # day, month and year must be there
    "RELATIVE_BASE": datetime(2000, 1, 1),  # noqa: DTZ001 - naive, as dateparser wants it
    "DATE_ORDER": "YMD",
    "RETURN_AS_TIMEZONE_AWARE": False,
}

_RFC_822 = re.compile(r"(?:[A-Za-z]{3,9},? +)?\d{1,2}[ -][A-Za-z]{3}[ -]\d{2,4} +\d{1,2}:\d\d")
_JAVASCRIPT = re.compile(
    r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{1,2}) (\d{4}) (\d\d:\d\d:\d\d)"
    r"(?: (?:GMT|UTC)([+-]\d{4})?)?(?: \(.*\))?"
)
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?")  # seconds or milliseconds since 1970
_NO_MONTH = re.compile(r"\d{4}\D(?:1[3-9]|[2-9]\d)\D")  # after a year; dateparser would take it for the day
_ZONE = re.compile(r"(?<=\d)\s*(?:(?:GMT|UTC)?([+-]\d\d:?\d\d)|Z|GMT|UTC|[A-Z]{3,4})(?:\s*\(.*\))?$")


def read_date(text: str) -> datetime | None:
    """The date and time `text` states, with its offset if it states one; None for what is no date.

    The calendar date is the one written, never shifted into another zone.
    """
    text = text.strip()
    if len(text) > MAX_LENGTH or not any(map(str.isdigit, text)) or _NO_MONTH.match(text):
        return None
    try:
        found = _known_form(text) or _with_dateparser(text)
    except (ValueError, TypeError, OverflowError):
        return None
    return found if found and FIRST_YEAR <= found.year <= LAST_YEAR else None


def _known_form(text: str) -> datetime | None:
    if _EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(text[:10]), UTC)
    if _RFC_822.match(text):
        return parsedate_to_datetime(text)
    if javascript := _JAVASCRIPT.fullmatch(text):
        month, day, year, time, offset = javascript.groups()
        return parsedate_to_datetime(f"{day} {month} {year} {time} {offset or ''}")
    return _iso(text)


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _with_dateparser(text: str) -> datetime | None:
    """The zone is taken off first and put back: dateparser would shift to UTC, which may change the day."""
    import dateparser  # noqa: PLC0415 - slow to import and seldom needed

    zone = _ZONE.search(text) if ":" in text else None
    stamp = text[: zone.start()] if zone else text
    found = _iso(stamp) or dateparser.parse(stamp, languages=LANGUAGES, settings=SETTINGS)
    return found and found.replace(tzinfo=_offset(zone) if zone else None)


def _offset(zone: re.Match[str]) -> tzinfo | None:
    """The offset `zone` states; letters are UTC or nothing (CST is China's and Chicago's)."""
    if zone[1]:
        return datetime.strptime(zone[1], "%z").tzinfo
    return UTC if zone[0].strip() in {"Z", "GMT", "UTC"} else None
