"""No word between marks is lost, however they are mixed: it is shown, or what is left out names it."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from exporter.read.markdown import to_html

MARKS = st.sampled_from(
    "\n |\n\n|\n    |* |- |- [x] |> |> [!note] |# |## |`|``|```\n|~~~\n|==|%%|\n%%\n|$|$$|\n$$\n|[|]|[[|]]|![[|](a)|[^1]|"
    "\n[^1]: |^[|**|*|_|{: .a}|{#a}| ^abc\n|{% note %}|{% endnote %}|{% raw %}|{% endraw %}|\n{% codeblock %}\n|\n{% endcodeblock %}\n|"
    "{% foo %}|{{< center >}}|{{< /center >}}|<div>|</div>|<b>|<code>|</code>|<!--|-->|<pre>|</pre>|\\|\n|---|\n".replace(
        "\n|---|\n", "\n"
    ).split("|")
)


@settings(max_examples=400, deadline=None)
@given(st.lists(MARKS, max_size=25))
@example(["```\n", "{% note %}", "\n\n", "```\n", "{% endnote %}"])
def test_every_word_arrives(marks: list[str]) -> None:
    words = [f"词{number}号" for number in range(len(marks) + 1)]
    text = words[0] + "".join(mark + word for mark, word in zip(marks, words[1:], strict=True))
    converted = to_html(text)
    found = converted.html + "".join(converted.left_out)
    assert [word for word in words if word not in found] == []
