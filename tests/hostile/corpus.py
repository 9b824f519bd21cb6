"""Posts that nobody should trust, and what is expected of each: the rows are the specification.

In a body `@GOOD@` is a server that may be asked, `@CANARY@` one that nobody may call, `@SECRET@` a file that
nobody may open, `TAIL` the last paragraph, which must arrive wherever it stands.
"""

from dataclasses import dataclass
from urllib.parse import quote

TAIL = "结尾完好"
FRONT = "---\ntitle: {name}\n---\n\n"


@dataclass(frozen=True)
class Case:
    """A post. `kept` must be in its book and `never` not; `pictures` and `lost` count those had and missing.

    `post` is the body, or the whole file where it is bytes. `fails` says that no book is to come of it.
    """

    name: str
    post: str | bytes
    kept: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    pictures: int | None = None
    lost: int | None = None
    tail: bool = True
    fails: bool = False


def img(address: str) -> str:
    return f'<p>开头<img src="{address}"></p><p>TAIL</p>'


def body(markup: str) -> str:
    return f"<p>开头</p>{markup}<p>TAIL</p>"


def drawn(shapes: str) -> str:
    """A body with an SVG in the page itself."""
    return body(f'<img src="{inline(shapes)}">')


def inline(shapes: str) -> str:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90">{shapes}</svg>'
    return f"data:image/svg+xml,{quote(svg, safe='@')}"


def file(front: str, markup: str = "<p>TAIL</p>") -> bytes:
    return f"---\n{front}\n---\n\n{markup.replace('TAIL', TAIL)}\n".encode()


NEVER_ASKED = [
    # an address that is not public, however it is spelt: a placeholder, and nobody is called
    ("canary", "@CANARY@/a.png"),
    ("loopback decimal", "http://2130706434:@PORT@/a.png"),
    ("loopback hexadecimal", "http://0x7f000002:@PORT@/a.png"),
    ("loopback octal", "http://0177.0.0.2:@PORT@/a.png"),
    ("loopback short", "http://127.2:@PORT@/a.png"),
    ("loopback full-width digits", "http://１２７.0.0.2:@PORT@/a.png"),
    ("loopback circled digits", "http://①②⑦.0.0.②:@PORT@/a.png"),
    ("loopback ideographic stops", "http://127。0。0。2:@PORT@/a.png"),
    ("loopback mapped into IPv6", "http://[::ffff:127.0.0.2]:@PORT@/a.png"),
    ("loopback compatible IPv6", "http://[::127.0.0.2]:@PORT@/a.png"),
    ("loopback IPv6", "http://[::1]:@PORT@/a.png"),
    ("loopback by NAT64", "http://[64:ff9b::7f00:2]:@PORT@/a.png"),
    ("loopback by 6to4", "http://[2002:7f00:2::]:@PORT@/a.png"),
    ("nothing", "http://0.0.0.0:@PORT@/a.png"),
    ("nothing short", "http://0:@PORT@/a.png"),
    ("private 10", "http://10.1.2.3/a.png"),
    ("private 172", "http://172.16.0.1/a.png"),
    ("private 192", "http://192.168.1.1/a.png"),
    ("link local", "http://169.254.169.254/latest/meta-data/"),
    ("carrier NAT", "http://100.64.0.1/a.png"),
    ("multicast", "http://224.0.0.1/a.png"),
    ("unique local IPv6", "http://[fd00::1]/a.png"),
    ("link local IPv6 with zone", "http://[fe80::1%25lo]/a.png"),
    ("password before the host", "http://good.example@127.0.0.2:@PORT@/a.png"),
    ("backslashes", r"http:\\127.0.0.2:@PORT@\a.png"),
    ("line break in the scheme", "ht\ntp://127.0.0.2:@PORT@/a.png"),
    ("no scheme", "//127.0.0.2:@PORT@/a.png"),
    ("redirect to the canary", "@GOOD@/to-canary"),
    ("redirect to a file", "@GOOD@/to-file"),
    ("redirect to FTP", "@GOOD@/to-ftp"),
    ("redirect without end", "@GOOD@/loop"),
    ("redirect to nonsense", "@GOOD@/to-nonsense"),
    ("file", "file://@SECRET@"),
    ("file on this host", "file://localhost@SECRET@"),
    ("path", "@SECRET@"),
    ("path upwards", "../../../../../../../..@SECRET@"),
    ("share of a Windows network", r"\\127.0.0.2\share\a.png"),
    ("endless device", "file:///dev/zero"),
    ("this process", "file:///proc/self/environ"),
    ("FTP", "ftp://127.0.0.2:@PORT@/a.png"),
    ("gopher", "gopher://127.0.0.2:@PORT@/_GET%20/a.png"),
    ("blob", "blob:@CANARY@/a"),
    ("the book's own scheme", "asset:secret"),
    ("a port that is none", "@GOOD@:99999/a.png"),
    ("a host that is none", "http://[::bad/a.png"),
]

