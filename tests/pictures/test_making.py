"""Decoding in worker processes: what a picture does to its decoder costs that picture alone."""

import os
import time
from pathlib import Path

import pytest

from exporter import work
from exporter.model import Asset
from exporter.pictures import making, transcode
from exporter.pictures.archive import Archive, Given
from exporter.pictures.fitted import Fitted
from exporter.pictures.making import Maker
from exporter.pictures.profiles import Profile
from exporter.pictures.transcode import Unfit, fit
from exporter.store import Store
from tests.pictures.drawn import encoded, photograph

PHOTO = encoded(photograph(), "JPEG")


def treacherous(original: bytes, profile: Profile) -> Fitted:
    """A decoder with the faults that decoders written in C have had."""
    match original:
        case b"crash":
            os.abort()
        case b"hang":
            time.sleep(60)
        case b"eat":
            return Fitted(bytes(2_000_000_000), "image/png", 1, 1)
        case b"fail":
            raise RuntimeError("no such marker")
    return fit(original, profile)


@pytest.mark.parametrize(
    ("original", "reason"),
    [
        (b"crash", "SIGABRT"),
        (b"hang", "took longer"),
        (b"eat", "memory"),
        (b"fail", "no such marker"),
        (b"nothing", "not a picture"),
    ],
)
def test_a_bad_picture_costs_itself_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, original: bytes, reason: str
) -> None:
    monkeypatch.setattr(transcode, "fit", treacherous)
    monkeypatch.setattr(making, "LIMITS", work.Limits(memory=400, cpu=10, wall=2))
    with Store(tmp_path) as store, work.executor(1, apart=True) as pool:
        maker = Maker(Archive(store), pool, Profile())
        with pytest.raises(Unfit, match=reason):
            maker.of(Given(original))
        assert (maker.of(Given(PHOTO)) or pytest.fail("no picture")).width == 120


def test_of_pictures_that_are_sent_together_a_bad_one_costs_itself_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transcode, "fit", treacherous)
    lot = [Given(PHOTO), Given(b"crash"), Given(b"nothing"), Given(PHOTO)]
    with Store(tmp_path) as store, work.executor(1, apart=True) as pool:
        first, crashed, nothing, again = Maker(Archive(store), pool, Profile()).all_of(lot)
    assert isinstance(crashed, Unfit)
    assert str(nothing) == "not a picture"
    assert isinstance(first, Asset)
    assert first == again


def test_what_was_made_is_not_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(tmp_path) as store:
        made = Maker(Archive(store), None, Profile()).of(Given(PHOTO))
        monkeypatch.setattr(transcode, "fit", lambda *_: pytest.fail("made again"))
        assert Maker(Archive(store), None, Profile()).of(Given(PHOTO)) == made


def test_a_verdict_is_sent_without_its_cause(tmp_path: Path) -> None:
    """Once distributed is imported, exceptions are pickled with what caused them."""
    pytest.importorskip("distributed")
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><g></svg>'
    with (
        Store(tmp_path) as store,
        work.executor(1, apart=True) as pool,
        pytest.raises(Unfit, match="damaged picture"),
    ):
        Maker(Archive(store), pool, Profile()).of(Given(svg))
