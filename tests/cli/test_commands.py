import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_help_shows_commands_and_exit_codes(exporter: Run) -> None:
    result = exporter("--help")
    assert result.returncode == 0
    for word in (
        "epub",
        "pdf",
        "bundle",
        "inspect",
        "fetch",
        "check",
        "doctor",
        "template",
        "style",
        "Exit codes",
    ):
        assert word in result.stdout


def test_standard_output_holds_the_written_path_alone(exporter: Run, posts: Path) -> None:
    result = exporter("epub", str(posts / "a.md"), "--offline")
    assert (result.returncode, result.stdout) == (0, "茶馆.epub\n")
    again = exporter("epub", str(posts / "a.md"), "--offline")
    assert again.stdout == "茶馆 (2).epub\n"  # a name of our choosing overwrites nothing


def test_a_folder_becomes_one_book_by_date(exporter: Run, posts: Path) -> None:
    result = exporter(
        "epub", str(posts), "-o", "all.epub", "--title", "合集", "--offline", "--report", "report.json"
    )
    assert result.returncode == 0, result.stderr
    report = json.loads((posts.parent / "report.json").read_text("utf-8"))
    assert [a["title"] for a in report["articles"]] == ["渡口", "茶馆", "Lathe notes"]
    assert all(a["written"] for a in report["articles"])
    (output,) = report["outputs"]
    assert output["bytes"] == (posts.parent / "all.epub").stat().st_size
    assert set(report["seconds"]) == {"read", "pictures", "bind", "write"}


def test_bundle_makes_a_book_a_category_in_each_format(exporter: Run, posts: Path) -> None:
    result = exporter("bundle", str(posts), "-o", "books", "--format", "epub,pdf,tree", "--offline")
    assert result.returncode == 0, result.stderr
    assert sorted(result.stdout.splitlines()) == sorted(
        f"books/{title}.{kind}" for title in ("生活", "Uncategorised") for kind in ("epub", "pdf", "tree")
    )
    tree = (posts.parent / "books" / "生活.tree").read_text("utf-8")
    assert tree.index("渡口") < tree.index("饮食") < tree.index("茶馆")


def test_standard_input(exporter: Run) -> None:
    result = exporter("inspect", "-", "--json", stdin="---\ntitle: 口信\n---\n<p>今晚到。</p>")
    assert result.returncode == 0, result.stderr
    view = json.loads(result.stdout)
    assert (view["path"], view["title"], view["text"]) == ("-", "口信", "今晚到。")


def test_inspect_shows_metadata_and_outline(exporter: Run, posts: Path) -> None:
    view = json.loads(exporter("inspect", str(posts / "b.md"), "--json").stdout)
    assert view["author"] == "林间"
    assert view["date"].startswith("2021-04-01")
    assert view["categories"] == ["生活"]
    assert view["language"] == "zh-Hans"
    assert [(s["level"], s["title"]) for s in view["sections"]] == [(1, "船"), (1, "人")]
    text = exporter("inspect", str(posts / "b.md")).stdout
    assert "§ 船" in text
    assert "林间" in text


def test_template_and_style_print_what_is_built_in(exporter: Run) -> None:
    names = exporter("template").stdout.splitlines()
    assert "labels.yaml" in names
    assert all(exporter("template", name).stdout for name in names[:2])
    assert "print.css" in exporter("style").stdout.splitlines()


def test_doctor_names_fonts_and_libraries(exporter: Run) -> None:
    result = exporter("doctor")
    assert result.returncode == 0
    for word in ("Noto Serif CJK SC", "HarfBuzz subset", "weasyprint"):
        assert word in result.stdout


