import pytest

from exporter.bind import bind_collections
from exporter.bind.volumes import PER_PAGE, Rule, parted, rule
from exporter.notices import ConfigurationError
from exporter.resources import names
from exporter.settings import Settings
from exporter.write.pdf.styles import type_area
from tests.articles import article

DAYS = ["2020-01-05", "2020-02-07", "2020-02-20", "2020-11-30", "2021-06-01", None, "2022-01-01"]
ARTICLES = [
    article(f"文{n}", f"<p>第{n}篇。{'水' * 600}</p>", categories=("山报", f"栏{n % 2}"), date=day)
    for n, day in enumerate(DAYS)
]


def bound(articles, size, ends=(), **settings):
    return bind_collections(articles, {}, Settings(volume_size=size, **settings), dict(ends)).books


def titles(book):
    return sorted(chapter.article.title for chapter in book.chapters())


def shelf(articles, size, **settings):
    """Titles of the books with the articles of each, in order of time."""
    return {book.title: titles(book) for book in bound(articles, size, **settings)}


CASES = [
    ("all in one book", "", {"山报": ["文0", "文1", "文2", "文3", "文4", "文5", "文6"]}),
    ("one volume is no volume", "7", {"山报": ["文0", "文1", "文2", "文3", "文4", "文5", "文6"]}),
    ("by number of articles, undated ones first", "3", {
        "山报 卷一": ["文0", "文5"], "山报 卷二": ["文1", "文2"], "山报 卷三": ["文3", "文4", "文6"]}),
    ("by pages", "4 pages", {"山报 卷一": ["文0", "文1", "文5"], "山报 卷二": ["文2", "文3", "文4", "文6"]}),
    ("by bytes", "3 KB", {
        "山报 卷一": ["文0", "文5"], "山报 卷二": ["文1", "文2"], "山报 卷三": ["文3", "文4", "文6"]}),
    ("no volume without an article", "1 KB", {
        f"山报 卷{n}": [t] for n, t in zip("一二三四五六七", ["文5", "文0", "文1", "文2", "文3", "文4", "文6"], strict=True)}),
    ("by year", "year", {
        "山报 无日期": ["文5"], "山报 2020 年": ["文0", "文1", "文2", "文3"], "山报 2021 年": ["文4"],
        "山报 2022 年": ["文6"]}),
    ("by month", "month", {
        "山报 无日期": ["文5"], "山报 2020 年 1 月": ["文0"], "山报 2020 年 2 月": ["文1", "文2"],
        "山报 2020 年 11 月": ["文3"], "山报 2021 年 6 月": ["文4"], "山报 2022 年 1 月": ["文6"]}),
]  # fmt: skip


