"""Each saving alone, and all of them together, against none: the same bytes, document after document."""

import io
from collections.abc import Collection, Sequence
from importlib import import_module
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from exporter.settings import Settings
from exporter.write.pdf import savings
from exporter.write.pdf.lines import Rules
from exporter.write.pdf.styles import sheets
from exporter.write.pdf.typeset import Sheet, typeset
from tests.write.pdf.glyphs import glyphs

HAN = "山路在雾里拐了三个弯，邮差把自行车靠在石墙上，取下帽子，朝屋里“喂”了一声。没有人应。"
LATIN = "The postman leans his bicycle against the stone wall, takes off his cap and calls into the house. "
CSS = """
@page odd { @top-center { content: "天" counter(page) "/" counter(pages) } margin: 3cm 2cm; background: #eee }
.odd { page: odd } .odd::first-letter { font-size: 2em; float: left }
.shy { visibility: hidden; background: red } .round { border: 1pt solid; border-radius: 3pt 0 0 5% }
.lit { background: linear-gradient(red, blue); box-shadow: 1pt 1pt 2pt #888 } .wide { width: 50vw; padding: 2% }
.aside { float: right; width: 40%; margin: 0 0 1em 1em } .fixed { position: fixed; bottom: 0 }
.late { position: absolute; right: 0 } .boxed { box-sizing: border-box; width: 60%; padding: 1em; border: 2pt solid }
.two { columns: 2; column-rule: 1pt solid } .flex { display: flex; outline: 1pt dashed }
.named { --size: 2em; font-size: var(--size) } .half { opacity: 0.5 }
.turned { transform: rotate(2deg) } .row::after { content: leader(". ") attr(data-page) }
.seen { overflow: hidden; height: 3em } .calc { width: calc(100% - 3em); margin-left: calc(1em + 2pt) }
.told { padding-top: var(--rows); color: var(--hue, navy) }
"""
PICTURE = '<figure><img src="asset:1" alt="灯" style="width: 100pt; height: 72pt"><figcaption>灯塔</figcaption></figure>'
ROWS = "".join(
    f'<div class="article-row" data-page="{9 * n}"><a href="#a">第{n}篇</a></div>' for n in range(1, 30)
)
DOCUMENTS = {
    "text": f"<div class='text'><h2>渡口</h2>{f'<p>{HAN * 3}</p>' * 7}</div>",
    "Latin": f"<div class='text' lang='en'>{f'<p>{LATIN * 6}</p>' * 3}</div>",
    "lists": f"<ol><li id='a'>{HAN}</li><li>{HAN}<ul><li>一</li><li>二</li></ul></li></ol><dl><dt>甲</dt><dd>乙</dd></dl>",
    "a table": f"<table><thead><tr><th>甲</th><th>乙</th></tr></thead>{f'<tr><td>{HAN}</td><td>3</td></tr>' * 13}</table>",
    "notes": f"<div class='text'>{f'<p>{HAN}<span class=footnote data-sign=①>{HAN}</span>{HAN}</p>' * 5}</div>",
    "pictures": f"<div class='text'>{(PICTURE + f'<p>{HAN}</p>') * 3}</div>",
    "code and marks": f"<pre><code>for a in b:\n    c(a)</code></pre><p><em>{HAN}</em><mark>{HAN}</mark><u>路</u>H<sub>2</sub>O</p>",
    "emoji": f"<p>{'笑😀，走🚶‍♀️，旗🇨🇳，' * 9}<b style='font-size: 2em'>😀</b></p>",
    "ruby": "<p>" + '<span class="pair">雾<rt>wù</rt></span>' * 30 + "</p>",
    "links and anchors": "".join(f'<p id="p{n}"><a href="#p{8 - n}">{HAN}</a></p>' for n in range(9)),
    "a leader a row": f"<section class='contents' id='a'><h1>目录</h1>{ROWS}</section>",
    "a cover": "<section class='cover'><div class='cover-text'><p class='cover-title across-8'>山路</p></div></section>",
    "odd pages": f"<section class='odd'>{f'<p>{HAN}</p>' * 10}</section><p class='first' style='page-break-before: left'>完</p>",
    "counted pages": f"<style>@page :nth(2) {{ margin: 3cm }} @page :first {{ margin: 4cm }}</style>{f'<p>{HAN}</p>' * 30}",
    "odd boxes": "".join(
        f'<div class="{name}"><p>{HAN}</p><p style="margin: 1em 2em">{LATIN}</p></div>'
        for name in "shy round lit wide aside fixed late boxed two named half flex turned seen calc row".split()
    ),
    "custom properties": "".join(
        f'<div class="told" style="{told}"><p>{HAN}</p></div>'
        for told in (
            "--rows: 2em",
            "--rows: 3em; --hue: red",
            "--rows: 2em",
            "--rows: 2em; width: 9em",
            "--rows: 2em; width: 9vw",
            "--rows: 2em; margin: 1em",
        )
    ),
    "a hidden page": f"<style>html {{ overflow: hidden }} p {{ color: navy }}</style><p>{HAN}</p>",
}
LOOSE = {"leaders", "streams"}  # whose bytes are others, but not what they say


@pytest.fixture(scope="module")
def picture() -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (200, 144), "teal").save(content, "JPEG")
    return content.getvalue()


