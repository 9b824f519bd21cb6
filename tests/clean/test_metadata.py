"""Title, language, source, description, fingerprint."""

import pytest

from exporter.notices import Notice

TITLES = [
    ("entities", "渡口&nbsp;&amp; 桥", "", "渡口 & 桥"),
    ("lines", "渡口\n的雨 ", "", "渡口 的雨"),
    ("quotes around quotes", "\"\"\"'渡口的雨'\"\"\"", "", "渡口的雨"),
    ("quotes of its own stay", "“渡口”与“桥”", "", "“渡口”与“桥”"),
    ("_ restored from the text", "渡口 _ 雨中的三天", "<p>渡口 | 雨中的三天</p>§", "渡口 | 雨中的三天"),
    ("_ restored twice", "论_渡口_的雨声", "<p>他写了论“渡口”的雨声。</p>", "论“渡口”的雨声"),
    ("_ that the text does not explain", "渡口_雨", "<p>船来了</p>", "渡口_雨"),
    ("a cut copy of the lead", "【渡口停摆】三月四日，河水涨了半尺，渡口...",
     "<p>【渡口停摆】三月四日，河水涨了半尺，渡口停摆三天。</p>", "渡口停摆"),
    ("a cut copy without brackets", "三月四日渡口停摆。河水涨了半尺，船...",
     "<p>三月四日渡口停摆。河水涨了半尺，船都上了岸。</p>", "三月四日渡口停摆"),
    ("cut, but no copy", "渡口的雨...", "<p>船来了</p>", "渡口的雨..."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "html", "expected"), [case[1:] for case in TITLES], ids=[case[0] for case in TITLES]
)
def test_title(cleaned, title, html, expected):
    assert cleaned(html, title=title).title == expected


def test_source_is_the_author_whom_the_categories_name(cleaned):
    assert cleaned("§", author="河边日报", categories=("报刊", "河边日报")).source == "河边日报"
    assert cleaned("§", author="周渡", categories=("报刊", "河边日报")).source == ""


def test_description(cleaned):
    assert cleaned("<h2>船</h2><p>短。</p>§").description.startswith("这一天的雨")
    assert cleaned("§", description="渡口一日").description == "渡口一日"
    ruby = cleaned("<p><ruby>渡口<rt>dùkǒu</rt></ruby>停了三天，河水涨了半尺，船在对岸等着。</p>").description
    assert ruby == "渡口停了三天，河水涨了半尺，船在对岸等着。"
    long = cleaned("<p>" + "河水涨了半尺，渡口停了三天。" * 30 + "</p>").description
    assert long.endswith("。")
    assert len(long) <= 161


def test_fingerprint_is_of_the_text_without_white_space(cleaned):
    assert (
        cleaned("<p>船来了</p><p>桥断了</p>").fingerprint
        == cleaned("<div>船 来了<br>桥断了</div>").fingerprint
    )
    assert cleaned("<p>船来了</p>").fingerprint != cleaned("<p>船来</p>").fingerprint


def test_language_of_the_front_matter_comes_first(cleaned):
    assert cleaned("<p>船来了</p>", lang="ja").lang == "ja"
    assert cleaned("<p>渡し舟が来ました</p>").lang == "ja"


def test_notices_of_the_reading_stay(cleaned):
    earlier = Notice("encoding-guessed", "gb18030", "post.md")
    assert cleaned("§", notices=(earlier,)).notices[0] == earlier
