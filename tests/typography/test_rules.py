"""The text rules, case by case: what a copy editor changes, and what stays."""

import pytest

from exporter.settings import TEXT_RULES
from exporter.typography.rules import RULES, Typography, chosen

# title, language, text, expected ("" where the text stays); a language with ! is that of a heading or caption.
QUOTES = [
    ("padded by a scraper", "zh-Hans", '城市在 " 慢速度 " 中井然有序', "城市在“慢速度”中井然有序"),
    ("tight", "zh-Hans", '他把这叫作"守夜"。', "他把这叫作“守夜”。"),
    ("one after the other", "zh-Hans", '成为 " 主力军 "" 生力军 "。', "成为“主力军”“生力军”。"),
    ("three after one another", "zh-Hans", '"报到！""报到！""我来报到！"', "“报到！”“报到！”“我来报到！”"),
    ("at both ends", "zh-Hans", '"船到中流浪更急"', "“船到中流浪更急”"),
    ("with stop inside", "zh-Hans", '"放心，管够！"言简意赅', "“放心，管够！”言简意赅"),
    ("after a colon", "zh-Hans", '她说："明天开船。"', "她说：“明天开船。”"),
    ("Latin words in a Chinese line", "zh-Hans", '英文字幕译为 "gravy"，令人不解', "英文字幕译为“gravy”，令人不解"),
    ("an English sentence in a Chinese line", "zh-Hans", '她答道："I will be back at noon." 然后走了。', "她答道：“I will be back at noon.”然后走了。"),
    ("full-width form", "zh-Hans", "他说＂好＂。", "他说“好”。"),
    ("one is typographic already", "zh-Hans", '他说“好"，又说"不”。', "他说“好”，又说“不”。"),
    ("pair within a pair", "zh-Hans", '“他说"好"就走了”', "“他说‘好’就走了”"),
    ("opens a paragraph, closed in a later one", "zh-Hans", '"那年冬天很长。', "“那年冬天很长。"),
    ("closed here, opened in an earlier paragraph", "zh-Hans", '于是我们都走了。"', "于是我们都走了。”"),
    ("one too many: the spaces tell which", "zh-Hans", '他说" 好 "，她说" 不', "他说“好”，她说\" 不"),
    ("an odd one in the middle stays", "zh-Hans", '他"说。', ""),
    ("the wrong way round", "zh-Hans", "“国家级“称号", "“国家级”称号"),
    ("both closing", "zh-Hans", "”国家级”称号", "“国家级”称号"),
    ("opened again, to be closed in a later paragraph", "zh-Hans", "“走吧。他说：“好", ""),
    ("inches", "zh-Hans", '这台 27" 显示器', ""),
    ("inches beside a quotation", "zh-Hans", '27"的显示器和"键盘"', "27\"的显示器和“键盘”"),
    ("a number is quoted", "zh-Hans", '他报的是"18"，不是"20"', "他报的是“18”，不是“20”"),
    ("Traditional gets the same marks", "zh-Hant", '他說"好"。', "他說“好”。"),
    ("corner brackets stay", "zh-Hant", "他說「好」，又說『不』。", ""),
    ("within corner brackets", "zh-Hant", '他說「這是"好"」。', "他說「這是『好』」。"),
    ("Japanese", "ja", '彼は"はい"と言った。', "彼は“はい”と言った。"),
    ("Korean stays", "ko", '그는 "네"라고 말했다.', ""),
    ("English stays", "en", 'He said "yes" and left.', ""),
    ("an English line in a Chinese article stays", "zh-Hans", 'He said "yes" and left.', ""),
    ("English with one Chinese word stays", "zh-Hans", 'The word for it, "渡口", is old, he said, and nobody who lives here now uses it', ""),
]  # fmt: skip
SINGLE_QUOTES = [
    ("round Han", "zh-Hans", "取名叫'瑞'字", "取名叫‘瑞’字"),
    ("within a pair", "zh-Hans", "\"他说'不急'，\"船工说", "“他说‘不急’，”船工说"),
    ("an apostrophe", "zh-Hans", "用 don't 和 it's 造句", ""),
    ("round Latin words", "zh-Hans", "值为 'auto' 时", ""),
    ("feet", "zh-Hans", "身高 6'2 的他", ""),
    ("nested pairs of one kind", "zh-Hans", "“他说“好”就走”", "“他说‘好’就走”"),
    ("one that is not closed: left alone", "zh-Hans", "“甲。“乙”", ""),
]
PUNCTUATION = [
    ("comma", "zh-Hans", "天黑了,船没有来", "天黑了，船没有来"),
    ("comma and space", "zh-Hans", "天黑了, 船没有来", "天黑了，船没有来"),
    ("colon", "zh-Hans", "船工说:没有船", "船工说：没有船"),
    ("colon set apart", "zh-Hans", "作者 : 张三", "作者：张三"),
    ("semicolon", "zh-Hans", "天黑了;船没有来", "天黑了；船没有来"),
    ("question and cry", "zh-Hans", "船呢?没有!", "船呢？没有！"),
    ("a row of them", "zh-Hans", "什么?!他也走了", "什么？！他也走了"),
    ("full stop at the end", "zh-Hans", "船没有来.", "船没有来。"),
    ("full stop before a space", "zh-Hans", "船没有来. 我们走了.", "船没有来。我们走了。"),
    ("full stop in a line without 。", "zh-Hans", "船没有来.我们走了.", "船没有来。我们走了。"),
    ("a point that divides a name", "zh-Hans", "约翰.史密斯来了。", ""),
    ("a point after a clause", "zh-Hans", "船没有来过这里很久了.我们走了。", "船没有来过这里很久了。我们走了。"),
    ("a point in a name of a line without 。", "zh-Hans", "比尔.盖茨来了", ""),
    ("numbered in Han", "zh-Hans", "一. 概述", ""),
    ("numbered in digits", "zh-Hans", "1.概述", ""),
    ("after a Latin word", "zh-Hans", "用 Vue,但不用它的路由", "用 Vue，但不用它的路由"),
    ("after a Latin word and before a space", "zh-Hans", "兼容 API, 即插即用", "兼容 API，即插即用"),
    ("colon after a Latin word", "zh-Hans", "Tom:你好", "Tom：你好"),
    ("question after a Latin word", "zh-Hans", "你会 Rust?我不会", "你会 Rust？我不会"),
    ("a name that ends with !", "zh-Hans", "Yahoo! 中国的首页", ""),
    ("between Latin words", "zh-Hans", "会用 Vue, React, Svelte 的人", ""),
    ("in a number", "zh-Hans", "共 1,000,000 元", ""),
    ("in a ratio and a time", "zh-Hans", "比分 3:2，时间 12:30", ""),
    ("in a version", "zh-Hans", "升级到 v1.2.3 之后", ""),
    ("after a closing bracket", "zh-Hans", "（见上）,然后", "（见上），然后"),
    ("before an opening quotation mark", "zh-Hans", "他说:“好”", "他说：“好”"),
    ("not equal", "zh-Hans", "变量!=空", ""),
    ("scope", "zh-Hans", "类::方法", ""),
    ("a word or two of Han in English", "zh-Hans", "We flew from the city of 北京, then on to the city of 上海, and back. 真的很累，但是很开心，下次还去", ""),
    ("Traditional", "zh-Hant", "天黑了,船沒有來.", "天黑了，船沒有來。"),
    ("Japanese cry", "ja", "船が来ない!どうして?", "船が来ない！どうして？"),
    ("Japanese comma is a choice of style", "ja", "船は,来ない.", ""),
    ("Korean", "ko", "배가 오지 않았다, 왜?", ""),
    ("a point after the last number", "zh-Hans", "去年好,今年同比增长 8%.", "去年好，今年同比增长 8%。"),
    ("a number that ends a line", "zh-Hans", "版本 2.", ""),
    ("a cry of many", "zh-Hans", "哈哈!!!!", "哈哈！！！！"),
    ("comma after a space after a number", "zh-Hans", "才 ¥100 ,不贵", "才 ¥100，不贵"),
    ("a smile", "zh-Hans", "好的:)", "好的 :)"),
    ("dash for an option", "zh-Hans", "加上--help参数", "加上--help 参数"),
]  # fmt: skip
PARENTHESES = [
    ("round Han", "zh-Hans", "品类(模拟城建)带来", "品类（模拟城建）带来"),
    ("after Han, round Latin", "zh-Hans", "世界卫生组织(WHO)说", "世界卫生组织（WHO）说"),
    ("set apart", "zh-Hans", "世界卫生组织 (WHO) 说", "世界卫生组织（WHO）说"),
    ("a number in brackets before Han", "zh-Hans", "(1)概述", "（1）概述"),
    ("nested", "zh-Hans", "渡口(旧称津(今废))", "渡口（旧称津（今废））"),
    ("half of the pair is full width", "zh-Hans", "渡口（旧称津)", "渡口（旧称津）"),
    ("a call", "zh-Hans", "调用 foo(bar) 返回空值", ""),
    ("a formula", "zh-Hans", "得分=权重*(难度+1)", ""),
    ("round Latin after Latin", "zh-Hans", "用 AI (Artificial Intelligence) 写作", ""),
    ("no partner", "zh-Hans", "1)概述", "1) 概述"),
    ("Japanese", "ja", "渡し場(わたしば)です", "渡し場（わたしば）です"),
    ("Korean", "ko", "나루터(渡口)입니다", ""),
]
DASHES = [
    ("three points", "zh-Hans", "船还没有来...", "船还没有来……"),
    ("six points", "zh-Hans", "船还没有来......我们走了", "船还没有来……我们走了"),
    ("two points after Han", "zh-Hans", "船还没有来..我们走了", "船还没有来……我们走了"),
    ("full stops", "zh-Hans", "船还没有来。。。", "船还没有来……"),
    ("half an ellipsis", "zh-Hans", "还有…哦…不能再说了", "还有……哦……不能再说了"),
    ("too long", "zh-Hans", "还有………哦", "还有……哦"),
    ("centred points", "zh-Hans", "还有···哦", "还有……哦"),
    ("with the full stop after it", "zh-Hans", "还有...。", "还有……。"),
    ("between Latin words", "zh-Hans", "他只说 wait... what", ""),
    ("a folder above", "zh-Hans", "进入../src目录", "进入 ../src 目录"),
    ("at the end of a caption", "zh-Hans!", "请忽略内容。。。", "请忽略内容……"),
    ("Japanese half", "ja", "船は…来ない", ""),
    ("Japanese points", "ja", "船は...来ない", "船は……来ない"),
    ("English", "en", "Wait... what", ""),
    ("two hyphens", "zh-Hans", "渡口--从前的渡口", "渡口——从前的渡口"),
    ("three hyphens with spaces", "zh-Hans", "渡口 --- 从前的渡口", "渡口——从前的渡口"),
    ("rules of a box", "zh-Hans", "渡口──从前的渡口", "渡口——从前的渡口"),
    ("too long", "zh-Hans", "渡口———从前的渡口", "渡口——从前的渡口"),
    ("right already", "zh-Hans", "渡口——从前的渡口", ""),
    ("spaces beside it", "zh-Hans", "标准 —— 完全兼容", "标准——完全兼容"),
    ("one stroke joins", "zh-Hans", "北京—上海的列车", ""),
    ("a hyphen joins", "zh-Hans", "3-5 倍", ""),
    ("an ornament", "zh-Hans", "完\n----------", ""),
    ("an arrow", "zh-Hans", "甲-->乙", ""),
    ("English", "en", "The ferry -- an old one -- sank.", ""),
]
RANGES = [
    ("numbers", "zh-Hans", "需要 3~5 天", "需要 3～5 天"),
    ("numbers set apart", "zh-Hans", "需要 3 ~ 5 天", "需要 3～5 天"),
    ("percent", "zh-Hans", "10%~20% 的人", "10%～20% 的人"),
    ("Han", "zh-Hans", "周一~周五", "周一～周五"),
    ("dates", "zh-Hans", "1998 年 9 月~2002 年 7 月", "1998 年 9 月～2002 年 7 月"),
    ("a tone drawn out", "zh-Hans", "一起来吧~", "一起来吧～"),
    ("home folder", "zh-Hans", "放在 ~/bin 里", ""),
    ("about", "zh-Hans", "价格~100 元", ""),
    ("letters", "zh-Hans", "从 a~z 中选", ""),
    ("Japanese keeps its wave", "ja", "3〜5日", ""),
]
FOLDING = [
    ("Kangxi radicals", "zh-Hans", "⽂字⼊⻔", "文字入门"),
    ("supplement", "zh-Hans", "⻢车⻰", "马车龙"),
    ("compatibility forms", "zh-Hans", "\uf900\uf9b5", "豈例"),
    ("a form that is a letter of its own", "zh-Hans", "﨑", ""),
    ("in Japanese names they are told apart", "ja", "福\ufa1b社\ufa19です", ""),
    ("small marks", "zh-Hant", "天黑了﹐船沒有來﹔走吧﹖", "天黑了，船沒有來；走吧？"),
    ("vertical colon", "zh-Hant", "作者︰張三", "作者：張三"),
    ("half-width kana", "ja", "ﾗｼﾞｵ放送です", "ラジオ放送です"),
    ("half-width marks", "ja", "｢はい｣です｡", "「はい」です。"),
    ("digits", "zh-Hans", "２０２２年", "2022 年"),
    ("letters", "zh-Hans", "用ＵＳＢ线", "用 USB 线"),
    ("decimal point and percent", "zh-Hans", "全市 99．94％的事项", "全市 99.94% 的事项"),
    ("percent after half-width digits", "zh-Hans", "增长63.6％。", "增长 63.6%。"),
    ("a point after Han is none of a number", "zh-Hans", "甲．乙", ""),
    ("percent without a number", "zh-Hans", "符号％的用法", ""),
    ("Japanese width is a choice of style", "ja", "Ａ社は２０２２年に", ""),
]
SPACING = [
    ("Han and Latin", "zh-Hans", "用API写代码", "用 API 写代码"),
    ("Han and digits", "zh-Hans", "在3月17日", "在 3 月 17 日"),
    ("there already", "zh-Hans", "在 3 月 17 日用 API", ""),
    ("too many", "zh-Hans", "用  API   写", "用 API 写"),
    ("no-break spaces", "zh-Hans", "用\u00a0API\u00a0写", "用 API 写"),
    ("percent and degree", "zh-Hans", "50%的人在5℃下", "50% 的人在 5℃ 下"),
    ("currency", "zh-Hans", "花了$5买的", "花了 $5 买的"),
    ("C++ and C#", "zh-Hans", "用C++和C#写", "用 C++ 和 C# 写"),
    ("Greek", "zh-Hans", "系数α为正", "系数 α 为正"),
    ("between Han", "zh-Hans", "我们 把帐篷往东挪了三步。", "我们把帐篷往东挪了三步。"),
    ("between Han, many", "zh-Hans", "我们\u00a0\u00a0\u00a0把帐篷挪了。", "我们把帐篷挪了。"),
    ("caesura of a heading", "zh-Hans!", "争分夺秒 始终都在", "争分夺秒　始终都在"),
    ("caesura of two", "zh-Hans!", "争分夺秒  始终都在", "争分夺秒　始终都在"),
    ("a full-width blank that the text has", "zh-Hans", "张三　摄", ""),
    ("title in its marks", "zh-Hans", "读了《城南旧事 冬阳》之后", "读了《城南旧事　冬阳》之后"),
    ("names in brackets", "zh-Hans", "（记者 陈川 实习生 卢一苇）", "（记者　陈川　实习生　卢一苇）"),
    ("a row of names", "zh-Hans", "主演：张三 李小四 王五", "主演：张三　李小四　王五"),
    ("credits", "zh-Hans", "作者|张三 编辑|李四", "作者|张三　编辑|李四"),
    ("credits with colons", "zh-Hans", "文:张三 图:李四", "文：张三　图：李四"),
    ("caption's number", "zh-Hans!", "表1　各渡口的船", "表 1　各渡口的船"),
    ("full-width comma", "zh-Hans", "边缘组件 edgecore ，边缘节点", "边缘组件 edgecore，边缘节点"),
    ("after a full stop", "zh-Hans", "走了。 后来", "走了。后来"),
    ("within book title marks", "zh-Hans", "《 渡口 》", "《渡口》"),
    ("before a bracket", "zh-Hans", "渡口 （旧称津） 还在", "渡口（旧称津）还在"),
    ("quotation marks beside Han", "zh-Hans", "叫作 “守夜” 的活", "叫作“守夜”的活"),
    ("quotation marks between Latin words", "zh-Hans", "中文里说 the “best” way 的人", ""),
    ("quotation marks padded", "zh-Hans", "叫作“ night watch ”的活", "叫作“night watch”的活"),
    ("apostrophe", "zh-Hans", "读 Dickens’ novels 的人", ""),
    ("a bar between titles", "zh-Hans", "深圳战法 | 市民慢生活", ""),
    ("a hyphen between titles", "zh-Hans", "原理详解 - 学习笔记", ""),
    ("a plus between Han", "zh-Hans", "互联网 + 政务服务", ""),
    ("interpunct with spaces", "zh-Hans", "科技 · 生活", ""),
    ("line end of the source between Han", "zh-Hans", "船没有来，\n我们\n走了", "船没有来，我们走了"),
    ("line end in a heading", "zh-Hans!", "争分夺秒\n始终都在", "争分夺秒始终都在"),
    ("line end beside Latin", "zh-Hans", "我们用\nAPI", "我们用 API"),
    ("line end in English", "en", "the old\nferry", ""),
    ("Japanese has its gap from layout", "ja", "APIを使う、3月17日に", ""),
    ("Japanese keeps the spaces it has", "ja", "山田 太郎です！　はい", ""),
    ("Japanese line end", "ja", "船が\n来ない", "船が来ない"),
    ("Korean spaces words", "ko", "나루터의 배는 3월에 온다", ""),
    ("a Japanese line in a Chinese article", "zh-Hans", "渡し場の船はAPIで呼ぶ", ""),
    ("zero-width space and word joiner", "zh-Hans", "渡\u200b口\u2060船", "渡口船"),
    ("hair space", "en", "1914\u200a–\u200a1918", "1914 – 1918"),
    ("French keeps its narrow space", "fr", "Quoi\u202f? Non", ""),
]
PROTECTED = [
    ("address", "zh-Hans", "见https://a.cn/b?c=1,d:2。", "见 https://a.cn/b?c=1,d:2。"),
    ("address with Han", "zh-Hans", "见https://zh.example.org/wiki/渡口,好", "见 https://zh.example.org/wiki/渡口，好"),
    ("address that ends a sentence", "zh-Hans", "见https://a.cn/b.", "见 https://a.cn/b."),
    ("address before a bracket", "zh-Hans", "见https://a.cn/b(要登录)", "见 https://a.cn/b（要登录）"),
    ("e-mail", "zh-Hans", "写信到a.b@c.cn吧", "写信到 a.b@c.cn 吧"),
    ("file", "zh-Hans", "打开index.html看看", "打开 index.html 看看"),
    ("file with a Han name", "zh-Hans", "打开 报告.docx 看看", "打开报告.docx 看看"),
    ("file in quotation marks", "zh-Hans", "打开“2021年报告.docx”看看", ""),
    ("path", "zh-Hans", "在/usr/local/bin里", "在 /usr/local/bin 里"),
    ("Windows path", "zh-Hans", r"在C:\用户\a.txt里", r"在 C:\用户\a.txt 里"),
    ("TeX", "zh-Hans", "设$x,y:z$为正", "设 $x,y:z$ 为正"),
    ("code marked by backticks", "zh-Hans", "用`foo,中文:1`即可", "用 `foo,中文:1` 即可"),
    ("English sentence", "zh-Hans", "她写道：Nothing is lost, nothing; all is there.好", "她写道：Nothing is lost, nothing; all is there. 好"),
    ("emoji", "zh-Hans", "好👍的", ""),
]  # fmt: skip
GROUPS = {
    "quotes": QUOTES,
    "single": SINGLE_QUOTES,
    "stops": PUNCTUATION,
    "brackets": PARENTHESES,
    "strokes": DASHES,
    "ranges": RANGES,
    "folding": FOLDING,
    "spacing": SPACING,
    "protected": PROTECTED,
}
CASES = [(f"{group}: {case[0]}", *case[1:]) for group, cases in GROUPS.items() for case in cases]