@pytest.fixture(scope="module")
def styles() -> list[Sheet]:
    return [*sheets(Settings()), Sheet(CSS)]


@pytest.fixture(scope="module")
def plain(picture: bytes, styles: list[Sheet], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return _set(picture, styles, tmp_path_factory.mktemp("plain"), ())


def _set(
    picture: bytes,
    styles: list[Sheet],
    folder: Path,
    names: Collection[str],
    ways: Sequence[Rules | None] = (Rules(), None),
) -> dict[str, bytes]:
    """Every document with and without rules of lines, one after the other, so that each follows others."""
    found = {}
    for rules in ways:
        for name, body in DOCUMENTS.items():
            file = folder / "x.pdf"
            markup = f'<html lang="zh-Hans"><title>{name}</title><body>{body}</body></html>'
            with savings.only(names):
                done = typeset(markup, styles, lambda _: picture, file, rules=rules)
            assert not done.warnings
            found[f"{name}, {'by rules' if rules else 'bare'}"] = file.read_bytes()
    return found


@pytest.mark.parametrize("name", [saving.name for saving in savings.SAVINGS if saving.name not in LOOSE])
def test_nothing_changes(
    name: str, plain: dict[str, bytes], picture: bytes, styles: list[Sheet], tmp_path: Path
) -> None:
    made = _set(picture, styles, tmp_path, [name], [Rules()])
    assert [each for each in made if plain[each] != made[each]] == []


def test_nothing_changes_with_all_of_them(
    plain: dict[str, bytes], picture: bytes, styles: list[Sheet], tmp_path: Path
) -> None:
    made = _set(picture, styles, tmp_path, set(savings.NAMES) - {"streams"})
    others = {each.partition(",")[0] for each in plain if plain[each] != made[each]}
    assert others == {"a leader a row", "odd boxes"}  # those with leaders


def test_the_dots_of_leaders_stay_where_they_are(
    plain: dict[str, bytes], picture: bytes, styles: list[Sheet], tmp_path: Path
) -> None:
    made = _set(picture, styles, tmp_path, ["leaders"], [Rules()])
    for name in (each for each in made if plain[each] != made[each]):
        before, after = (sorted(_placed(pdf[name])) for pdf in (plain, made))
        assert [code for _, _, _, code in before] == [code for _, _, _, code in after]
        far = [
            abs(a - b) for one, two in zip(before, after, strict=True) for a, b in zip(one, two, strict=True)
        ]
        assert max(far) < 0.02
        assert len(made[name]) < len(plain[name])


def test_streams_say_the_same(
    plain: dict[str, bytes], picture: bytes, styles: list[Sheet], tmp_path: Path
) -> None:
    made = _set(picture, styles, tmp_path, ["streams"], [Rules()])
    assert [each for each in made if _said(plain[each]) != _said(made[each])] == []
    assert sum(map(len, made.values())) < 1.01 * sum(len(plain[each]) for each in made)


def test_no_file_of_a_font_is_copied(
    picture: bytes, styles: list[Sheet], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fonts = import_module("weasyprint.pdf.fonts")
    stock, copied = fonts.get_hb_object_data, list[int]()

    def copying(*asked: object) -> bytes:
        content: bytes = stock(*asked)
        copied.append(len(content))
        return content

    monkeypatch.setattr(fonts, "get_hb_object_data", copying)
    largest = []
    for names in ((), ("programs",)):
        copied.clear()
        with savings.only(names):
            typeset(f"<body>{DOCUMENTS['a cover']}</body>", styles, lambda _: picture, tmp_path / "x.pdf")
        largest.append(max(copied))
    assert largest[1] < largest[0] / 10


def _said(content: bytes) -> list[tuple[str, bytes]]:
    """Every object, and what its stream holds."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return [_told(thing) for thing in pdf.objects if not _is_packing(thing)]


def _is_packing(thing: pikepdf.Object) -> bool:
    return isinstance(thing, pikepdf.Stream) and thing.get("/Type") in ("/ObjStm", "/XRef")


def _told(thing: pikepdf.Object) -> tuple[str, bytes]:
    if not isinstance(thing, pikepdf.Stream):
        return thing.unparse().decode("latin1"), b""
    entries = {name: repr(thing[name]) for name in sorted(thing.keys() - {"/Length"})}
    packed = thing.get("/Filter") != "/FlateDecode"
    return repr(entries), thing.read_raw_bytes() if packed else thing.read_bytes()


def _placed(content: bytes) -> list[tuple[int, float, float, int]]:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return [
            (number, round(glyph.y), glyph.x, glyph.code)
            for number, page in enumerate(pdf.pages)
            for glyph in glyphs(page)
        ]


def test_an_unknown_weasyprint_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("weasyprint.__version__", "71.0")
    stock = __import__("weasyprint.layout.percent").layout.percent.resolve_percentages
    with savings.made():
        assert __import__("weasyprint.layout.percent").layout.percent.resolve_percentages is stock


def test_every_saving_is_taken_back() -> None:
    changed = savings._replacements(frozenset(savings.NAMES))
    assert {each.saving for each in changed}.isdisjoint(each.stock for each in changed)
    with savings.made():
        assert all(vars(each.holder)[each.name] is each.saving for each in changed)
    assert all(vars(each.holder)[each.name] is each.stock for each in changed)
