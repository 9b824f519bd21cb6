"""Formulas: found however a page writes them, converted once, kept as TeX where they cannot be."""

import string

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from exporter.clean import clean, mathml, tex, text_lines
from exporter.clean.vocabulary import ATTRIBUTES, MATHML, faults
from exporter.model import Post

SQUARE = '<math alttext="x^2"><msup><mi>x</mi><mn>2</mn></msup></math>'
MATHML_OF_IT = "<msup><mi>x</mi><mn>2</mn></msup>"
KATEX = (
    "<span class='katex'><span class='katex-mathml'><math><semantics><mi>x</mi>"
    "<annotation encoding='application/x-tex'>x^2</annotation></semantics></math></span>"
    "<span class='katex-html' aria-hidden='true'>x2</span></span>"
)

# name, what stands in a line of text
IN_LINE = [
    ("KaTeX", KATEX),
    ("MathJax 2, rendered", "<span class='MathJax_Preview'>x2</span><span class='MathJax'>x2</span><script type='math/tex'>x^2</script>"),
    ("MathJax 2, not rendered", "<script type='math/tex'>x^2</script>"),
    ("MathJax 4", "<mjx-container><mjx-math data-latex='x^2'><mjx-c></mjx-c></mjx-math></mjx-container>"),
    ("MathML with TeX", "<math alttext='x^2'><mi>x</mi></math>"),
    ("Wikipedia", "<span class='mwe-math-element'><span class='mwe-math-mathml-inline' style='display: none'><math alttext='x^2'><mi>x</mi></math></span>"
     "<img class='mwe-math-fallback-image-inline' src='https://w.cn/svg/1' alt='x^2'></span>"),
    ("a span that names it", "<span data-tex='x^2'>x2</span>"),
    ("an editor's", "<span class='span-inline-equation' data-formula='x^2'><svg></svg></span>"),
    ("Pandoc", r"<span class='math inline'>\(x^2\)</span>"),
    ("vditor", "<span class='vditor-math'>x^2</span>"),
    ("Zhihu's picture", "<img src='https://www.zhihu.com/equation?tex=x%5E2' alt='[公式]' eeimg='1'>"),
    ("a lazy picture", "<img src='data:image/gif;base64,R0' data-actualsrc='https://www.zhihu.com/equation?tex=x%5E2'>"),
    ("CodeCogs' picture", r"<img src='https://latex.codecogs.com/svg.latex?\dpi{120}&space;x^2'>"),
    ("CSDN's picture", "<img class='mathcode' src='https://latex.csdn.net/eq?x%5E2' alt='x^{2}'>"),
    ("a chart server's picture", "<img src='https://chart.a.cn/chart?cht=tx&amp;chl=x%5E2'>"),
    ("a picture whose alternative is TeX", "<img class='latex' src='https://a.cn/1.png' alt='x^2'>"),
    ("dollars in the text", "$x^2$"),
    ("brackets in the text", r"\(x^2\)"),
]  # fmt: skip


@pytest.mark.parametrize("formula", [case[1] for case in IN_LINE], ids=[case[0] for case in IN_LINE])
def test_in_a_line(body, formula):
    assert body(f"<p>设{formula}为</p>") == f"<p>设{SQUARE}为</p>"


SET_APART = [
    ("KaTeX", f"<p>设<span class='katex-display'>{KATEX}</span>为</p>"),
    ("MathJax 2", "<p>设<span class='MathJax_Preview'></span><div class='MathJax_Display'><span class='MathJax'>x2</span></div>"
     "<script type='math/tex; mode=display'>x^2</script>为</p>"),
    ("MathJax 3", f"<p>设<mjx-container display='true'><mjx-assistive-mml><math alttext='x^2'>{MATHML_OF_IT}</math></mjx-assistive-mml></mjx-container>为</p>"),
    ("MathML", "<p>设<math display='block' alttext='x^2'></math>为</p>"),
    ("a picture of Zhihu's", r"<p>设<img src='https://www.zhihu.com/equation?tex=x%5E2' alt='x^2\\' eeimg='1'>为</p>"),
    ("dollars", "<p>设$$x^2$$为</p>"),
    ("brackets", r"<p>设\[x^2\]为</p>"),
    ("over several lines", "<p>设$$<br>x^2<br>$$为</p>"),
    ("alone in its paragraph", "<p>设</p><p><span data-tex='x^2'></span></p><p>为</p>"),
    ("alone in a box", "<p>设</p><section class='block-equation' data-formula='x^2'><svg></svg></section><p>为</p>"),
    ("a code block of a Git host", "<p>设</p><pre><code class='language-math'>x^2\n</code></pre><p>为</p>"),
]  # fmt: skip


