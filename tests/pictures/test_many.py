"""Many pictures: an article that shows more than any honest one, posts that all show the same."""

from collections.abc import Callable
from pathlib import Path

from exporter.illustrating import MOST
from exporter.pipeline import Run
from exporter.settings import Settings
from tests.pictures.drawn import encoded, photograph


def test_at_most_five_hundred_pictures_of_an_article_are_looked_for(tmp_path: Path) -> None:
    pictures = "".join(f"<p>第{n}张</p><p><img src='http://a.example/{n}.jpg'></p>" for n in range(MOST + 5))
    (tmp_path / "post.md").write_text(f"---\ntitle: 渡口\n---\n{pictures}", "utf-8")
    run = Run(Settings(cache=tmp_path / "cache", offline=True))
    run.read([str(tmp_path / "post.md")])
    assert len(run.illustrate()) == run.tally.placeholder == MOST
    reasons = [notice.about.partition(":")[0] for notice in run.notices if notice.code == "picture-missing"]
    assert (reasons.count("offline"), reasons.count(f"more than {MOST} pictures")) == (MOST, 5)


def test_a_file_that_many_posts_show_is_read_once(
    tmp_path: Path, watch_reads: Callable[[], Callable[[], list[Path]]]
) -> None:
    opened = watch_reads()
    (tmp_path / "a.jpg").write_bytes(encoded(photograph(), "JPEG"))
    for n in range(40):
        (tmp_path / f"{n}.md").write_text(f"---\ntitle: 渡口 {n}\n---\n<img src='a.jpg'>{n}", "utf-8")
    run = Run(Settings(cache=tmp_path / "cache", offline=True, rebuild=True, jobs=1))
    run.read([str(tmp_path)])
    assert len(run.illustrate()) == run.tally.beside == 40
    assert opened() == [tmp_path / "a.jpg"]