@pytest.mark.parametrize(("size", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_volumes(size, expected):
    assert shelf(ARTICLES, size) == expected


PARTED = [
    # what it is, weights, size, known cuts, cuts
    ("as even as can be", [1] * 401, 200, [], [0, 133, 267, 401]),
    ("one that fits", [1] * 200, 200, [], [0, 200]),
    ("unlike articles", [5, 1, 1, 1, 5, 1, 1, 1], 9, [], [0, 4, 8]),
    ("one beyond the size", [1, 1, 30, 1, 1], 4, [], [0, 2, 3, 5]),
    ("the last takes more", [1] * 450, 200, [133, 267, 401], [0, 133, 267, 450]),
    (
        "the last keeps what it has, the rest is even",
        [1] * 500,
        200,
        [133, 267, 401],
        [0, 133, 267, 401, 500],
    ),
    ("the last is full", [1] * 201, 200, [200], [0, 200, 201]),
    ("articles of earlier dates come in", [1] * 31, 10, [10, 21, 31], [0, 10, 21, 31]),
    ("too many of them", [1] * 35, 10, [10, 25, 35], [0, 10, 18, 26, 35]),
    ("none", [], 10, [], [0]),
]


@pytest.mark.parametrize(
    ("weights", "size", "known", "cuts"), [row[1:] for row in PARTED], ids=[r[0] for r in PARTED]
)
def test_where_volumes_end(weights, size, known, cuts):
    assert parted(weights, size, known) == cuts


@pytest.mark.parametrize("size", ["1", "2", "3", "5", "3 KB", "4 pages", "year", "month"])
def test_what_is_saved_later_changes_the_last_volume_only(size):
    books = list(bound(ARTICLES, size))
    for day in range(1, 25):
        ends = {book.identifier: book.end for book in books}
        before = {book.identifier: titles(book) for book in books}
        late = article(
            f"新{day}",
            f"<p>新的第{day}篇。{'山' * 40 * day}</p>",
            categories=("山报",),
            date=f"2022-03-{day:02}",
        )
        now = [*(c.article for book in books for c in book.chapters()), late]
        books = list(bound(now, size, ends))
        after = {book.identifier: titles(book) for book in books}
        *closed, last = before
        assert {name: after[name] for name in closed} == {name: before[name] for name in closed}
        assert set(before[last]) <= set(after[last])


def test_ends_hold_where_the_last_article_is_gone_and_not_under_another_rule():
    books = bound(ARTICLES, "3")
    ends = {book.identifier: book.end for book in books}
    left = [each for each in ARTICLES if each.title not in {"文0", "文2"}]
    assert [titles(book) for book in bound(left, "3", ends)] == [["文5"], ["文1"], ["文3", "文4", "文6"]]
    assert [book.end for book in bound(ARTICLES, "4", ends)] == [book.end for book in bound(ARTICLES, "4")]


def test_a_group_that_outgrows_one_book_keeps_it_as_its_first_volume():
    (whole,) = bound(ARTICLES[:3], "3")
    first, second = bound(ARTICLES[:4], "3", {whole.identifier: whole.end})
    assert (first.identifier, titles(first)) == (whole.identifier, titles(whole))
    assert titles(second) == ["文3"]


def test_the_first_volume_keeps_the_identifier_the_group_had():
    whole = bind_collections(ARTICLES[:3], {}, Settings(volume_size="3")).books
    parts = bind_collections(ARTICLES, {}, Settings(volume_size="3")).books
    assert parts[0].identifier == whole[0].identifier
    assert len({book.identifier for book in parts}) == len(parts)
    assert [(book.series, book.volume) for book in parts] == [("山报", 1), ("山报", 2), ("山报", 3)]
    assert [(book.series, book.volume) for book in whole] == [("", 0)]


@pytest.mark.parametrize(
    ("lang", "title"),
    [
        ("zh-Hans", "山报 卷一"),
        ("zh-Hant", "山报 卷一"),
        ("ja", "山报 第1巻"),
        ("ko", "山报 제1권"),
        ("en", "山报 Volume 1"),
    ],
)
def test_volumes_are_named_in_the_language(lang, title):
    assert next(iter(shelf(ARTICLES, "3", lang=lang))) == title


SIZES = [
    ("200", Rule("articles", 200)), ("200篇", Rule("articles", 200)), ("400 pages", Rule("pages", 400)),
    ("400 页", Rule("pages", 400)), ("50 MB", Rule("bytes", 50 * 2**20)), ("50mb", Rule("bytes", 50 * 2**20)),
    ("1 GB", Rule("bytes", 2**30)), ("month", Rule("month")), ("Year", Rule("year")), ("", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SIZES)
def test_sizes(text, expected):
    assert rule(text) == expected


@pytest.mark.parametrize("text", ["0", "-3", "many", "3 stone", "10 MB 5", "9" * 40])
def test_what_is_no_size(text):
    with pytest.raises(ConfigurationError, match="no volume size"):
        rule(text)


def test_characters_of_a_page_are_those_of_the_type_area():
    pages = [name[6:-4] for name in names("styles") if name.startswith("pages/")]
    for page in set(pages) & set(PER_PAGE):
        area = type_area(Settings(page=page))
        assert int(area.measure / area.size + 0.01) * area.lines * area.columns == PER_PAGE[page], page