@pytest.mark.parametrize(("lang", "text", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_rule(lang, text, expected):
    line = lang.endswith("!")
    result = Typography().set_line(text, lang.rstrip("!"), line=line)
    assert result == (expected or text)
    assert Typography().set_line(result, lang.rstrip("!"), line=line) == result


STYLES = [
    ("corner", "zh-Hant", "他說“好”。", "他說「好」。"),
    ("corner", "zh-Hant", '他說"好"。', "他說「好」。"),
    ("corner", "zh-Hant", "“他說‘好’就走”", "「他說『好』就走」"),
    ("corner", "zh-Hant", "“他說“好”就走”", "「他說『好』就走」"),
    ("corner", "zh-Hant", "don’t 的用法", "don’t 的用法"),
    ("corner", "ja", "彼は“はい”と言った。", "彼は「はい」と言った。"),
    ("corner", "en", "He said “yes”.", "He said “yes”."),
    ("curly", "zh-Hans", "他说「好」，又说「他说『不』」。", "他说“好”，又说“他说‘不’”。"),
    ("curly", "zh-Hans", "读『渡口』", "读“渡口”"),
    ("", "zh-Hant", "他說「好」“不”", "他說「好」“不”"),
]


@pytest.mark.parametrize(("quotes", "lang", "text", "expected"), STYLES)
def test_quotes_asked_for(quotes, lang, text, expected):
    rules = chosen((), quotes)
    result = rules.set_line(text, lang)
    assert result == expected
    assert rules.set_line(result, lang) == result


# What is left of a line when one rule is off.
OFF = [
    ("radicals", "⽂字", "⽂字"),
    ("forms", "作者︰张三", "作者︰张三"),
    ("width", "２０年", "２０年"),
    ("blanks", "渡\u200b口", "渡\u200b口"),
    ("quotes", '他说"好"', '他说"好"'),
    ("single-quotes", "叫'瑞'字", "叫'瑞'字"),
    ("turned-quotes", "“国家级“称号", "“国家级“称号"),
    ("nested-quotes", "“他说“好”就走”", "“他说“好”就走”"),
    ("parentheses", "品类(城建)", "品类(城建)"),
    ("punctuation", "天黑了,走吧", "天黑了,走吧"),
    ("ranges", "周一~周五", "周一~周五"),
    ("newlines", "渡。\nA", "渡。A"),
    ("mark-spaces", "渡， 口", "渡， 口"),
    ("ellipses", "渡...", "渡..."),
    ("dashes", "渡--口", "渡--口"),
    ("quote-spaces", "叫 “守夜”", "叫 “守夜”"),
    ("han-spaces", "渡 口", "渡 口"),
    ("gaps", "用API", "用API"),
]


@pytest.mark.parametrize(("name", "text", "expected"), OFF, ids=[case[0] for case in OFF])
def test_a_rule_that_is_off_does_nothing(name, text, expected):
    assert chosen((name,), "").set_line(text, "zh-Hans", line=False) == expected


def test_quote_style_can_be_off():
    assert chosen(("quote-style",), "corner").set_line("他說“好”", "zh-Hant") == "他說“好”"


def test_settings_know_the_rules_by_name():
    assert tuple(rule.name for rule in RULES) == TEXT_RULES
    assert all(rule.reason for rule in RULES)
