"""What the engine leaves to WeasyPrint, a reason a case; and that it changes nothing where no rule asks it."""

from pathlib import Path

import pytest

from exporter.write.pdf.lines import setting
from exporter.write.pdf.lines.shaping import Shaper
from tests.write.pdf.lines.geometry import characters, lines, set_, texts

REASONS = [
    # reason, text, style; what stands in a Chinese paragraph, but for hyphenation
    ("preserved spaces", "两个  空格", "white-space: pre-wrap"),
    ("hyphenation", "hyphenation", "hyphens: auto"),
    ("letter spacing", "字距", "letter-spacing: 2pt"),
    ("word spacing", "two words", "word-spacing: 2pt"),
    ("right to left", "文字", "direction: rtl"),
    ("odd wraps", "断开", "word-break: break-all"),
    ("right to left or control characters", "说 שלום 了", ""),
    ("right to left or control characters", "tab\u0085ulator", ""),
    ("missing glyphs", "没有\U0010fffd字", ""),
    ("coloured glyphs", "笑 😀", "font-family: 'Noto Serif CJK SC', 'Noto Color Emoji'"),
    ("", "山路在雾里，ABC", ""),
    ("", "下划线", "text-decoration: underline"),
    ("", "不断开", "white-space: nowrap"),
]


@pytest.mark.parametrize(("reason", "text", "css"), REASONS)
def test_reasons(reason: str, text: str, css: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    shape = Shaper.shape

    def watched(shaper: Shaper, shaped: str, style: object) -> object:
        result = shape(shaper, shaped, style)
        if shaped == text:
            found.append(result if isinstance(result, str) else "")
        return result

    monkeypatch.setattr(Shaper, "shape", watched)
    lang = "en" if reason == "hyphenation" else "zh-Hans"
    set_(tmp_path / "x.pdf", f"<p>{text}</p>", css=f"p {{ {css} }}", lang=lang)
    assert reason in found


@pytest.mark.parametrize(("reason", "text", "css"), REASONS)
def test_all_of_it_is_set(reason: str, text: str, css: str, tmp_path: Path) -> None:
    del reason
    for number, engine in enumerate((True, False)):
        set_(
            tmp_path / f"{number}.pdf",
            f"<p>{'山路在雾里' * 5}{text}{'拐了三个弯' * 5}</p>",
            css=f"p {{ {css} }}",
            engine=engine,
        )
    drawn = ["".join(sorted("".join(texts(tmp_path / f"{n}.pdf")).replace(" ", ""))) for n in range(2)]
    assert drawn[0] == drawn[1]


def test_an_emoji_does_not_hand_over_its_paragraph(tmp_path: Path) -> None:
    text = "山路在雾里拐了三个弯，邮差把自行车😀靠在石墙上，取下帽子，朝屋里喊了一声。没有人应。"
    css = "p { font-family: 'Noto Serif CJK SC', 'Noto Color Emoji' }"
    done = set_(tmp_path / "x.pdf", f"<p>{text}</p>", 11.5, css=css)
    assert not done.warnings
    first = lines(tmp_path / "x.pdf")[0]
    assert min(abs(first[-1].x + part - 11.5) for part in (0.5, 1)) < 0.01


def test_what_joins_to_an_emoji_stays_with_it(tmp_path: Path) -> None:
    css = "p { font-family: 'Noto Serif CJK SC', 'Noto Color Emoji' }"
    done = set_(tmp_path / "x.pdf", "<p>暗号\U0001f3d4\ufe0f\U0001f3d4\ufe0e。邮袋</p>", css=css)
    assert not done.missing
    assert "".join(texts(tmp_path / "x.pdf")).replace("\ufe0f", "") == "暗号。邮袋"


LATIN = (
    "The road bends three times in the fog. The postman leans his bicycle against the stone wall, takes off his "
    "cap and calls into the house: “Is anybody home?” Nobody answers; efficient offices fill 3,000 fluffy waffles. "
)
PLAIN = [
    ("English", f"<p>{LATIN * 3}</p>", "en", ""),
    ("left aligned", f"<p>{LATIN * 3}</p>", "en", "p { text-align: left }"),
    ("with tags", f"<p>{LATIN.replace('postman', '<b>postman</b>').replace('stone', '<i>st<b>o</b>ne</i>') * 3}</p>", "en", ""),
    ("Russian", "<p>" + "Почтальон прислоняет велосипед к каменной стене, снимает фуражку. " * 6 + "</p>", "ru", ""),
    ("Korean", "<p>" + "산길은 안개 속에서 세 번 굽어지고 우체부는 자전거를 돌담에 기대어 놓았다. " * 6 + "</p>", "ko", ""),
    ("mixed, in English", f"<p>{(LATIN + '山路在雾里，') * 3}</p>", "en", ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "lang", "css"), [case[1:] for case in PLAIN], ids=[case[0] for case in PLAIN]
)
def test_other_languages_are_set_as_ever(body: str, lang: str, css: str, tmp_path: Path) -> None:
    for number, engine in enumerate((True, False)):
        set_(tmp_path / f"{number}.pdf", body, 23, lang=lang, css=css, engine=engine)
    ours, plain = ([d for d in characters(tmp_path / f"{n}.pdf") if d.text != " "] for n in range(2))
    assert [drawn.text for drawn in ours] == [drawn.text for drawn in plain]
    far = [abs(a.x - b.x) * 10 for a, b in zip(ours, plain, strict=True)]
    assert sorted(far)[int(len(far) * 0.99)] <= 0.05
    assert max(abs(a.y - b.y) for a, b in zip(ours, plain, strict=True)) <= 0.05


@pytest.mark.parametrize("step", ["fit", "alone", "plan"])
def test_what_fails_is_set_by_weasyprint(step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object, **__: object) -> float:
        raise ZeroDivisionError("no line today")

    monkeypatch.setattr(setting, step, failing)
    done = set_(tmp_path / "x.pdf", "<p>山路<b>在</b>雾里拐了三个弯，邮差把自行车靠在石墙上。</p>", 11)
    assert texts(tmp_path / "x.pdf")
    assert any("no line today" in warning for warning in done.warnings)


def test_an_unknown_weasyprint_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("weasyprint.__version__", "71.0")
    done = set_(tmp_path / "x.pdf", "<p>山路</p>")
    assert done.unset == "WeasyPrint 71.0 is not 70"


def test_long_texts_are_parted(tmp_path: Path) -> None:
    body = "山路在雾里，拐了“三个”弯。" * 900
    set_(tmp_path / "x.pdf", f"<p>{body}</p>", 40)
    assert "".join(texts(tmp_path / "x.pdf")) == body


BREAKS = "<p>山路在雾里<br>拐了三个弯，邮差<br><br>把自行车<b>靠在<br></b>石墙上</p>"


def test_forced_breaks_stay(tmp_path: Path) -> None:
    set_(tmp_path / "x.pdf", BREAKS, 6)
    assert texts(tmp_path / "x.pdf") == ["山路在雾里", "拐了三个弯，", "邮差", "把自行车靠在", "石墙上"]


def test_a_word_longer_than_the_line_is_torn_if_the_style_lets_it(tmp_path: Path) -> None:
    body = f"<p>看 https{'x' * 40} 吧</p>"
    set_(tmp_path / "x.pdf", body, 8, css="p { overflow-wrap: anywhere }")
    assert max(drawn.x for drawn in characters(tmp_path / "x.pdf")) < 8
    assert "".join(texts(tmp_path / "x.pdf")).replace(" ", "") == f"看https{'x' * 40}吧"
