import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from exporter.write.epub.split import packed, pieces


def cut(body: str, room: int) -> list[str]:
    tree = etree.fromstring(f"<article>{body}</article>")
    return [etree.tostring(piece, encoding="unicode")[9:-10] for piece in pieces(tree, lambda _: 0, room)]


A, B, C = (f"<p>{letter * 40}</p>" for letter in "abc")

CASES = [
    # what, body, room, expected
    ("what fits stays whole", A + B, 1000, [A + B]),
    ("between blocks", A + B + C, 130, [A + B, C]),
    (
        "between sections rather than in one",
        f'<section id="s1">{A}</section><section id="s2">{B}{C}</section>',
        170,
        [f'<section id="s1">{A}</section>', f'<section id="s2">{B}{C}</section>'],
    ),
    (
        "in a section that is too long: its id stays where it begins",
        f'<section id="s1">{A}{B}{C}</section>',
        150,
        [f'<section id="s1">{A}{B}</section>', f"<section>{C}</section>"],
    ),
    ("a list goes on counting", f"<ol><li>{'a' * 60}</li><li>{'b' * 60}</li></ol>", 120,
     [f'<ol start="1"><li>{"a" * 60}</li></ol>', f'<ol start="2"><li>{"b" * 60}</li></ol>']),
    ("backwards too", f'<ol reversed="reversed" start="9"><li>{"a" * 60}</li><li>{"b" * 60}</li></ol>', 140,
     [f'<ol reversed="reversed" start="9"><li>{"a" * 60}</li></ol>', f'<ol reversed="reversed" start="8"><li>{"b" * 60}</li></ol>']),
    ("between sentences", f"<p>{'a' * 20}。{'b' * 20}！”{'山' * 7}</p>", 70, [f"<p>{'a' * 20}。{'b' * 20}！”</p>", f"<p>{'山' * 7}</p>"]),
    ("between lines of code", f"<pre><code>{'山' * 19}\n{'水' * 19}\n</code></pre>", 80,
     [f"<pre><code>{'山' * 19}\n</code></pre>", f"<pre><code>{'水' * 19}\n</code></pre>"]),
    ("text between elements keeps its place", f"<p>{'a' * 40}<em>b</em>{'山' * 20}</p>", 100,
     [f"<p>{'a' * 40}<em>b</em></p>", f"<p>{'山' * 20}</p>"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "room", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_where_the_cut_falls(body: str, room: int, expected: list[str]) -> None:
    assert cut(body, room) == expected


def test_what_will_be_added_counts() -> None:
    tree = etree.fromstring(
        '<article><figure><img src="p1"/></figure><figure><img src="p2"/></figure></article>'
    )
    assert len(pieces(tree, lambda _: 0, 400)) == 1
    assert len(pieces(tree, lambda _: 300, 400)) == 2


texts = st.text(st.sampled_from("山水。！\n a<&"), max_size=120)


def _element(children: st.SearchStrategy[etree._Element]) -> st.SearchStrategy[etree._Element]:
    def built(tag: str, text: str, within: list[etree._Element], tails: list[str]) -> etree._Element:
        element = etree.Element(tag)
        element.text = text
        for child, tail in zip(within, tails, strict=False):
            child.tail = tail
            element.append(child)
        return element

    tags = st.sampled_from(["section", "p", "ul", "ol", "li", "div", "pre", "em"])
    return st.builds(
        built, tags, texts, st.lists(children, max_size=4), st.lists(texts, min_size=4, max_size=4)
    )


leaves = st.builds(etree.Element, st.sampled_from(["br", "img", "p"]))
bodies = _element(st.recursive(leaves, _element, max_leaves=30))


@given(bodies, st.integers(150, 600))
def test_nothing_is_lost_repeated_or_too_large(body: etree._Element, room: int) -> None:
    before = "".join(map(str, body.itertext()))
    found = pieces(body, lambda _: 0, room)
    assert "".join("".join(map(str, piece.itertext())) for piece in found) == before
    assert "".join(map(str, body.itertext())) == before  # the article itself is read only
    depth = max(sum(1 for _ in element.iterancestors()) for element in body.iter())
    for piece in found:
        assert len(etree.tostring(piece, encoding="utf-8", with_tail=False)) <= room + 60 * (depth + 1)


def test_packing_keeps_order_and_lets_the_heavy_stand_alone() -> None:
    assert list(packed([3, 4, 9, 1, 1], lambda n: n, 7)) == [[3, 4], [9], [1, 1]]
    assert list(packed([], lambda n: n, 7)) == []
