from pathlib import Path

import pytest

from exporter.notices import ConfigurationError
from exporter.settings import Settings, load


def configured(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "exporter.yaml"
    path.write_text(text, "utf-8")
    return path


def test_option_beats_file_beats_default(tmp_path: Path) -> None:
    path = configured(tmp_path, "page: b5\nformat: [epub, pdf]\nmedia: mirror\ntemplate-dir: mine\n")
    settings = load(path, {"page": "32k", "theme": None, "media": ()})
    assert (settings.page, settings.theme, settings.format) == ("32k", "", ("epub", "pdf"))
    assert (settings.media, settings.template_dir) == ((tmp_path / "mirror",), tmp_path / "mine")
    assert load(path, {}).page == "b5"


def test_no_file_no_options_is_the_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load(None, {"title": None}) == Settings()


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("page: [a5\n", ":2", "not valid YAML"),
        ("pgae: a5\n", "exporter.yaml", "unknown setting “pgae”"),
        ("jobs: many\n", "exporter.yaml", "“jobs” should be a int"),
        ("jobs: -5\n", "exporter.yaml", "“jobs” cannot be less than nothing"),
        ("offline: 1\n", "exporter.yaml", "“offline” should be a bool"),
        ("- a\n", "exporter.yaml", "expected “name: value” lines"),
        ("format: epub,docx\n", "exporter.yaml", "“format” holds docx"),
        ("by: mood\n", "exporter.yaml", "“by” holds mood"),
        ("typography-off: [gaps, commas]\n", "exporter.yaml", "“typography_off” holds commas"),
        ("typography: loose\n", "exporter.yaml", "“typography” holds loose"),
        ("convert: s2x\n", "exporter.yaml", "“convert” holds s2x"),
    ],
)
def test_a_wrong_file_says_what_and_where(tmp_path: Path, text: str, place: str, message: str) -> None:
    with pytest.raises(ConfigurationError, match=message) as caught:
        load(configured(tmp_path, text), {})
    assert caught.value.place.endswith(place)
