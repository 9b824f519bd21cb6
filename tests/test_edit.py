"""The editing of an article: its body and everything said about it stay in step."""

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from exporter.clean import clean
from exporter.clean.vocabulary import faults
from exporter.edit import converted_name, edit
from exporter.model import Article, Post
from exporter.settings import Settings
from tests.articles import article

BODY = (
    '<p>原标题：渡口"旧事"</p><h2>争分夺秒 始终都在</h2><p>船工说:"没有船",他用API。</p>'
    "<figure><img src='http://a.example/1.jpg'><figcaption>渡口 (陈川摄)</figcaption></figure><h3>后来,走了</h3><p>头发</p>"
)


def cleaned(**fields: object) -> Article:
    return clean(Post(**{"path": "post.md", "title": '渡口的"船"', "body": BODY} | fields))


def test_titles_captions_and_sections_follow_the_body():
    before = cleaned(description="天黑了,船没有来")
    after = edit(before, Settings())
    assert after.title == "渡口的“船”"
    assert [section.title for section in after.sections] == ["争分夺秒　始终都在", "后来，走了"]
    assert after.pictures[0].caption == "渡口（陈川摄）"
    assert after.pictures[0].alt == "渡口（陈川摄）" == after.body.find(".//img").get("alt")
    assert after.description == "天黑了，船没有来"
    assert after.credits == (("原标题", "渡口“旧事”"),)
    assert "船工说：“没有船”，他用 API。" in "".join(after.body.itertext())


def test_the_article_given_stays_as_it_was():
    before = cleaned()
    copy = etree.tostring(before.body)
    after = edit(before, Settings(convert="s2t"))
    assert etree.tostring(before.body) == copy
    assert after.fingerprint == before.fingerprint
    assert [section.id for section in after.sections] == [section.id for section in before.sections]


def test_none_leaves_the_text_alone():
    before = cleaned()
    after = edit(before, Settings(typography="none"))
    assert after == before


def test_a_rule_can_be_off():
    after = edit(cleaned(), Settings(typography_off=("gaps", "quotes")))
    assert '船工说："没有船"，他用API。' in "".join(after.body.itertext()).replace('说:"', '说："').replace(
        '",他', '"，他'
    )


def test_conversion_reaches_everything_and_the_language_follows():
    before = cleaned(author="头条", categories=("新闻", "体育"), tags=("后来",), description="发展")
    after = edit(before, Settings(convert="s2twp", quotes="region"))
    assert (after.lang, after.author, after.categories, after.tags) == (
        "zh-Hant-TW",
        "頭條",
        ("新聞", "體育"),
        ("後來",),
    )
    assert after.title == "渡口的「船」"
    assert after.sections[1].title == "後來，走了"
    assert after.description == "發展"
    assert "船工說：「沒有船」" in "".join(after.body.itertext())
    assert after.pictures[0].caption == "渡口（陳川攝）"


@settings(max_examples=300, deadline=None)
@given(
    body=st.text(
        alphabet="<>/=\"' abdpiumgtrhlesc0!-&#;:%船“”‘’「」（），。…—~.?\n\u3000\ufdd0\ufdd3\ud800",
        max_size=200,
    ),
    title=st.text(max_size=40),
    chosen=st.sampled_from([Settings(), Settings(convert="s2twp", quotes="region"), Settings(convert="t2s")]),
)
def test_whatever_came_through_the_cleaning_can_be_edited(body, title, chosen):
    after = edit(clean(Post("post.md", title, body, description=title)), chosen)
    assert faults(after.body) == []
    assert not set("\ufdd0\ufdd1\ufdd2\ufdd3\ufdd4") & set(after.title + "".join(after.body.itertext()))


@pytest.mark.parametrize("lang", ["ja", "ko", "en"])
def test_other_languages_are_not_converted(lang):
    before = dataclasses.replace(article(title="国会の発", body="<p>国会</p>"), lang=lang)
    after = edit(before, Settings(convert="s2t"))
    assert (after.title, after.lang, etree.tostring(after.body)) == (
        "国会の発",
        lang,
        etree.tostring(before.body),
    )


@pytest.mark.parametrize(
    ("stated", "lang"),
    [
        ("zh-TW", "zh-Hant-TW"),
        ("zh-Hant", "zh-Hant"),
        ("zh-CN", "zh-Hans"),
        ("ja", "ja"),
        ("zh-Hant-HK", "zh-Hant-HK"),
    ],
)
def test_the_language_that_the_user_states_decides(stated, lang):
    assert edit(cleaned(), Settings(lang=stated)).lang == lang


def test_a_selected_category_is_found_under_its_converted_name():
    assert converted_name("新闻/体育", Settings(convert="s2t")) == "新聞/體育"
    assert converted_name("新聞", Settings(convert="t2s")) == "新闻"
    assert converted_name("新闻", Settings()) == "新闻"