NEVER_LOADED = [
    # markup that loads something when it is shown: gone, the text around it kept
    ("script", '<script src="@CANARY@/a.js"></script><script>fetch("@CANARY@")</script>'),
    ("style sheet", '<link rel="stylesheet" href="@CANARY@/a.css"><link rel="preload" href="@CANARY@/b">'),
    ("attachment", '<link rel="attachment" href="file://@SECRET@"><a rel="attachment" href="file://@SECRET@">附</a>'),
    ("import", "<style>@import url(@CANARY@/a.css); p { background: url(@CANARY@/b.png) }</style>"),
    ("font", "<style>@font-face { font-family: x; src: url(@CANARY@/f.woff) } p { font-family: x }</style>"),
    ("style attribute", '<p style="background:url(@CANARY@/a.png);content:url(@CANARY@/b.png)">文</p>'),
    ("escaped style", r'<p style="background:u\72l(@CANARY@/a.png)">文</p>'),
    ("base", '<base href="@CANARY@/"><img src="a.png">'),
    ("refresh", '<meta http-equiv="refresh" content="0;url=@CANARY@">'),
    ("frame", '<iframe src="@CANARY@/f.html"></iframe><frameset><frame src="@CANARY@"></frameset>'),
    ("document in a frame", '<iframe srcdoc="<script>alert(1)</script>"></iframe>'),
    ("object", '<object data="@CANARY@/o.swf"></object><embed src="@CANARY@/e.swf"><applet code="x"></applet>'),
    ("video", '<video src="@CANARY@/v.mp4" poster="@CANARY@/p.png" autoplay></video>'),
    ("audio", '<audio src="@CANARY@/a.mp3" autoplay></audio>'),
    ("form", '<form action="@CANARY@"><input type="image" src="@CANARY@/i.png"><button>送</button></form>'),
    ("source set", '<picture><source srcset="@CANARY@/a.webp"></picture>'),
    ("inline SVG", '<svg><image href="@CANARY@/a.png"/><use href="@CANARY@/a.svg#x"/></svg>'),
    ("SVG with a script", '<svg onload="alert(1)"><script>alert(1)</script></svg>'),
    ("foreign object", '<svg><foreignObject><iframe src="@CANARY@"></iframe></foreignObject></svg>'),
    ("MathML link", '<math><mi href="javascript:alert(1)" xlink:href="javascript:alert(1)">x</mi></math>'),
    ("background", '<table background="@CANARY@/a.png"><tr><td background="@CANARY@/b.png">格</td></tr></table>'),
    ("link with a script", '<a href="javascript:alert(1)">一</a><a href=" java&#10;script:alert(1)">二</a>'),
    ("link with data", '<a href="data:text/html,<script>alert(1)</script>">三</a><a href="vbscript:x">四</a>'),
    ("handlers", '<p onclick="alert(1)" onmouseover=alert(1)>文</p><img src=x onerror=alert(1)>'),
    ("ping", '<a href="https://a.example/" ping="@CANARY@/ping">链</a>'),
    ("conditional comment", "<!--[if gte IE 4]><script>alert(1)</script><![endif]--><!-- <?php echo 1 ?> -->"),
    ("processing instruction", '<?xml-stylesheet href="@CANARY@/a.css"?><?php echo 1 ?>'),
    ("mutation by noscript", '<noscript><p title="</noscript><img src=x onerror=alert(1)>">文</noscript>'),
    ("mutation by MathML", "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=x onerror=alert(1)&gt;'>"),
    ("mutation by template", "<template><script>alert(1)</script></template>"),
    ("mutation by title", "<title><p id='</title><img src=x onerror=alert(1)>'>"),
    ("entities declared", '<!DOCTYPE html [<!ENTITY x SYSTEM "file://@SECRET@">]><p>&x;</p>'),
    ("XInclude", '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file://@SECRET@"/>'),
]  # fmt: skip

