"""Time grows with the length alone, whatever the input: 200 KB of each sign that opens something."""

import time

import pytest

from exporter.read.body import to_html

LENGTH = 200_000
OPENINGS = (
    "[ ![ [[ ![[ [[a| [^ ^[ ]( [a][ {% {%a {{< {{<a {{% &#123;%a &# == == ==a %% %%a $ $$ $a ` <code> <pre> <!-- {: {:.a"
    " {#a [x](a [x]({{site.url ({{ ~~~ {%raw%} {%note%} {{</*"
).split()
WITH_SPACES = [
    "{% note %}\n",
    "{% raw %}\nx\n{% endraw %}\n",
    "- {% note %}\n  x\n  {% endnote %}\n",
    "{% link a b %}",
    "{% a '\" ",
    "%%\n",
    "$$\n",
    "> [!note] a\n",
    "\n{:.a}\n",
    " ^abc ",
    "# a {#",
    "[x]: {{ ",
    "{{ 'a' | ",
    "<div markdown=1>\n",
    "{{< figure\n",
]
HOSTILE = {
    **{opening: opening * (LENGTH // len(opening)) for opening in (*OPENINGS, *WITH_SPACES)},
    "closed brackets": "[" * (LENGTH // 2) + "]" * (LENGTH // 2),
    "notes in notes": "^[" * (LENGTH // 3) + "]" * (LENGTH // 3),
    "references to one note": "[^a]: x\n\n" + "[^" * (LENGTH // 2),
    "references to one link": "[a]: x\n\n" + "[a][" * (LENGTH // 4),
    "runs of ticks": " ".join("{% a %}" + "`" * length for length in range(1, 600)),
    "boxes in boxes": "{% note %}\n" * 9000 + "{% endnote %}\n" * 7000,
    "spaces in a tag": "{% a" + " " * LENGTH,
    "spaces in a line": "a" + " " * LENGTH + "b",
    "spaces in an address": "[a](" + "a " * (LENGTH // 2),
    "arguments": "{% img a.png " + "1 " * (LENGTH // 2) + "%}",
    "one long argument": "{{< figure " + "a" * LENGTH + " >}}",
}
SECONDS = 10  # about 10 µs a character is the price of the parser itself; quadratic work takes minutes


@pytest.mark.parametrize("case", HOSTILE)
def test_time_is_linear(case: str) -> None:
    start = time.process_time()
    to_html("# 题\n\n" + HOSTILE[case], "a.md")
    assert time.process_time() - start < SECONDS
