"""Rules for sites: built in, beside the posts, in a folder named by the user; and what is wrong with them."""

import json
from pathlib import Path

from tests.cli.conftest import Run

POST = (
    "---\ntitle: 渡口\nauthor: 河岸通讯\n---\n<p>渡船清晨离岸，船工把缆绳绕了三圈。</p><p>投票结束于明天</p>"
)
RULES = "name: 河岸通讯\nrecognise: {sources: 河岸通讯}\nlines: 投票结束于.*\n"


def _posts(folder: Path, rules: str = RULES) -> Path:
    (folder / "posts" / "old" / "sites").mkdir(parents=True)
    (folder / "posts" / "sites").mkdir()
    (folder / "posts" / "old" / "a.html").write_text(POST, "utf-8")
    (folder / "posts" / "sites" / "hean.yaml").write_text(rules, "utf-8")
    return folder / "posts"


def _text(exporter: Run, *arguments: str) -> str:
    result = exporter("inspect", "--json", *arguments)
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)["text"]


def test_rules_beside_the_posts_are_followed(exporter: Run, tmp_path: Path) -> None:
    posts = _posts(tmp_path)
    assert "投票" not in _text(exporter, str(posts))
    assert "投票" in _text(exporter, str(posts / "old" / "a.html"))  # other rules lie beside it: none


def test_a_folder_of_rules_is_named_by_option_or_configuration(exporter: Run, tmp_path: Path) -> None:
    post = str(_posts(tmp_path) / "old" / "a.html")
    assert "投票" not in _text(exporter, post, "--sites", str(tmp_path / "posts" / "sites"))
    (tmp_path / "exporter.yaml").write_text("sites: posts/sites\n", "utf-8")
    assert "投票" not in _text(exporter, post)


def test_a_file_of_the_same_name_shadows_the_built_in_one(exporter: Run, tmp_path: Path) -> None:
    posts = _posts(tmp_path)
    (posts / "old" / "a.html").write_text(POST.replace("河岸通讯", "知乎"), "utf-8")
    known = exporter("inspect", str(posts)).stdout
    (posts / "sites" / "zhihu.yaml").write_text(RULES.replace("河岸通讯", "知乎"), "utf-8")
    assert "知乎" in known
    assert "投票" not in _text(exporter, str(posts))


def test_what_is_wrong_with_rules_ends_the_run_with_file_and_line(exporter: Run, tmp_path: Path) -> None:
    posts = _posts(tmp_path, RULES + "drop:\n  - div\n  - p ~ p\n")
    result = exporter("epub", str(posts), "--offline")
    assert (result.returncode, result.stdout) == (4, "")
    assert "posts/sites/hean.yaml:6: “drop”" in result.stderr
    assert not list(tmp_path.glob("*.epub"))


def test_a_folder_that_is_not_there(exporter: Run, tmp_path: Path) -> None:
    result = exporter("epub", str(_posts(tmp_path)), "--sites", "nowhere")
    assert result.returncode == 4
    assert "nowhere" in result.stderr


def test_built_in_rules_are_shown_to_be_copied(exporter: Run, tmp_path: Path) -> None:
    assert "zhihu.yaml" in exporter("site").stdout.split()
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "zhihu.yaml").write_text(exporter("site", "zhihu.yaml").stdout, "utf-8")
    assert "渡船" in _text(exporter, str(_posts(tmp_path)), "--sites", "mine")


def test_workers_follow_the_rules_too(exporter: Run, tmp_path: Path) -> None:
    posts = _posts(tmp_path)
    for number in range(9):
        (posts / f"{number}.html").write_text(POST.replace("三圈", f"{number} 圈"), "utf-8")
    result = exporter("inspect", "--json", str(posts), "--jobs", "2")
    assert result.stdout.count("\n") == 10
    assert "投票" not in "".join(json.loads(line)["text"] for line in result.stdout.splitlines())