SERVED = [
    # name, what the server answers, pictures had
    ("a picture", "good.png", 1),
    ("a picture called a text", "wrong-type", 1),
    ("a page called a picture", "html", 0),
    ("nothing", "empty", 0),
    ("a body cut short", "cut", 0),
    ("chunks that are none", "bad-chunk", 0),
    ("lengths that differ", "two-lengths", 0),
    ("40,000 x 40,000 points", "pixels", 0),
    ("a gigabyte in a megabyte", "gzip-bomb", 0),
    ("a picture with a damaged byte", "bad-crc", None),
    ("a picture of another kind than it says", "polyglot", 0),
    ("404", "missing", 0),
    ("401", "login", 0),
    ("three hops", "hops/3", 1),
    ("nine hops", "hops/9", 0),
    ("an SVG with an outer file", "svg-entity", None),
    ("an SVG with outer pictures", "svg-loads", None),
    ("an SVG with a script", "svg-script", None),
    ("an SVG that uses itself", "svg-self", None),
    ("an SVG of a billion uses", "svg-uses", None),
    ("an SVG of a billion laughs", "svg-laughs", None),
    ("an SVG as wide as the sky", "svg-huge", None),
    ("an SVG nested deep", "svg-deep", None),
]

MARKUP = [
    Case("attribute names", body('<p @click="x" 沙赞“…”="1" a:b:c=2 "=3>名</p>'), ("名",), ("@click",)),
    Case("the same id twice", body('<p id="a">一</p><p id="a">二</p><a href="#a">见</a>'), ("一", "二", "见")),
    Case("ids that are none", body('<p id="">一</p><p id="1 2">二</p><p id="&#34;>">三</p>'), ("一", "二", "三")),
    Case("elements nobody knows", body("<o:p>一</o:p><blink>二</blink><x-y z>三</x-y>"), ("一", "二", "三")),
    Case("unclosed", body("<p>一<div>二<p>三<table><td>四"), ("一", "二", "三", "四")),
    Case("crossed", body("<b>一<i>二</b>三</i>"), ("一", "二", "三")),
    Case("a list in a paragraph in a list", body("<p><ul><p><li><ul>一</ul></p></ul>"), ("一",)),
    Case("a table in a table", body("<table><tr><td><table><tr><td>里</td></tr></table></td></tr></table>"), ("里",)),
    Case("text straight in a table", body("<table>野<tr>外<td>内</td></tr></table>"), ("野", "外", "内")),
    Case("a cell of a million columns", body('<table><tr><td colspan="1000000" rowspan="99999999">格</td></tr></table>'), ("格",)),
    Case("a span below nought", body('<table><tr><td colspan="-1" rowspan="x">格</td></tr></table>'), ("格",)),
    Case("a list from a billion", body('<ol start="99999999999999999999"><li value="-9e99">项</li></ol>'), ("项",)),
    Case("ruby in ruby", body("<ruby>字<rt>zì<ruby>内<rt>nèi</rt></ruby></rt></ruby>"), ("字", "内")),
    Case("plain text to the end", "<p>开头</p><plaintext><b>余下", ("余下",), tail=False),
    Case("a textarea never closed", "<p>开头</p><textarea>余下<b>粗", ("开头",), tail=False),
    Case("a frame never closed", body('<iframe src="https://v.example/x">')),
    Case("a frame that closes itself", body('<iframe src="https://v.example/x"/>') + '<iframe src="y"></iframe>'),
    Case("a script that closes itself", body('<script src="@CANARY@/x.js"/>') + "<script>alert(1)</script>", never=("alert",)),
    Case("a title in the body that closes itself", body("<title/>")),
    Case("a page in a formula", body('<math><semantics><mi>z</mi><annotation-xml encoding="application/xhtml+xml"><iframe src="@CANARY@"/></annotation-xml></semantics></math>')),
    Case("a comment never closed", "<p>开头</p><!-- 余下", ("开头",), tail=False),
    Case("a tag never closed", "<p>开头</p><img alt='余下", ("开头",), tail=False),
    Case("CDATA", body("<![CDATA[ 段 ]]>段"), ("段",)),
    Case("entities of all kinds", body("&amp;amp; &#x26; &nbsp;&hellip;&copy;&NotAnEntity; &#0; &#xD800; &#x110000; 完"), ("完",)),
    Case("two bodies", "<html><body><p>一</p></body></html><html><body><p>二</p><p>TAIL</p></body></html>", ("一", "二")),
]  # fmt: skip

