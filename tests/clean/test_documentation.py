"""What the documentation lists is what there is."""

from pathlib import Path

from exporter.clean import CLEANERS
from exporter.clean.sites import schema

DOCS = Path(__file__).parents[2] / "docs"


def test_every_cleaner_is_documented_in_its_order():
    table = (DOCS / "cleaning.md").read_text("utf-8").split("## 2.")[1].split("## 3.")[0]
    rows = [line.split("|")[2].split(",") for line in table.splitlines() if line.startswith("|")][2:]
    assert [name.strip() for row in rows for name in row] == [name for name, _ in CLEANERS]


def test_every_key_of_a_site_file_is_documented():
    text = (DOCS / "sites.md").read_text("utf-8")
    keys = [*schema.KEYS, *schema.RECOGNISE, *schema.PLAYER]
    assert [
        key for key in keys if f"`{key}`" not in text and f"{key}:" not in text and f"{key}," not in text
    ] == []