@pytest.mark.parametrize("html", [case[1] for case in SET_APART], ids=[case[0] for case in SET_APART])
def test_set_apart(body, html):
    apart = SQUARE.replace("<math ", '<math display="block" ')
    assert body(html) == f'<p>设</p><p class="formula">{apart}</p><p>为</p>'


NONE = [
    ("prices", "价在 $5 和 $6 之间"),
    ("prices in English", "It costs $5 and $6_000."),
    ("prices without spaces", "从$5到$6，US$7或A$8"),
    ("variables of a shell", "$PATH:$HOME，$_GET[$x]"),
    ("a lone letter, no other formula", "第 $n$ 页"),
    ("escaped brackets", r"\[注\] 见 \(下\)"),
    ("words between dollars", "$$ 特价 $$"),
    ("an unknown command", r"$\nope^2$"),
    ("a class that says nothing", "<span class='math'>数学</span>"),
]  # fmt: skip


@pytest.mark.parametrize("html", [case[1] for case in NONE], ids=[case[0] for case in NONE])
def test_not_a_formula(cleaned, html):
    assert cleaned(f"<p>{html}</p>").body.find(".//math") is None


def test_a_letter_between_dollars_where_there_are_formulas(body):
    assert body("<p>$x^2$，$n$，$5</p>") == f'<p>{SQUARE}，<math alttext="n"><mi>n</mi></math>，$5</p>'


def test_code_is_left_alone(body):
    html = "<p><code>$x^2$</code></p><pre><code>$$x^2$$</code></pre>"
    assert body(html) == html


def test_an_environment_in_the_text(cleaned):
    article = cleaned(r"<p>即\begin{align}a&amp;=b\\c&amp;=d\end{align}</p>")
    assert len(article.body.findall(".//mtr")) == 2
    assert text_lines(article.body) == ["即", r"\begin{align}a&=b\\c&=d\end{align}"]


def test_what_cannot_be_converted_stays_tex(cleaned):
    article = cleaned(r"<p>设<span data-tex='\nope{x}'></span>为</p>")
    assert etree.tostring(article.body[0]).decode().startswith('<p>&#35774;<code data-language="tex">')
    assert text_lines(article.body) == [r"设\nope{x}为"]
    assert [notice.code for notice in article.notices] == ["formula-kept"]


def test_a_picture_that_cannot_be_converted_stays_a_picture(body):
    html = r"<p>设<img src='https://www.zhihu.com/equation?tex=%5Cnope+x'>为</p>"
    assert body(html) == r'<p>设<img src="p1" class="equation" alt="\nope x"/>为</p>'


def test_mathml_stands_in_where_the_tex_is_beyond_the_converter(body):
    html = rf"<p>设<math alttext='\nope'>{MATHML_OF_IT}</math>为</p>"
    assert body(html) == rf'<p>设<math alttext="\nope">{MATHML_OF_IT}</math>为</p>'


def test_a_formula_without_tex_is_said_by_its_letters(cleaned):
    article = cleaned("<p>设<math><mi>x</mi> <mo>=</mo> <mn>1</mn></math>为</p>")
    assert text_lines(article.body) == ["设x=1为"]


def test_a_formula_in_a_heading(cleaned):
    article = cleaned("<h2>求 <span data-tex='x^2'></span> 的导数</h2>§")
    assert article.sections[0].title == "求 x^2 的导数"


