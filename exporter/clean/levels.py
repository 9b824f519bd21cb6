"""How deep each heading stands: by its tag, by its numbering, and by what lies between numbered ones."""

import re
from collections.abc import Sequence

from lxml import etree

from exporter.clean import numbering, text, tree
from exporter.clean.candidates import TRUE

LEVEL = "data-level"
"""On a heading until sections are made: only the order of the values counts, smaller ones stand above."""

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
        numbers = [numbering.number_of(text.folded(tree.content(heading))) for heading in headings]
        for heading, rank in zip(headings, _ranks(headings, numbers), strict=True):
            heading.set(LEVEL, str(tag * _TAG_STEP + rank))


def _ranks(headings: Sequence[etree._Element], numbers: Sequence[numbering.Number | None]) -> list[int]:
    """Twice the rank of each number, so that there is room between two systems."""
    outermost = min((number.rank for number in numbers if number), default=0)
    numbered = [place for place, number in enumerate(numbers) if number and number.rank == outermost]
    ranks = []
    for place, (heading, number) in enumerate(zip(headings, numbers, strict=True)):
        between = len(numbered) >= 2 and numbered[0] < place < numbered[-1]
        closing = _CLOSING.match(text.folded(tree.content(heading)))
        inside = not number and between and not closing
        ranks.append(2 * (number.rank if number else outermost) + inside)
    return ranks
