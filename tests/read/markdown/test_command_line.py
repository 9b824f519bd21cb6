"""A post with everything in it, from the command line: what `inspect --json` says, and an EPUB that is sound."""

import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

POST = """\
+++
title = "渡口札记"
date = 2022-03-17T08:00:00+08:00
tags = ["船", "雾"]
[params]
author = "林间"
+++

[到票价](#票价)

雾散了[^雾]。**“慢船。”**每天一班，==不等人==。%%待查%%

<!-- more -->

## 票价

| 时刻 | 票价 |
|:--|--:|
| 6:00 | 两元 |

- [x] 买票
- [ ] 上船

{% asset_img boat.jpg 雾中的船 %}

{% codeblock 求船期 lang:python %}
print("{% note %}")
{% endcodeblock %}

{% note warning 小心 %}
跳板很滑。
{% endnote %}

> [!tip]- 便宜的票
> 早上六点。

见 [[渡口#票价|票价]] 与 ![[船 1.png|300]]。{% weather 渡口 %}

{{< figure src="https://img.example/quay.jpg" caption="码头" >}}

### 附 {#more}
{: .no_toc}

`{% raw %}` 与 `[[渡口]]` 都是代码。

[^雾]: 晨雾，**辰时**散。
"""


@pytest.fixture
def exporter(tmp_path: Path) -> Callable[..., str]:
    (tmp_path / "post.md").write_text(POST, "utf-8")

    def run(*arguments: str) -> str:
        script = Path(sys.executable).with_name("exporter")
        done = subprocess.run(
            [script, *arguments],
            cwd=tmp_path,
            env=os.environ | {"XDG_CACHE_HOME": str(tmp_path / "cache")},
            capture_output=True,
            encoding="utf-8",
            check=True,
            timeout=120,
        )
        return done.stdout

    return run


def test_inspect(exporter: Callable[..., str]) -> None:
    view = json.loads(exporter("inspect", "post.md", "--json", "--offline"))
    assert (view["title"], view["date"][:10], view["tags"]) == ("渡口札记", "2022-03-17", ["船", "雾"])
    assert [section["title"] for section in view["sections"]] == ["票价", "附"]
    assert {"boat.jpg", "船%201.png", "https://img.example/quay.jpg"} <= {p["url"] for p in view["pictures"]}
    assert (view["tables"], view["code_blocks"]) == (1, 1)
    for words in ("慢船。”每天", "不等人。", "☑ 买票", "☐ 上船", 'print("{% note %}")', "跳板很滑。", "早上六点。",
                  "求船期", "便宜的票", "码头", "{% raw %} 与 [[渡口]] 都是代码。", "晨雾，辰时散。"):  # fmt: skip
        assert words in view["text"], words
    for words in ("待查", "weather", "{#more}", "no_toc", "[!tip]", "==", "[^"):
        assert words not in view["text"], words
    told = [notice["text"] for notice in view["notices"]]
    assert {"left out: comment 待查", "left out: tag {% weather 渡口 %}"} <= set(told)


def test_epub(exporter: Callable[..., str], tmp_path: Path) -> None:
    exporter("epub", "post.md", "-o", "post.epub", "--offline")
    assert "sound" in exporter("check", "post.epub")
    with zipfile.ZipFile(tmp_path / "post.epub") as book:
        pages = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml"))
    reference = re.search(r'雾散了(?:<sup[^>]*>)?<a [^>]*href="[^"#]*#([^"]+)"', pages)
    assert reference
    note = re.search(rf'id="{reference[1]}"[^>]*>.{{0,400}}', pages, re.DOTALL)
    assert note
    assert "晨雾" in note[0]
