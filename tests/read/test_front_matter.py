"""Front matter: split off, read as plain strings, repaired where it does not parse, never a danger."""

import time

import pytest

from exporter.read.front_matter import MAX_LENGTH, split, unquoted

SCRAPED = """
---
title: '晨雾里的渡口｜"摆渡人"说'
categories:\x20
 - 地方
 - 江边日报
 - source
headimg: 'https://img.example/a.jpg'
author: 江边日报
comments: false
date: Thu, 17 Mar 2022 01:17:15 GMT
---

<div>
正文
</div>
"""


def test_the_shape_of_saved_articles() -> None:
    front = split(SCRAPED)
    assert front.fields == {
        "title": '晨雾里的渡口｜"摆渡人"说',
        "categories": ["地方", "江边日报", "source"],
        "headimg": "https://img.example/a.jpg",
        "author": "江边日报",
        "comments": "false",
        "date": "Thu, 17 Mar 2022 01:17:15 GMT",
    }
    assert front.body == "\n<div>\n正文\n</div>\n"
    assert front.repaired == ""


@pytest.mark.parametrize(
    ("block", "title"),
    [
        ("title: 0123", "0123"),
        ("title: 2022-03-17", "2022-03-17"),
        ("title: yes", "yes"),
        ("title: 1e3", "1e3"),
        ("title: ~", ""),
        ("title:", ""),
        ("title: '~'", "~"),
        ("Title: 大写的键", "大写的键"),
        ('title: "转义\\u0041"', "转义A"),
        ("title: '它''s'", "它's"),
        ("title: '@灯塔 \"\n晚安\n\n明天见\n\"'", '@灯塔 " 晚安\n明天见 "'),
        ("title: |\n  一\n  二", "一\n二\n"),
        ("title: >-\n  一\n  二", "一 二"),
        ("title: 冒号：不碍事", "冒号：不碍事"),
        ("title: 一:二", "一:二"),
        ("# 注释\ntitle: 有注释", "有注释"),
    ],
)
def test_values_are_the_text_as_written(block: str, title: str) -> None:
    front = split(f"---\n{block}\n---\n正文")
    assert front.fields["title"] == title
    assert front.repaired == ""
    assert front.body == "正文"


@pytest.mark.parametrize(
    ("block", "title"),
    [
        ('title: """""""\'第三回\'"""""""', "第三回"),
        ('title: "甲" 与 "乙"', '"甲" 与 "乙"'),
        ("title: '船夫's 歌'", "船夫's 歌"),
        ('title: "他说"好"了"', '他说"好"了'),
        ("title: 一: 二", "一: 二"),
        ("title: *ST江水今日停牌", "*ST江水今日停牌"),
        ("title: &号的由来", "&号的由来"),
        ("title: !重要通知", "!重要通知"),
        ("title: [组图] 雾中渡口", "[组图] 雾中渡口"),
        ("title: {草稿} 渡口", "{草稿} 渡口"),
        ("title: @灯塔 说", "@灯塔 说"),
        ("title: `代码`", "`代码`"),
        ("title: %编码", "%编码"),
        ('title: "没有合上', '"没有合上'),
        ("title: '两行\n的题目 'x' 在此'", "两行\n的题目 'x' 在此"),
        ("title: !!python/object/apply:os.system ['true']", "!!python/object/apply:os.system ['true']"),
        ("title: 制表\n\tfoo: bar", "制表"),
        ("? [x, y]\n: b\ntitle: 键不是字", "键不是字"),
    ],
)
def test_what_yaml_refuses_is_read_field_by_field(block: str, title: str) -> None:
    front = split(f"---\nauthor: 江边日报\n{block}\ncategories:\n - 地方\n - 渡口\n---\n正文")
    assert front.fields["title"] == title
    assert front.fields["author"] == "江边日报"
    assert front.fields["categories"] == ["地方", "渡口"]
    assert front.repaired
    assert front.body == "正文"