def test_check_finds_what_is_wrong(exporter: Run, posts: Path) -> None:
    exporter("epub", str(posts / "a.md"), "-o", "good.epub", "--offline")
    whole = (posts.parent / "good.epub").read_bytes()
    (posts.parent / "bad.epub").write_bytes(whole[: len(whole) // 2])
    assert exporter("check", "good.epub").returncode == 0
    result = exporter("check", "good.epub", "bad.epub")
    assert result.returncode == 3
    assert "bad.epub: " in result.stdout


ERRORS = [
    ("no such post", ["epub", "nowhere.md"], 3, "nowhere.md"),
    ("no such page size", ["pdf", "posts/a.md", "--page", "a9"], 2, "a9"),
    ("no such format", ["bundle", "posts", "--format", "docx"], 2, "docx"),
    ("no post named", ["epub"], 2, "PATH"),
    ("no such category", ["bundle", "posts", "--select", "体育"], 2, "体育"),
    ("no such template", ["template", "nowhere"], 4, "nowhere"),
    ("wrong settings", ["epub", "posts/a.md", "--config", "wrong.yaml"], 4, "wrong.yaml:2"),
    ("output under a file", ["epub", "posts/a.md", "-o", "posts/a.md/x.epub", "--offline"], 5, "x.epub"),
    (
        "wrong template",
        ["epub", "posts/a.md", "--template-dir", "mine", "--offline"],
        4,
        "chapter.xhtml.j2:2",
    ),
]


@pytest.mark.parametrize(
    ("arguments", "code", "said"), [row[1:] for row in ERRORS], ids=[row[0] for row in ERRORS]
)
def test_one_clear_line_and_the_documented_exit_code(
    exporter: Run, posts: Path, arguments: list[str], code: int, said: str
) -> None:
    (posts.parent / "wrong.yaml").write_text("page: a5\njobs: ]\n", "utf-8")
    mine = posts.parent / "mine" / "epub" / "chapter.xhtml.j2"
    mine.parent.mkdir(parents=True)
    mine.write_text("<html>\n{{ nobody.knows }}</html>\n", "utf-8")
    result = exporter(*arguments)
    assert result.returncode == code, result.stderr
    assert said in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


def test_a_bad_article_never_loses_a_good_one(exporter: Run, posts: Path) -> None:
    (posts / "bad.md").write_bytes(b"\x00\x01\x02\xff" * 1000)
    result = exporter("bundle", str(posts), "-o", "books", "--offline")
    assert result.returncode == 3
    assert "bad.md" in result.stderr
    assert len(result.stdout.splitlines()) == 2


def test_strict_turns_a_warning_into_exit_6_after_writing(exporter: Run, posts: Path) -> None:
    (posts / "p.md").write_text(
        "---\ntitle: 照片\n---\n<p>看图。</p><img src='https://img.example/1.jpg'>", "utf-8"
    )
    result = exporter("epub", str(posts / "p.md"), "-o", "p.epub", "--offline", "--strict")
    assert (result.returncode, result.stdout) == (6, "p.epub\n")
    assert "https://img.example/1.jpg" in result.stderr


def test_control_and_bidi_characters_reach_no_terminal(exporter: Run, posts: Path) -> None:
    (posts / "p.md").write_text(
        "---\ntitle: x\n---\n<img src='https://img.example/\u202e\u001b[31m.jpg'>", "utf-8"
    )
    result = exporter("epub", str(posts / "p.md"), "-o", "p.epub", "--offline")
    assert not set(result.stderr) & {"\u202e", "\u001b"}


def test_text_rules_and_conversion_from_the_command_line(exporter: Run, posts: Path) -> None:
    post = posts / "d.md"
    post.write_text('---\ntitle: "渡口的 API"\ncategories: [软件]\n---\n<p>他说" 头发 ",用API。</p>', "utf-8")

    def shown(*options: str) -> dict[str, str]:
        result = exporter("inspect", str(post), "--json", *options)
        assert result.returncode == 0, result.stderr
        return json.loads(result.stdout)

    assert shown()["text"] == "他说“头发”，用 API。"
    assert shown("--typography", "none")["text"] == '他说" 头发 ",用API。'
    converted = shown("--convert", "s2twp", "--quotes", "region")
    assert converted["text"] == "他說「頭髮」，用 API。"
    assert (converted["language"], converted["categories"]) == ("zh-Hant-TW", ["軟體"])
    (posts.parent / "exporter.yaml").write_text("typography-off: [gaps, punctuation]\n", "utf-8")
    assert shown()["text"] == "他说“头发”,用API。"
    (posts.parent / "exporter.yaml").write_text("typography-off: [commas]\n", "utf-8")
    wrong = exporter("inspect", str(post))
    assert wrong.returncode == 4
    assert "commas" in wrong.stderr
    assert "punctuation" in wrong.stderr


def test_a_converted_book_is_found_by_either_name_of_its_category(exporter: Run, posts: Path) -> None:
    (posts / "d.md").write_text("---\ntitle: 渡口\ncategories: [软件]\n---\n<p>这里没有船。</p>", "utf-8")
    result = exporter(
        "bundle", str(posts), "-o", "books", "--convert", "s2tw", "--select", "软件", "--offline"
    )
    assert result.returncode == 0, result.stderr
    assert result.stdout == "books/軟件.epub\n"
