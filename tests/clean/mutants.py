"""Pages made of the cases of the tests of cleaning, mutated: tags lost, doubled, moved, mixed up."""

import random
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

PROSE = "<p>这一天的雨从清晨下到傍晚，河水涨了半尺，渡口的老船工把缆绳又多绕了一圈，才肯回家吃饭。</p>"
_TOKEN = re.compile(r"<[^<>]*>|[^<>]+")
_APART = re.compile(r"<(?:template|script|style)")  # parsers differ on what a lost end of these means
_TAGS = (
    "p div span b i em strong u a ul ol li dl dt dd table tr td th tbody caption blockquote h1 h2 h3 h5 pre code sub sup"
    " figure figcaption section article aside header footer nav center font ruby rt details summary foo-bar small del"
).split()
_ATTRIBUTES = (
    "class=share", "class='note tip'", "class=title", "class=caption", "class=gutter", "class=copyright", "class=toc",
    "style='display:none'", "style='color:#fff'", "style='font-weight:700'", "style='text-align:center'", "style='font-size:30px'",
    "hidden", "role=navigation", "id=a", "href='#a'", "href='https://a.cn/?url=https://b.cn'", "@click=x", "沙='赞“", "data-tex='x^2'",
    "lang=ja", "dir=rtl", "colspan=0", "rowspan=99999", "contenteditable", "=\"", "aria-hidden=true", "data-src='//a.cn/1.jpg'",
)  # fmt: skip


def pages() -> list[str]:
    """Every piece of HTML in the tables of cases beside this file, each on a page of its own."""
    found = [text for module in _modules() for table in _tables(module) for text in _strings(table)]
    markup = (text for text in found if "<" in text and not _APART.search(text))
    return list(dict.fromkeys(text.replace("§", PROSE).replace("{}", "") for text in markup))


def mutant(seed: int, sources: list[str]) -> str:
    """A page of some of the sources, changed in a few places; the same for the same seed."""
    chance = random.Random(seed)
    tokens = _TOKEN.findall("".join(chance.choices(sources, k=chance.randint(1, 3))) + PROSE)
    for _ in range(chance.randint(1, 12)):
        chance.choice(_MUTATIONS)(tokens, chance)
    return "".join(tokens)


def _modules() -> Iterator[ModuleType]:
    here = Path(__file__).parent
    for file in sorted(here.rglob("test_*.py")):
        if "mutants" not in file.read_text("utf-8"):
            name = file.relative_to(here).with_suffix("").as_posix().replace("/", ".")
            yield import_module(f"tests.clean.{name}")


def _tables(module: ModuleType) -> Iterator[list[object]]:
    for name, value in sorted(vars(module).items()):
        if name.isupper() and isinstance(value, list):
            yield value


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _strings(item)


# -- mutations: each changes the tokens in place


def _lose(tokens: list[str], chance: random.Random) -> None:
    tags = [place for place, token in enumerate(tokens) if token.startswith("<")]
    if tags:
        del tokens[chance.choice(tags)]


def _double(tokens: list[str], chance: random.Random) -> None:
    place = chance.randrange(len(tokens))
    tokens.insert(place, tokens[place])


def _move(tokens: list[str], chance: random.Random) -> None:
    start = chance.randrange(len(tokens))
    piece = tokens[start : start + chance.randint(1, 6)]
    del tokens[start : start + len(piece)]
    place = chance.randint(0, len(tokens))
    tokens[place:place] = piece


def _wrap(tokens: list[str], chance: random.Random) -> None:
    start = chance.randint(0, len(tokens))
    end = chance.randint(start, min(len(tokens), start + 8))
    tag = chance.choice(_TAGS)
    tokens.insert(end, f"</{tag}>" if chance.random() < 0.8 else "")
    tokens.insert(start, f"<{tag} {chance.choice(_ATTRIBUTES) if chance.random() < 0.6 else ''}>")


def _nest(tokens: list[str], chance: random.Random) -> None:
    tokens.insert(chance.randint(0, len(tokens)), f"<{chance.choice(_TAGS)}>" * chance.choice((2, 5, 40)))


def _attribute(tokens: list[str], chance: random.Random) -> None:
    tags = [place for place, token in enumerate(tokens) if re.match(r"<[a-z]", token)]
    if tags:
        place = chance.choice(tags)
        tokens[place] = tokens[place].rstrip("/>") + f" {chance.choice(_ATTRIBUTES)}>"


def _break(tokens: list[str], chance: random.Random) -> None:
    tokens.insert(
        chance.randint(0, len(tokens)),
        chance.choice(("<br>", "<br><br>", "\n", "　　", "&nbsp;", "<hr>", "</p>", "</div>")),
    )


def _cut(tokens: list[str], chance: random.Random) -> None:
    texts = [place for place, token in enumerate(tokens) if not token.startswith("<") and len(token) > 2]
    if texts:
        place = chance.choice(texts)
        middle = chance.randrange(1, len(tokens[place]))
        tag = chance.choice(_TAGS)
        tokens[place] = f"{tokens[place][:middle]}<{tag}>{tokens[place][middle:]}</{tag}>"


_MUTATIONS = (_lose, _double, _move, _wrap, _nest, _attribute, _break, _cut)
