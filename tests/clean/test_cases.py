"""Every cleaner and every notice of cleaning has a case in which it acts, and one in which it must not.

The cases are the named rows beside this file (pages() of mutants.py), and below those that are too long for a row.
"""

import re
from collections import defaultdict
from pathlib import Path

import pytest
from lxml import etree

import exporter.clean
from exporter.clean import CLEANERS, clean
from exporter.clean.sites import schema
from exporter.model import Post
from exporter.notices import NOTICES
from tests.clean.mutants import PROSE, pages

SITE = schema.read("name: 渡口网\nrecognise: {sources: 渡口网}\ndrop: p\nauthor: b\nlines: 投票.*", "x.yaml")

# code of a notice -> page that calls for it
LONG = {
    "nesting-flattened": "<div>" * 3000 + "船",
    "text-illegal-character": "<p>船&#2;</p>",
    "text-misdecoded": PROSE.encode("gbk").decode("latin-1") * 3,
    "text-damaged": f"<p>{'锟斤拷' * 9}</p>{PROSE}",
    "site-rule-refused": PROSE * 2,
    "metadata-taken": f"<div><b>周渡</b></div>{PROSE}<ul><li>投票</li></ul>",
    "site lines": f"<div>船</div>{PROSE}<ul><li>投票</li></ul>",
}


@pytest.fixture(scope="module")
def seen():
    """What each cleaner did over all cases (did it change the page?), and the notices of each case."""
    changed = defaultdict(set)

    def watched(name, cleaner):
        def run(article, page):
            before = etree.tostring(article), len(page.credits), len(page.images)
            cleaner(article, page)
            changed[name].add(before != (etree.tostring(article), len(page.credits), len(page.images)))

        return run

    watching = pytest.MonkeyPatch()
    watching.setattr(
        exporter.clean, "CLEANERS", tuple((name, watched(name, cleaner)) for name, cleaner in CLEANERS)
    )
    told = [{notice.code for notice in clean(Post("post.md", "渡口", page)).notices} for page in pages()]
    told += [
        {
            notice.code
            for notice in clean(Post("post.md", "渡口", page, categories=("渡口网",)), (SITE,)).notices
        }
        for page in LONG.values()
    ]
    watching.undo()
    return changed, told


@pytest.mark.parametrize("name", [name for name, _ in CLEANERS])
def test_every_cleaner_acts_on_one_case_and_leaves_another(seen, name):
    assert seen[0][name] == {True, False}


def _codes():
    """The codes that the source of cleaning names."""
    sources = [file.read_text("utf-8") for file in Path(exporter.clean.__file__).parent.rglob("*.py")]
    named = {code for source in sources for code in re.findall(r'"([a-z]+(?:-[a-z]+)+)"', source)}
    return sorted(named & NOTICES.keys() - {"front-matter-missing"})  # asked for, not told


@pytest.mark.parametrize("code", _codes())
def test_every_notice_is_told_of_one_case_and_not_of_another(seen, code):
    assert {code in codes for codes in seen[1]} == {True, False}


def test_the_codes_are_found():
    assert len(_codes()) >= 12
    assert "boilerplate-dropped" in _codes()