# title, MathML as found, as kept
FOUND = [
    ("prefixes of XML", "<mml:mi>x</mml:mi><mml:mspace/><mml:mo>=</mml:mo>", "<mi>x</mi><mo>=</mo>"),
    ("semantics, annotations", "<semantics><mi>x</mi><annotation-xml><ci>y</ci></annotation-xml></semantics>", "<mi>x</mi>"),
    ("brackets that are implied", "<mfenced open='['><mi>x</mi><mi>y</mi></mfenced>", "<mrow><mo>[</mo><mi>x</mi><mo>,</mo><mi>y</mi><mo>)</mo></mrow>"),
    ("alphabets", "<mi mathvariant='double-struck'>R</mi><mi mathvariant='bold'>v</mi>", "<mi>ℝ</mi><mi>𝐯</mi>"),
    ("an upright letter", "<mi mathvariant='normal'>d</mi>", '<mi mathvariant="normal">d</mi>'),
    ("invisible operators", "<mi>f</mi><mo>&#x2061;</mo><mi>x</mi>", "<mi>f</mi><mi>x</mi>"),
    ("scripts on both sides", "<mmultiscripts><mi>x</mi><mn>1</mn><none/><mprescripts/><none/><mn>2</mn></mmultiscripts>",
     "<msup><mrow/><mn>2</mn></msup><msub><mi>x</mi><mn>1</mn></msub>"),
    ("a part that is wanting", "<mfrac><mn>1</mn></mfrac>", "<mfrac><mn>1</mn><mrow/></mfrac>"),
    ("a part too many", "<msqrt><mi>x</mi></msqrt><mfrac><mn>1</mn><mn>2</mn><mn>3</mn></mfrac>",
     "<msqrt><mi>x</mi></msqrt><mfrac><mn>1</mn><mn>2</mn></mfrac><mn>3</mn>"),
    ("columns", "<mtable columnalign='right left'><mtr><mtd><mi>x</mi></mtd><mtd><mi>y</mi></mtd></mtr></mtable>",
     '<mtable><mtr><mtd columnalign="right"><mi>x</mi></mtd><mtd columnalign="left"><mi>y</mi></mtd></mtr></mtable>'),
    ("a style on a row", "<mrow displaystyle='true'><mi>x</mi></mrow>", '<mstyle displaystyle="true"><mi>x</mi></mstyle>'),
    ("what nobody knows", "<mfoo onclick='x()' style='color:red'><mi href='javascript:x'>x</mi></mfoo>", "<mi>x</mi>"),
    ("text outside its place", "<mrow>甲<mi>x</mi></mrow>", "<mrow><mtext>甲</mtext><mi>x</mi></mrow>"),
    ("a space out of reason", "<mi>x</mi><mspace width='9999em'/>", "<mi>x</mi>"),
]  # fmt: skip


@pytest.mark.parametrize(("found", "kept"), [case[1:] for case in FOUND], ids=[case[0] for case in FOUND])
def test_mathml(body, found, kept):
    assert body(f"<p>设<math>{found}</math>为</p>") == f"<p>设<math>{kept}</math>为</p>"


# title, TeX, what its MathML holds
CONVERTED = [
    ("a fraction", r"\frac{1}{2}", "<mfrac><mn>1</mn><mn>2</mn></mfrac>"),
    ("words", r"\text{准确率}=1", "<mtext>准确率</mtext>"),
    ("words without \\text", "准确率=1", "<mtext>准确率</mtext>"),
    ("words in a box", r"\mbox{if }x", "<mtext>if\u00a0</mtext>"),
    ("a formula within words", r"\text{若 $x$ 则}", "<mi>x</mi>"),
    ("a set", r"\mathbb{R}", "<mi>ℝ</mi>"),
    ("no number where the page had none", r"\begin{align}a&=b\end{align}", "<mo>=</mo><mi>b</mi></mtd></mtr>"),
    ("a number", r"E=mc^2\tag{3}", "<mtext>(3)</mtext>"),
    ("lines outside an environment", r"a\\b", "<mtr><mtd><mi>a</mi></mtd></mtr><mtr>"),
    ("columns outside an environment", r"a&=b\\c&=d", '<mtd columnalign="right"><mi>c</mi></mtd>'),
    ("three dots", r"1,\dots,n", "<mo>…</mo>"),
    ("what lays out a page", r"\large\label{a}\require{b}x", "<mi>x</mi>"),
    ("limits of an operator", r"\mathop{\arg\max}\limits_x f", "<munder><mi>argmax</mi><mi>x</mi></munder>"),
    ("old names", r"\begin{eqnarray}a&=&b\end{eqnarray}", '<mtd><mo rspace="0">=</mo></mtd>'),
    ("escaped twice", "a &lt; b", "<mo>&lt;</mo>"),
    ("marks around it", r"\[x\]", "<mi>x</mi>"),
    ("lines in a matrix", r"\begin{array}{c|c}1&2\end{array}", '<mtd class="ruled-right">'),
    ("limits one below the other", r"\sum_{\substack{i<n\\j<m}}", '<mstyle scriptlevel="1"><mtable'),
]  # fmt: skip


