"""--max-size: books too large get lighter pictures, all alike, and say so."""

import base64
import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from exporter.pipeline import Run
from exporter.settings import Settings
from tests.pictures.drawn import encoded


@pytest.fixture(scope="module")
def post(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A post with three pictures of about 200 KB each, a photograph's worth of grain in them."""
    path = tmp_path_factory.mktemp("post") / "post.md"
    grain = [Image.effect_noise((560 + number, 500), 70).convert("RGB") for number in range(2)]
    data = [base64.b64encode(encoded(image, "JPEG", quality=88)).decode() for image in grain]
    pictures = "".join(
        f"<p>渡口第{number}日</p><p><img src='data:image/jpeg;base64,{one}'></p>"
        for number, one in enumerate(data)
    )
    path.write_text(f"---\ntitle: 渡口\n---\n{pictures}", "utf-8")
    return path


def run(post: Path, folder: Path, most: int, kind: str = "epub") -> Run:
    work = Run(Settings(cache=folder / "cache", max_size=most, offline=True))
    work.export([str(post)], folder / f"book.{kind}", kind)
    assert not work.failures
    return work


def sizes(book: Path) -> list[tuple[int, int]]:
    with zipfile.ZipFile(book) as held:
        names = sorted(
            name for name in held.namelist() if name.startswith("EPUB/images/") and "cover" not in name
        )
        return [Image.open(io.BytesIO(held.read(name))).size for name in names]


@pytest.mark.parametrize(("most", "smaller"), [(450_000, False), (240_000, True)])
def test_epub(post: Path, tmp_path: Path, most: int, smaller: bool) -> None:
    whole = run(post, tmp_path, 0).written[0].size
    work = run(post, tmp_path, most)
    codes = [notice.code for notice in work.notices]
    assert work.written[0].size <= (most or whole)
    assert ("pictures-lightened" in codes) is (0 < most < whole)
    assert "book-too-large" not in codes
    widths = [width for width, _ in sizes(tmp_path / "book.epub")]
    assert all((width < 560) is smaller for width in widths), (widths, whole)
    again = run(post, tmp_path / "other", most)
    assert again.written[0].xxh128 == work.written[0].xxh128


def test_pdf(post: Path, tmp_path: Path) -> None:
    most = run(post, tmp_path, 0, "pdf").written[0].size * 3 // 4
    work = run(post, tmp_path, most, "pdf")
    assert work.written[0].size <= most
    assert "pictures-lightened" in [notice.code for notice in work.notices]


def test_more_than_can_be_done(post: Path, tmp_path: Path) -> None:
    work = run(post, tmp_path, 10_000)
    assert [n.code for n in work.notices if n.severity == "warning"] == [
        "pictures-lightened",
        "book-too-large",
    ]
