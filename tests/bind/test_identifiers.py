from exporter.bind import bind_one
from exporter.bind.identifiers import article_key, utc
from exporter.settings import Settings
from tests.articles import article


def test_a_key_survives_a_change_of_text_and_place() -> None:
    before = article("甲", "<p>初稿</p>", path="/home/a/1.md")
    after = article("甲", "<p>改过的稿</p>", path="/mnt/b/2.md")
    assert article_key(before) == article_key(after)


def test_an_address_identifies_an_article_whatever_its_title() -> None:
    link = "https://a.example/1"
    assert article_key(article("旧题", link=link)) == article_key(article("新题", link=link))
    assert article_key(article("旧题")) != article_key(article("新题"))


def test_keys_in_a_book_are_distinct_and_ascii() -> None:
    twins = [article("快讯", f"<p>第 {n} 条</p>") for n in range(3)]
    keys = [chapter.key for chapter in bind_one(twins, {}, Settings()).books[0].chapters()]
    assert len(set(keys)) == 3
    assert all(key.isascii() and key[0].isalpha() for key in keys)


def test_modified_is_the_newest_article_in_utc() -> None:
    articles = [
        article("甲", date="2022-01-01T08:00:00+08:00"),
        article("乙", "<p>乙</p>", date="2021-05-05T00:00:00"),
    ]
    book = bind_one(articles, {}, Settings()).books[0]
    assert book.modified.isoformat() == "2022-01-01T00:00:00+00:00"
    assert bind_one([article(date=None)], {}, Settings()).books[0].modified == utc(None)