def test_the_reason_names_line_and_column_of_the_file() -> None:
    assert split('\n---\nauthor: 甲\ntitle: "a" b\n---\n').repaired.startswith("line 4, column 12: ")


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("正文", "正文"),
        ("", ""),
        ("<p>a</p>\n---\n<p>b</p>", "<p>a</p>\n---\n<p>b</p>"),
        ("---\n\n一段话。\n\n---\n\n又一段。", "---\n\n一段话。\n\n---\n\n又一段。"),
        ("---\n他说: “走”: 好\n---\n然后", "---\n他说: “走”: 好\n---\n然后"),
        ("---\n- 甲\n- 乙\n---\n", "---\n- 甲\n- 乙\n---\n"),
        ("----\ntitle: x\n----\n", "----\ntitle: x\n----\n"),
        ("---\n---\n空的", "空的"),
    ],
)
def test_what_is_no_front_matter_stays_in_the_body(text: str, body: str) -> None:
    front = split(text)
    assert front.fields == {}
    assert front.body == body


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("---\ntitle: x\n...\n正文", "x", "正文"),
        ("---  \ntitle: x\n---\t\n正文\n---\n尾", "x", "正文\n---\n尾"),
        ("\n\n \n---\ntitle: x\n---", "x", ""),
        ("---\ntitle: 没有合上\ndate: 2022-01-01\n\n正文\n", "没有合上", "\n正文\n"),
        ("---\ntitle: 没有合上\n<p>正文</p>", "没有合上", "<p>正文</p>"),
        ("title: 旧式\ndate: 2014-01-01 10:00:00\ntags:\n---\n正文", "旧式", "正文"),
        ('+++\ntitle = "汤"\ntags = ["a"]\n+++\n正文', "汤", "正文"),
        ("+++\ntitle = 没有引号\n+++\n正文", "没有引号", "正文"),
    ],
)
def test_fences_of_all_kinds(text: str, title: str, body: str) -> None:
    front = split(text)
    assert front.fields["title"] == title
    assert front.body == body


def test_toml_values_are_strings_too() -> None:
    fields = split("+++\ndate = 2022-03-17T01:17:15Z\nweight = 3\n[params]\ncover = 'a.jpg'\n+++\n").fields
    assert fields == {"date": "2022-03-17T01:17:15+00:00", "weight": "3", "params": {"cover": "a.jpg"}}


BOMBS = {
    "aliases": 'a: &a ["x","x","x","x","x","x","x","x","x"]\n'
    + "".join(
        f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    ),
    "recursive": "a: &a [*a]\n",
    "merge": "base: &b {title: x}\n<<: *b\n",
    "flow": "a: " + "[" * 100_000,
    "closed flow": "a: " + "[" * 100_000 + "]" * 100_000,
    "maps": "{a: " * 50_000,
    "blocks": "- " * 100_000,
    "questions": "? " * 100_000,
    "fields": "".join(f"k{n}: v\n" for n in range(25_000)),
    "broken fields": "".join(f"k{n}: *v\n" for n in range(25_000)),
    "long": "a: " + "长" * (2 * MAX_LENGTH),
    "quotes": "a: " + '"' * 250_000,
    "number": "a: " + "9" * 200_000,
}


TOML_BOMBS = {
    "dotted": "a" + ".a" * 100_000 + " = 1",
    "short dotted": "a" + ".a" * 1_900 + " = 1",
    "arrays": "a = " + "[" * 4_000,
    "tables": "a = " + "{a=" * 1_000,
    "fields": "".join(f"k{n} = 1\n" for n in range(20_000)),
    "number": "a = " + "9" * 200_000,
    "quotes": "a = " + '"' * 200_000,
}


@pytest.mark.parametrize(
    ("fence", "title", "bomb"),
    [pytest.param("---", "title: '渡口'", bomb, id=name) for name, bomb in BOMBS.items()]
    + [pytest.param("+++", "title = '渡口'", bomb, id="TOML " + name) for name, bomb in TOML_BOMBS.items()],
)
def test_bombs_cost_milliseconds_and_the_rest_is_still_read(fence: str, title: str, bomb: str) -> None:
    start = time.process_time()
    front = split(f"{fence}\n{title}\n{bomb}\n{fence}\n正文")
    assert time.process_time() - start < 0.5
    assert front.fields["title"] == "渡口"
    assert front.body == "正文"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("'甲'", "甲"),
        ('"""\'甲\'"""', "甲"),
        ('"甲" 和 "乙"', '"甲" 和 "乙"'),
        ("'甲", "'甲"),
        ("'说 '甲' 的人'", "说 '甲' 的人"),
        ('""', ""),
        ('"', '"'),
        ("", ""),
        ("'it's'", "it's"),
        ("“甲”", "“甲”"),
    ],
)
def test_quotes_around_are_taken_off_quotes_within_stay(text: str, expected: str) -> None:
    assert unquoted(text) == expected
