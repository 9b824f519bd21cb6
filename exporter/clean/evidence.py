"""What speaks for a line being a heading, and what against: one table, weighed over the whole article."""

from collections.abc import Callable

from exporter.clean.candidates import COLON, Candidate, Setting, cells
from exporter.clean.credits import credits_in
from exporter.late import expression

ENDS_SENTENCE = expression(r"(?:[。！!；;，,、…]|(?<![\w.])\.|[a-z)]\.)[”’」』）)\"']*\Z")
_ENDS_QUESTION = expression(r"[？?][”’」』）)\"']*\Z")
_CLAUSE = expression(r"[。！？!?；;，,]")
_OPENS_SPEECH = expression(
    r"[——\-―–]|“(?![^”]*”\w)|「(?![^」]*」\w)|『(?![^』]*』\w)|‘(?![^’]*’\w)|\"(?![^\"]*\"\w)"
)
_WORD = expression(r"\w")
_POINTS = expression(r"[▲△▴↑▼▽▾↓]")
_DESK = expression(r"(?:编辑部|編輯部|报道|報導|出品|原创|原創|首发|工作室|发自.{1,10}|发自)\Z")
_OPENING, _ENDING = 4, 6  # blocks: where bylines stand
_LABEL = expression(r"[：:]\s*\S")
_SECTIONS = frozenset({"step", "label", "han-brackets", "zero-digits"})
_PLAIN_DIGITS = frozenset({"digits", "digits-brackets", "circled", "decimal"})


def _system(line: Candidate) -> str:
    return line.number.system if line.number else ""


def _is_plain(line: Candidate) -> bool:
    """Whether the line is numbered as items of lists are, and nothing else sets it off."""
    return _system(line) in _PLAIN_DIGITS and not line.bold


def _longer_below(line: Candidate, article: Setting) -> bool:
    return len(article.under(line)) > 2 * len(line.words)


def _clauses(line: Candidate) -> int:
    """The stops within the line, the one that ends it left aside."""
    return len(_CLAUSE.findall(_ENDS_QUESTION.sub("", ENDS_SENTENCE.sub("", line.title))))


def _byline(line: Candidate, article: Setting) -> bool:
    """Whether the line says who wrote: the page says so, or it names a desk or a role at an end."""
    opens, ends = line.place < _OPENING, line.place >= len(article.blocks) - _ENDING
    desk = opens and not line.number and bool(_DESK.search(line.words))
    return desk or "byline" in line.marks or ((opens or ends) and bool(credits_in(line.words)))


def _asked(line: Candidate, article: Setting) -> bool:
    return line.bold and article.questions > 0.5 and bool(_ENDS_QUESTION.search(line.title))


def _only_centred(line: Candidate) -> bool:
    return not (line.bold or line.number or line.sign or {"large", "title"} & line.marks)


ENOUGH = 4
# What speaks for a line being a heading, and what against: (worth, reason, whether it holds).
EVIDENCE: tuple[tuple[int, str, Callable[[Candidate, Setting], bool]], ...] = (
    (3, "bold", lambda line, _: line.bold),
    (1, "large", lambda line, _: "large" in line.marks),
    (1, "centred", lambda line, _: "centred" in line.marks),
    (3, "named a title by the page", lambda line, _: "title" in line.marks),
    (2, "set off by a sign", lambda line, _: line.sign),
    (3, "numbered as a part", lambda line, _: _system(line) in {"part", "han"}),
    (2, "numbered as a section", lambda line, _: _system(line) in _SECTIONS),
    (1, "numbered", lambda line, _: _system(line) in _PLAIN_DIGITS),
    (1, "one of a series", lambda line, article: article.in_series(line)),
    (1, "others look like it", lambda line, article: article.forms[line.form] >= 2),
    (1, "many look like it", lambda line, article: article.forms[line.form] >= 3),
    (1, "short", lambda line, _: cells(line.title) <= 15),
    (1, "longer text under it", _longer_below),
    (-6, "nothing under it", lambda line, article: article.after(line) is None),
    (-6, "among its like", lambda line, article: article.beside_its_like(line)),
    (-4, "ends as a sentence", lambda line, _: bool(ENDS_SENTENCE.search(line.title))),
    (-1, "a question", lambda line, _: bool(_ENDS_QUESTION.search(line.title)) and not line.number),
    (-3, "one of the questions of an interview", _asked),
    (-5, "a speaker", lambda line, article: article.speakers[line.speaker] >= 2),
    (-5, "a speaker", lambda line, article: article.dialogue and bool(COLON.search(line.words))),
    (-5, "a byline", _byline),
    (-2, "several clauses", lambda line, _: _clauses(line) > 1),
    (
        -1,
        "two clauses, and nothing like it",
        lambda line, article: _clauses(line) > 0 and article.forms[line.form] < 2,
    ),
    (-1, "long", lambda line, _: cells(line.title) > 25),
    (-3, "opens as speech", lambda line, _: bool(_OPENS_SPEECH.match(line.words))),
    (-3, "leads to what follows", lambda line, _: bool(COLON.search(line.words)) and not line.bold),
    (-2, "leads to what follows", lambda line, article: bool(COLON.search(line.words)) and article.true >= 2),
    (-2, "a label and its value", lambda line, _: not line.bold and bool(_LABEL.search(line.title))),
    (-2, "an item of a list", lambda line, article: _is_plain(line) and not _longer_below(line, article)),
    (-5, "said more than once", lambda line, article: article.repeats[line.words] > 1),
    (-2, "out of series", lambda line, article: line.number is not None and not article.in_series(line)),
    (-1, "numbered as in a list", lambda line, _: _is_plain(line)),
    (-1, "alone in its form", lambda line, article: article.forms[line.form] < 2 and not line.number),
    (-2, "the article has headings", lambda line, article: article.true >= 2 and not line.number),
    (-2, "small or grey", lambda line, _: bool({"grey", "small"} & line.marks)),
    (-1, "only centred", lambda line, article: _only_centred(line) and article.forms[line.form] < 3),
    (-9, "points at what is above or below", lambda line, _: bool(_POINTS.match(line.words))),
    (-9, "no words", lambda line, _: not _WORD.search(line.title)),
)  # fmt: skip


def weigh(line: Candidate, article: Setting) -> tuple[int, list[str]]:
    """The weight of all evidence for the line being a heading, and the reasons that spoke for it."""
    holding = [(worth, reason) for worth, reason, holds in EVIDENCE if holds(line, article)]
    return sum(worth for worth, _ in holding), [reason for worth, reason in holding if worth > 0]