CHARACTERS = [
    Case("controls", body("控\x01\x02\x08\x0b\x0c\x0e\x1f制"), ("控", "制"), ("\x01", "\x0b")),
    Case("non-characters", body("非\ufffe\uffff\U0001fffe字符"), ("字符",), ("\ufffe", "\uffff")),
    Case("direction turned round", body("开\u202e面反\u202c\u2066关"), ("反", "关")),
    Case("nothing to see", body("零\u200b宽\ufeff度\u2060"), ("零", "宽", "度")),
    Case("lines of Unicode", body("行\u2028段\u2029落\x85完"), ("行", "段", "落", "完")),
    Case("a heap of marks", body("e" + "\u0301" * 2000 + "尾"), ("尾",)),
    Case("beyond the basic plane", body("𠮷野家𪚥🀄👨‍👩‍👧"), ("𠮷野家𪚥",)),
    Case("private use", body("私\ue000用\U000f0000"), ("私", "用")),
    Case("half a surrogate", file("title: x", "<p>" + "这一段文字完好。" * 9 + "</p><p>TAIL</p>") + b"<p>\xed\xa0\x80\xed\xbf\xbf</p>", ("文字完好",)),
    Case("nought bytes", b"---\ntitle: x\n---\n<p>\xe7\xa9\xba\x00" + TAIL.encode() + b"</p>", ("空",), ("\x00",)),
    Case("a mark of order in the middle", file("title: x", "<p>前\ufeff后</p><p>TAIL</p>"), ("前", "后")),
    Case("GB18030", file("title: 国标", "<p>" + "这一段文字用国标编码。" * 9 + "TAIL</p>").decode().encode("gb18030"), ("国标编码",)),
    Case("Big5", file("title: 大五碼", "<p>" + "這一段文字用大五碼儲存。" * 9 + "</p>").decode().encode("big5"), ("大五碼儲存",), tail=False),
    Case("UTF-16", file("title: x").decode().encode("utf-16")),
    Case("UTF-8 with a few wrong bytes", file("title: x", "<p>" + "这一段文字完好。" * 9 + "</p><p>TAIL</p>") + b"\xff\xfe\x80\n", ("文字完好",)),
    Case("CR for lines", file("title: x").replace(b"\n", b"\r")),
    Case("CRLF for lines", file("title: x").replace(b"\n", b"\r\n")),
]  # fmt: skip

