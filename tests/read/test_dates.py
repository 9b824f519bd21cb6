"""Dates: every form posts have, the calendar day as written, nothing from clock, zone or locale."""

import os
import subprocess
import sys

import pytest

from exporter.read.dates import read_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thu, 17 Mar 2022 01:17:15 GMT", "2022-03-17T01:17:15+00:00"),
        ("Thu, 17 Mar 2022 23:17:15 -0800", "2022-03-17T23:17:15-08:00"),
        ("17 Mar 2022 01:17 +0800", "2022-03-17T01:17:00+08:00"),
        ("2021-03-22 04:50:45", "2021-03-22T04:50:45"),
        ("2021-03-22", "2021-03-22T00:00:00"),
        ("20210322", "2021-03-22T00:00:00"),
        ("2021-03-22T23:50:45+08:00", "2021-03-22T23:50:45+08:00"),
        ("2021-03-22T04:50:45.123Z", "2021-03-22T04:50:45.123000+00:00"),
        ("2021-03-22 23:50:45 +0800", "2021-03-22T23:50:45+08:00"),
        ("2021-03-22 04:50:45 UTC", "2021-03-22T04:50:45+00:00"),
        ("2021-03-22 23:50:45 CST", "2021-03-22T23:50:45"),
        ("Mon Mar 22 2021 23:50:45 GMT+0800 (中国标准时间)", "2021-03-22T23:50:45+08:00"),
        ("2021/3/2 5:06", "2021-03-02T05:06:00"),
        ("2021.03.22", "2021-03-22T00:00:00"),
        ("2021年3月22日", "2021-03-22T00:00:00"),
        ("2021年3月22日 星期一 下午3:20", "2021-03-22T15:20:00"),
        ("２０２１年３月２２日", "2021-03-22T00:00:00"),
        ("March 22, 2021", "2021-03-22T00:00:00"),
        ("Mar 22, 2021 11:20 PM", "2021-03-22T23:20:00"),
        ("22 mars 2021", "2021-03-22T00:00:00"),
        ("2021년 3월 22일", "2021-03-22T00:00:00"),
        ("1616388645", "2021-03-22T04:50:45+00:00"),
        ("1616388645000", "2021-03-22T04:50:45+00:00"),
        ("  2021-03-22  ", "2021-03-22T00:00:00"),
    ],
)
def test_dates_are_read(text: str, expected: str) -> None:
    date = read_date(text)
    assert date is not None
    assert date.isoformat() == expected


@pytest.mark.parametrize(
    "text",
    [
        "Invalid Date",
        "",
        "null",
        "昨天",
        "3天前",
        "yesterday",
        "2022-02-30",
        "2022-13-01",
        "2022-03-17 25:00:00",
        "Thu, 99 Mar 2022 01:17:15 GMT",
        "0001-01-01T00:00:00Z",
        "9999-12-31",
        "2022",
        "2021年3月",
        "10:30",
        "5",
        "第5期",
        "9" * 500,
        "2022-03-17 " * 20,
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/Los_Angeles"])
def test_zone_and_locale_of_the_machine_have_no_say(zone: str) -> None:
    program = (
        "from exporter.read.dates import read_date\n"
        "for text in ['2021年3月22日 23:30', 'March 22, 2021 1:00 AM', '1616388645', '03/04/2021', '22/03/2021']:\n"
        "    print(read_date(text))"
    )
    environment = {**os.environ, "TZ": zone, "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"}
    shown = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    ).stdout
    assert shown.splitlines() == [
        "2021-03-22 23:30:00",
        "2021-03-22 01:00:00",
        "2021-03-22 04:50:45+00:00",
        "2021-04-03 00:00:00",
        "2021-03-22 00:00:00",
    ]
