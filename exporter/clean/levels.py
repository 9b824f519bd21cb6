"""How deep each heading stands: by its tag, by its numbering, and by what lies between numbered ones."""

import re
from collections.abc import Sequence

from lxml import etree

from exporter.clean import numbering, text, tree
from exporter.clean.candidates import TRUE
from exporter.clean.marks import LEVEL, LOOK

_CLOSING = re.compile(
    r"(?:结语|結語|尾声|尾聲|总结|總結|小结|小結|结论|結論|后记|後記|写在最后|寫在最後|最后|附录|附錄|参考|參考"
    r"|おわりに|まとめ|Conclusion|Summary|References|Appendix)",
    re.I,
)
_TAG_STEP = 100  # room for every numbering below a tag
_INFERRED = 7  # inferred headings stand below h6, for their places were never marked


def rank_headings(blocks: Sequence[etree._Element]) -> None:
    """Sets LEVEL on every heading among `blocks`, those of one tag by their numbering.

    A heading without number stands with the outermost numbered ones, unless it lies between two of them:
    there it divides what the first of them heads.
    """
    groups: dict[int, list[etree._Element]] = {}
    for block in blocks:
        if block.get(LEVEL) == "inferred":
            groups.setdefault(_INFERRED, []).append(block)
        elif block.tag in TRUE:
            groups.setdefault(int(str(block.tag)[1]), []).append(block)
    for tag, headings in groups.items():
        words = [text.folded(tree.content(heading)) for heading in headings]
        numbers = _in_series([numbering.number_of(line, heading=True) for line in words])
        for heading, rank in zip(headings, _ranks(headings, numbers), strict=True):
            heading.set(LEVEL, str(tag * _TAG_STEP + rank))


def _in_series(numbers: Sequence[numbering.Number | None]) -> list[numbering.Number | None]:
    """The numbers that count: those with the one before or after them somewhere."""
    known = {(number.system, number.depth, number.value) for number in numbers if number}
    return [
        number
        if number and any((number.system, number.depth, number.value + step) in known for step in (-1, 1))
        else None
        for number in numbers
    ]


def _ranks(headings: Sequence[etree._Element], numbers: Sequence[numbering.Number | None]) -> list[int]:
    """Twice the depth of each numbering, so that there is room between two.

    Whatever the systems are, one that begins within another divides it: 一、 （一） as well as 1. 方法一：.
    """
    systems = list(dict.fromkeys((number.system, number.depth) for number in numbers if number))
    depths = [systems.index((number.system, number.depth)) if number else 0 for number in numbers]
    outer = [place for place, number in enumerate(numbers) if number and depths[place] == 0]
    weaker = _weaker(headings, numbers)
    ranks = []
    for place, (heading, number) in enumerate(zip(headings, numbers, strict=True)):
        between = len(outer) >= 2 and outer[0] < place < outer[-1]
        inside = not number and between and not _CLOSING.match(text.folded(tree.content(heading)))
        ranks.append(2 * depths[place] + (inside or heading in weaker))
    return ranks


def _weaker(
    headings: Sequence[etree._Element], numbers: Sequence[numbering.Number | None]
) -> set[etree._Element]:
    """The headings without number that look less than the first one does, where both looks come again."""
    pairs = zip(headings, numbers, strict=True)
    looks = {heading: heading.get(LOOK, "") for heading, number in pairs if not number}
    first = next(iter(looks.values()), "")
    below = {heading for heading, look in looks.items() if look < first}
    return below if len(below) >= 2 and len(looks) - len(below) >= 2 else set()