@pytest.mark.parametrize(("source", "part"), [case[1:] for case in CONVERTED], ids=[c[0] for c in CONVERTED])
def test_tex(source, part):
    made = tex.formula(source, display=True)
    assert part in etree.tostring(made, encoding="unicode")
    assert made.get("alttext") == tex.bare(source)


REFUSED = [
    ("nothing", ""),
    ("an unknown command", r"\nope"),
    ("an open group", "{x"),
    ("commands of its own", r"\def\a{\a\a}\a"),
    ("too long", "x+" * 2000),
    ("too deep", "{" * 60 + "x" + "}" * 60),
    ("too deep without braces", r"\sqrt" * 60 + "x"),
    ("too deep once converted", r"\frac1{" * 35 + "x" + "}" * 35),
]


@pytest.mark.parametrize("source", [case[1] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_refused(source):
    assert tex.formula(source) is None


_COMMANDS = [rf"\{name}" for name in
             ("frac sqrt text left right begin{matrix} end{matrix} sum limits hat over mathbb middle not tag{1} substack "
              "operatorname mathop sqrt[ \\ { } begin{align} end{align} color binom overline color{red} hline cr verb def").split()]  # fmt: skip
_TEX = st.lists(st.sampled_from([*_COMMANDS, *"{}[]()^_&|.$#~%'x1 +=,<中\u0301\ud800"]), max_size=40).map(
    "".join
)


def _sound(made):
    if made is not None:
        article = etree.Element("article")
        article.append(made)
        assert faults(article) == []
        etree.fromstring(etree.tostring(article))


@settings(max_examples=500, deadline=None)
@given(_TEX | st.text(max_size=60), st.booleans())
def test_never_raises_on_tex(source, display):
    _sound(tex.formula(source, display=display))


_TAGS = [*sorted(MATHML), "semantics", "annotation", "mfenced", "mmultiscripts", "mprescripts", "none", "mlabeledtr", "ms", "p", "maction"]  # fmt: skip
_NAMES = sorted(
    {name for names in ATTRIBUTES.values() for name in names} | {"style", "mathvariant", "columnlines"}
)
_VALUES = st.sampled_from(["true", "", "0", "-1em", "1em", "block", "bold", "double-struck", "right left", "box x", "(", "\u2061", "border-right:1px;width:50%"])  # fmt: skip


def _tree(content):
    tag, attributes, data, parts = content
    element = etree.Element(tag, dict(attributes))
    element.text = data
    element.extend(parts)
    return element


_ATTRIBUTES = st.dictionaries(st.sampled_from(_NAMES), _VALUES, max_size=3)
_DATA = st.text(alphabet=string.ascii_letters + "(+.\u2061\u0302 中", max_size=3)
_TREES = st.recursive(
    st.tuples(st.sampled_from(_TAGS), _ATTRIBUTES, _DATA, st.just([])).map(_tree),
    lambda inner: st.tuples(st.sampled_from(_TAGS), _ATTRIBUTES, _DATA, st.lists(inner, max_size=4)).map(
        _tree
    ),
    max_leaves=20,
)


@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_TREES, st.booleans())
def test_never_raises_on_mathml(found, display):
    _sound(mathml.presented(found, display=display))


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_TREES, _TEX)
def test_formulas_in_a_page(found, source):
    markup = etree.tostring(found, encoding="unicode")
    escaped = (
        source.encode("utf-8", "replace")
        .decode()
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace("'", "&#39;")
    )
    html = f"<p>甲<math>{markup}</math>乙<span data-tex='{escaped}'>丙</span>丁</p><p>{escaped}</p><p>戊$${escaped}$$</p>"
    article = clean(Post("post.md", "渡口", html))
    assert faults(article.body) == []
    assert "甲" in "".join(text_lines(article.body))