FRONT_MATTER = [
    Case("a Python object", file('title: !!python/object/apply:os.system ["touch @SECRET@.run"]')),
    Case("a billion laughs", file("a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(f"{chr(98 + i)}: &{chr(98 + i)} [{','.join('*' + chr(97 + i) for _ in range(9))}]\n" for i in range(9)) + "title: *j")),
    Case("an alias to itself", file("title: &a [*a]")),
    Case("brackets without end", file("title: " + "[" * 20_000)),
    Case("braces without end", file("{a: " * 5000)),
    Case("tabs", file("title:\tx\n\tauthor: y")),
    Case("quotes within quotes", file('title: """""""\'第10集\'"""""""'), ("第10集",)),
    Case("a colon in the title", file("title: 一: 二: 三"), ("一：二：三",)),
    Case("a title that is a list", file("title: [一, 二]")),
    Case("a title that is a mapping", file("title: {a: b}")),
    Case("a title that is a number", file("title: 0123"), ("0123",)),
    Case("a title that is a date", file("title: 2022-03-17"), ("2022-03-17",)),
    Case("a title that is no", file("title: no"), ("no",)),
    Case("no title", file("author: 某")),
    Case("a date that is none", file("title: x\ndate: 2022-13-45 99:99")),
    Case("a date out of time", file("title: x\ndate: 99999-01-01")),
    Case("a number of ten thousand digits", file("title: x\ndate: " + "9" * 10_000)),
    Case("keys that are no names", file("title: x\n? [a, b]\n: c\n1: 2\nnull: 3")),
    Case("the same key twice", file("title: 一\ntitle: 二")),
    Case("merged keys", file("base: &b {author: 某}\n<<: *b\ntitle: x")),
    Case("categories in categories", file("title: x\ncategories: [[a, [b]], {c: d}, ../../etc, '']")),
    Case("authors of every kind", file("title: x\nauthor: [一, {二: 三}, 4, null, [五]]")),
    Case("never closed", b"---\ntitle: x\n<p>" + TAIL.encode() + b"</p>\n"),
    Case("half a megabyte", file("title: x\nnote: " + "字" * 170_000)),
    Case("ten thousand keys", file("title: x\n" + "".join(f"k{n}: {n}\n" for n in range(10_000)))),
    Case("TOML that breaks off", b"+++\ntitle = 'x\n+++\n<p>" + TAIL.encode() + b"</p>\n"),
    Case("a headimg that is a file", file("title: x\nheadimg: file://@SECRET@")),
    Case("a headimg that is the canary", file("title: x\nheadimg: '@CANARY@/h.png'")),
]  # fmt: skip

TITLES = [
    # what a title may hold; it is in the book as it was written, where XML can hold it
    "../../../../tmp/owned", "/etc/passwd", r"..\..\windows", "CON", "nul.txt", "com1", " . 点 . ", "题:流$DATA",
    "字" * 300, "👨‍👩‍👧 家", "???***", "-rf", "~", "$(id) `id` ;id", "{{ 7 * 7 }}", "{% include '/etc/passwd' %}",
    "</title><script>alert(1)</script>", "\\\"); content: url(@CANARY@)", "]]>", "&lt;b&gt;", "%s %n {0}", "题\x1b[31m红",
    "行\r行", "e\u0301te", "\u202e反向", "\u200f", "a" * 5000,
]  # fmt: skip

BOMBS = [
    Case("divs 20,000 deep", body("<div>" * 20_000 + "深")),
    Case("spans 20,000 deep", body("<b><i>" * 10_000 + "深")),
    Case("lists 2,000 deep", body("<ul><li>" * 2000 + "深"), ("深",)),
    Case("tables 500 deep", body("<table><tr><td>" * 500 + "深"), ("深",)),
    Case("quotations 2,000 deep", body("<blockquote>" * 2000 + "深"), ("深",)),
    Case("quotations of Markdown 1,000 deep", ">" * 1000 + f" 深\n\n{TAIL}\n", ("深",)),
    Case("lists of Markdown 200 deep", "".join(" " * 2 * n + "- 项\n" for n in range(200)) + f"\n{TAIL}\n", ("项",)),
    Case("brackets of Markdown", "[" * 20_000 + f"\n\n{TAIL}\n"),
    Case("stars of Markdown", "*a" * 20_000 + f"\n\n{TAIL}\n"),
    Case("back ticks of Markdown", "`" * 20_000 + "a" + "``" * 5000 + f"\n\n{TAIL}\n"),
    Case("one word of 200,000 letters", body("<p>" + "a" * 200_000 + "</p>")),
    Case("a number of an item without an order", body('<ul><li value="-9">项</li></ul>'), ("项",)),
    Case("a host of empty labels", body('<a href="http://127.0.0....2:9/v.mp4">片</a>'), ("片",)),
    Case("one English word of 100,000 letters", body("<p lang=en>" + "a" * 100_000 + "</p>")),
    Case("100,000 entities", body("<p>" + "&amp;" * 100_000 + "</p>")),
    Case("2,000 pictures that are one", body('<img src="@GOOD@/good.png">' * 2000), pictures=1),
    Case("10,000 empty paragraphs", body("<p></p><br><p>&nbsp;</p>" * 5000)),
    Case("5,000 headings", body("".join(f"<h2>第{n}节</h2>" for n in range(5000))), ("第4999节",)),
    Case("an attribute of a megabyte", body(f'<p title="{"a" * 1_000_000}">文</p>'), ("文",)),
    Case("5,000 attributes", body("<p " + " ".join(f"a{n}=1" for n in range(5000)) + ">文</p>"), ("文",)),
    Case("an address of a megabyte", body(f'<a href="https://a.example/{"a" * 1_000_000}">链</a>'), ("链",)),
    Case("a picture of a megabyte in the page", body('<img src="data:image/png;base64,' + "A" * 1_000_000 + '">')),
    Case("a table of 300 columns", body("<table>" + ("<tr>" + "<td>格</td>" * 300 + "</tr>") * 5 + "</table>"), ("格",)),
    Case("styles beyond measure", body('<p style="width:1e9px;font-size:1e7px;page-break-before:always">文</p>' * 50), ("文",)),
    Case("a word of code that never ends", body("<pre>" + "x" * 60_000 + "</pre>")),
    Case("blanks of code", body("<pre>" + " " * 200_000 + "末</pre>"), ("末",)),
    Case("20,000 lines of code", body("<pre>" + "行\n" * 20_000 + "</pre>")),
    Case("10,000 links", body('<a href="https://a.example/x">链</a>' * 10_000)),
    Case("20,000 breaks", body("行<br>" * 20_000)),
    Case("2,000 rows", body("<table>" + "<tr><td>一</td><td>二</td></tr>" * 2000 + "</table>")),
    Case("rows that push each other aside", body("<table>" + "".join(f'<tr><td rowspan="300" colspan="{n}">格{n}</td></tr>' for n in range(1, 300)) + "</table>"), ("格299",)),
    Case("50,000 marks upon a letter", body("<p>文" + "\u0301" * 50_000 + "</p>")),
    Case("emoji joined without end", body("<p>" + "👨\u200d" * 5000 + "</p>")),
    Case("a sentence of Thai without end", body("<p>" + "ภาษาไทย" * 5000 + "</p>")),
    Case("references of Markdown", "".join(f"[r{n}]: http://a.example/{n}\n" for n in range(3000)) + "[r1][r2] " * 1000 + f"\n\n{TAIL}\n"),
    Case("notes that refer to notes", "".join(f"文[^{n}] " for n in range(300)) + "\n\n" + "".join(f"[^{n}]: 注[^{(n + 1) % 300}]\n" for n in range(300)) + f"\n{TAIL}\n"),
    Case("a table of Markdown 500 wide", "|" + "a|" * 500 + "\n|" + "-|" * 500 + "\n" + ("|" + "b|" * 500 + "\n") * 3 + f"\n{TAIL}\n"),
    Case("an address in angles without end", "<http://a.example/" + "a" * 30_000 + "> " + "www.a.example " * 500 + f"\n\n{TAIL}\n"),
    Case("formulas without end", body("<p>$" + "{" * 3000 + "x" + "}" * 3000 + "$</p>")),
]  # fmt: skip

DRAWN = [
    # SVG in the page: drawn or a placeholder, but neither hangs nor asks
    ("a pattern finer than dust", '<pattern id="p" width="0.001" height="0.001" patternUnits="userSpaceOnUse"><rect width="1" height="1"/></pattern><rect width="90" height="90" fill="url(#p)"/>'),
    ("a pattern of itself", '<pattern id="p" width="9" height="9"><rect width="9" height="9" fill="url(#p)"/></pattern><rect width="90" height="90" fill="url(#p)"/>'),
    ("a mask of itself", '<mask id="m"><rect width="9" height="9" mask="url(#m)"/></mask><rect width="90" height="90" mask="url(#m)"/>'),
    ("a clip of itself", '<clipPath id="c" clip-path="url(#c)"><rect width="9" height="9"/></clipPath><rect width="90" height="90" clip-path="url(#c)"/>'),
    ("gradients in a ring", '<linearGradient id="a" href="#b"/><linearGradient id="b" href="#a"/><rect width="9" height="9" fill="url(#a)"/>'),
    ("dashes finer than dust", '<path d="M0 0H10000" stroke="#000" stroke-dasharray="0.00001 0.00001"/>'),
    ("numbers that are none", '<rect x="1e308" y="-1e308" width="1e400" height="NaN" transform="scale(1e308)"/><circle r="-1e999"/>'),
    ("letters of a billion points", '<text font-size="1e9">字</text><text font-size="0">字</text>'),
    ("a filter without end", '<filter id="f"><feImage href="file://@SECRET@"/><feTurbulence baseFrequency="0.0001" numOctaves="99999999"/></filter><rect width="90" height="90" filter="url(#f)"/>'),
    ("a script that moves", '<set attributeName="href" to="javascript:alert(1)"/><a><animate attributeName="href" values="javascript:alert(1)"/></a>'),
    ("a font and a style from elsewhere", "<style>@font-face{font-family:x;src:url(@CANARY@/f)}</style><text font-family=\"x'); @import url(@CANARY@)\">字</text>"),
    ("a picture in a picture", f"""<image width="9" height="9" href="{inline('<image href="@CANARY@/x.png"/>')}"/>"""),
]  # fmt: skip

FORMULAS = [
    (r"\def\a{\a\a}\a", "a macro of itself"),
    (r"\newcommand{\x}{\x\x}\x", "a command of itself"),
    (r"\frac{" * 300 + "1" + "}{2}" * 300, "fractions 300 deep"),
    (r"\begin{array}{" + "c" * 500 + "}" + "&".join("a" * 500) + r"\end{array}", "a matrix 500 wide"),
    (r"\kern 99999999pt\hspace{1e9em}\rule{99999em}{99999em}x", "spaces without end"),
    (r"\input{/etc/passwd}\include{@SECRET@}\write18{id}", "a file"),
    (r"\href{javascript:alert(1)}{x}\url{javascript:alert(1)}", "a script"),
]

INPUTS = [
    Case("an empty file", b"", fails=True),
    Case("blanks alone", b" \n\n\t\n", fails=True),
    Case("bytes of a program", b"\x7fELF" + bytes(range(256)) * 40, fails=True),
    Case("no front matter", f"<p>{TAIL}</p>".encode()),
    Case("rules in the body", file("title: x", "一\n\n---\n\n二\n\n---\n\nTAIL"), ("一", "二")),
    Case("front matter alone", b"---\ntitle: x\n---\n", tail=False),
]


def cases() -> list[Case]:
    """Every case, each under a name of its own."""
    return [
        *(Case(f"asks {name}", img(address), pictures=0) for name, address in NEVER_ASKED),
        *(Case(f"loads {name}", body(markup)) for name, markup in NEVER_LOADED),
        *(
            Case(
                f"is served {name}",
                img(f"@GOOD@/{path}"),
                pictures=had,
                lost=None if had is None else 1 - had,
            )
            for name, path, had in SERVED
        ),
        *MARKUP,
        *CHARACTERS,
        *FRONT_MATTER,
        *(Case(f"is titled {title[:20]!r}", file(f"title: {_quoted(title)}")) for title in TITLES),
        *(Case(f"draws {name}", drawn(svg)) for name, svg in DRAWN),
        *(
            Case(f"a formula with {name}", body(f"<p>公式 ${tex}$ 与</p><p>$${tex}$$</p>"))
            for tex, name in FORMULAS
        ),
        *BOMBS,
        *INPUTS,
    ]


def _quoted(title: str) -> str:
    escapes = {"\\": "\\\\", '"': '\\"', "\x1b": "\\e", "\r": "\\r", "\u202e": "\\u202e"}
    return '"' + "".join(escapes.get(character, character) for character in title) + '"'


def written(case: Case, addresses: dict[str, str]) -> bytes:
    """The bytes of the post, its addresses filled in."""
    text = case.post
    content = (
        text
        if isinstance(text, bytes)
        else (FRONT.format(name=case.name) + text.replace("TAIL", TAIL)).encode()
    )
    for name, address in addresses.items():
        content = content.replace(name.encode(), address.encode())
    return content
