"""What is left for lines that nothing else fills: letters by hundredths of an em apart, or all things closer.

What clreq and jlreq leave open, DTP programs do: no reader sees it, where he sees a hole in a line, or Han
that stand apart. Only paragraphs whose lines cannot be filled otherwise are asked for it.
"""

import re

from exporter.write.pdf.lines.marks import IDEOGRAPH, LEADER, WORD, occurrences
from exporter.write.pdf.lines.paragraph import Paragraph

LETTER = 0.03  # em that letters of a word, or figures of a number, may come apart by, or closer
PRESS = 0.03  # em that Han may come closer by: their faces leave more than that at every side
_WITHIN_WORDS = re.compile(f"{WORD}(?={WORD})")
_AMONG_HAN = re.compile(f"{IDEOGRAPH}(?=[{IDEOGRAPH}{LEADER}])")
_DETACHED = re.compile("[!-~\u00a1-\u024f\u0370-\u052f\u1e00-\u1fff\u2010-\u2027]")  # what joins no other


def loosen(paragraph: Paragraph) -> None:
    """Lets letters of words come apart and all that is no mark be pressed, from now on."""
    clusters = paragraph.clusters
    for item in occurrences(_WITHIN_WORDS, paragraph.kinds):
        glyphs = paragraph.owners[item].glyphs
        detached = _DETACHED.match(clusters[item]) and _DETACHED.match(clusters[item + 1])
        if detached and glyphs and not glyphs.type.cell:
            paragraph.reserve[item] = paragraph.press[item] = int(LETTER * paragraph.em(item))
    for item in occurrences(_AMONG_HAN, paragraph.kinds):
        paragraph.press[item] = int(PRESS * paragraph.em(item))
    paragraph.sum_up_resorts()
