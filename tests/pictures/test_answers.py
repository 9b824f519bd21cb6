"""What a server's answer means."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from exporter.pictures.answers import Passing, Unreachable, judge


@pytest.mark.parametrize(
    ("status", "headers"), [(200, {}), (200, {"content-length": "100"}), (200, {"content-length": "?"})]
)
def test_worth_reading(status: int, headers: dict[str, str]) -> None:
    judge(status, headers, limit=100)


@pytest.mark.parametrize(
    ("status", "headers", "reason"),
    [
        (404, {}, "HTTP 404"),
        (204, {}, "HTTP 204"),
        (304, {}, "HTTP 304"),
        (200, {"content-length": "101"}, "too large"),
        (200, {"content-length": "9" * 5000}, "too large"),
    ],
)
def test_nothing(status: int, headers: dict[str, str], reason: str) -> None:
    with pytest.raises(Unreachable, match=reason):
        judge(status, headers, limit=100)


SOON = "twenty seconds from now"  # dated when the test runs: collecting tests may take longer


@pytest.mark.parametrize(
    ("status", "retry_after", "least", "most"),
    [
        (429, "7", 7, 7),
        (503, "0", 0, 0),
        (503, SOON, 5, 20),
        (503, "Thu, 17 Mar 2022 01:17:15 GMT", 0, 0),
        (503, "Thu, 17 Mar 2022 01:17:15", 0, 0),
        (503, "9" * 400, 1e8, 1e9),
    ],
)
def test_asks_for_patience(status: int, retry_after: str, least: float, most: float) -> None:
    if retry_after == SOON:
        retry_after = format_datetime(datetime.now(UTC) + timedelta(seconds=20), usegmt=True)
    with pytest.raises(Passing) as caught:
        judge(status, {"retry-after": retry_after}, limit=100)
    assert caught.value.wait is not None
    assert least <= caught.value.wait <= most


@pytest.mark.parametrize("retry_after", ["", "soon", "-1", "²"])
def test_may_pass_without_a_time(retry_after: str) -> None:
    with pytest.raises(Passing) as caught:
        judge(500, {"retry-after": retry_after}, limit=100)
    assert caught.value.wait is None
