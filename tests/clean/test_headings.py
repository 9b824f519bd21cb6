"""Which lines become headings, and at which level."""

import pytest

P = "§"  # a paragraph of prose, see conftest

# title, input, outline: (level, title) or (level, title, subtitle)
CASES = [
    ("true headings start at 1 and leave no gap", f"<h2>渡船</h2>{P}<h5>木船</h5>{P}<h2>石桥</h2>{P}",
     [(1, "渡船"), (2, "木船"), (1, "石桥")]),
    ("an article that starts deep", f"<h4>渡船</h4>{P}<h2>石桥</h2>{P}", [(1, "渡船"), (1, "石桥")]),
    ("numbering divides headings of one tag", f"<h2>一、渡船</h2>{P}<h2>（一）木船</h2>{P}<h2>二、石桥</h2>{P}",
     [(1, "一、渡船"), (2, "（一）木船"), (1, "二、石桥")]),
    ("bold paragraphs", f"{P}<p><strong>渡船</strong></p>{P}<p><b>石桥</b></p>{P}", [(1, "渡船"), (1, "石桥")]),
    ("bold by style", f"{P}<div style='font-weight:700'>渡船</div>{P}<div style='font-weight:bold'>石桥</div>{P}",
     [(1, "渡船"), (1, "石桥")]),
    ("bold by class", f"{P}<p><span class='x-strong'>渡船</span></p>{P}<p class='font-bold'>石桥</p>{P}", [(1, "渡船"), (1, "石桥")]),
    ("bold line before a break", "<p><b>渡船</b><br>船在水上走了三天。</p><p><b>石桥</b><br>桥在岸上等了三年。</p>",
     [(1, "渡船"), (1, "石桥")]),
    ("heading and slogan in pairs",
     f"<p><b>渡船：</b></p><p><b>风里来，雨里去</b></p>{P}<p><b>石桥：</b></p><p><b>不声，不响</b></p>{P}",
     [(1, "渡船", "风里来，雨里去"), (1, "石桥", "不声，不响")]),
    ("numbered in Chinese", f"<p>一、渡船</p>{P}<p>二、石桥</p>{P}", [(1, "一、渡船"), (1, "二、石桥")]),
    ("chapters", f"<p>第一章 渡船</p>{P}<p>第二章 石桥</p>{P}", [(1, "第一章 渡船"), (1, "第二章 石桥")]),
    ("parts in English", f"<p>Part 1 渡船</p>{P}<p>Part 2 石桥</p>{P}", [(1, "Part 1 渡船"), (1, "Part 2 石桥")]),
    ("number and title on two lines", f"{P}<p><b>01</b></p><p>渡船</p>{P}<p><b>02</b></p><p>石桥</p>{P}",
     [(1, "01 渡船"), (1, "02 石桥")]),
    ("number and title parted by breaks in bare text", "雨停了，河水退了下去。<br><br>01<br>渡船<br>船在水上走了三天。"
     "<br><br>02<br>石桥<br>桥在岸上等了三年，谁也没有走上去过一步。", [(1, "01 渡船"), (1, "02 石桥")]),
    ("a bold line after numbers alone", f"<center><b>1</b></center>{P}<center><b>2</b></center>{P}<center><b>结语</b></center>{P}",
     [(1, "1"), (1, "2"), (1, "结语")]),
    ("numbers alone", f"<center>一</center>{P}<center>二</center>{P}", [(1, "一"), (1, "二")]),
    ("three systems nest", f"<p><b>一、渡船</b></p>{P}<p><b>（一）木船</b></p>{P}<p><b>1. 橹</b></p>{P}<p><b>2. 桨</b></p>{P}"
     f"<p><b>（二）铁船</b></p>{P}<p><b>二、石桥</b></p>{P}",
     [(1, "一、渡船"), (2, "（一）木船"), (3, "1. 橹"), (3, "2. 桨"), (2, "（二）铁船"), (1, "二、石桥")]),
    ("unnumbered between numbered divides", f"<p><b>一、渡船</b></p>{P}<p><b>橹与桨</b></p>{P}<p><b>二、石桥</b></p>{P}"
     f"<p><b>结语</b></p>{P}", [(1, "一、渡船"), (2, "橹与桨"), (1, "二、石桥"), (1, "结语")]),
    ("inferred ones under true ones", f"<h2>渡船</h2>{P}<p><b>木船</b></p>{P}<p><b>铁船</b></p>{P}<h2>石桥</h2>{P}",
     [(1, "渡船"), (2, "木船"), (2, "铁船"), (1, "石桥")]),
    ("set off by brackets", f"<p>【渡船】</p>{P}<p>【石桥】</p>{P}", [(1, "【渡船】"), (1, "【石桥】")]),
    ("in larger letters", f"{P}<p><span style='font-size:20px'>渡船</span></p>{P}<p><font size=5>石桥</font></p>{P}",
     [(1, "渡船"), (1, "石桥")]),
    ("named a title by the page", f"{P}<p class='section-title'>渡船</p>{P}<p class='section-title'>石桥</p>{P}",
     [(1, "渡船"), (1, "石桥")]),
    ("lists of one bold item", f"{P}<ol><li><b>渡船</b></li></ol>{P}<ol start=2><li><b>石桥</b></li></ol>{P}",
     [(1, "渡船"), (1, "石桥")]),
    ("questions with numbers", f"<p><b>一、船去哪里？</b></p>{P}<p><b>二、桥通哪里？</b></p>{P}",
     [(1, "一、船去哪里？"), (1, "二、桥通哪里？")]),
    ("the same heading marked so twice", f"<h2>日记</h2>{P}<h2>日记</h2>{P}", [(1, "日记"), (1, "日记")]),
    ("quotations that head every part", f"{P}<p><b>“等是一种工作”</b></p>{P}<p><b>“雨不会说谎”</b></p>{P}<p><b>“明天再说”</b></p>{P}",
     [(1, "“等是一种工作”"), (1, "“雨不会说谎”"), (1, "“明天再说”")]),
    ("a question among others of its look", f"{P}<p><b>从木船到铁船，第一次转身</b></p>{P}<p><b>从铁船到石桥，慢了三年</b></p>{P}"
     f"<p><b>没有人的渡口，还需要船工吗？</b></p>{P}",
     [(1, "从木船到铁船，第一次转身"), (1, "从铁船到石桥，慢了三年"), (1, "没有人的渡口，还需要船工吗？")]),
    ("bold sentences with numbers", f"<p><b>1、船要常修，不能常漆。</b></p>{P}<p><b>2、桥要常看。</b></p>{P}",
     [(1, "1、船要常修，不能常漆。"), (1, "2、桥要常看。")]),
    ("a bold line over a list", f"{P}<p><b>备料</b></p><ul><li>橹</li><li>桨和缆绳</li></ul>{P}<p><b>下水</b></p>{P}",
     [(1, "备料"), (1, "下水")]),
    ("a word that is counted", f"<p>方法一：补船</p>{P}<p>方法二：换船</p>{P}", [(1, "方法一：补船"), (1, "方法二：换船")]),
    ("numbers without a sign", f"<h2>1 渡船</h2>{P}<h2>1.1 木船</h2>{P}<h2>1.2 铁船</h2>{P}<h2>2 石桥</h2>{P}",
     [(1, "1 渡船"), (2, "1.1 木船"), (2, "1.2 铁船"), (1, "2 石桥")]),
    ("every point is a level", f"<h2>1. 渡船</h2>{P}<h2>1.1 木船</h2>{P}<h2>1.1.1 橹</h2>{P}<h2>1.1.2 桨</h2>{P}<h2>1.2 铁船</h2>{P}"
     f"<h2>2. 石桥</h2>{P}", [(1, "1. 渡船"), (2, "1.1 木船"), (3, "1.1.1 橹"), (3, "1.1.2 桨"), (2, "1.2 铁船"), (1, "2. 石桥")]),
    ("a numbering that begins within another divides it", f"<h2>一、备料</h2>{P}<h2>二、动手</h2>{P}<h2>第一步：拆板</h2>{P}"
     f"<h2>第二步：填麻</h2>{P}<h2>三、收尾</h2>{P}",
     [(1, "一、备料"), (1, "二、动手"), (2, "第一步：拆板"), (2, "第二步：填麻"), (1, "三、收尾")]),
    ("a number that only counts things", f"<h2>10 条渡船</h2>{P}<h2>一、木船</h2>{P}<h2>二、铁船</h2>{P}",
     [(1, "10 条渡船"), (1, "一、木船"), (1, "二、铁船")]),
    ("large ones in the middle stand above plain bold ones", f"{P}<p align=center><font size=5><b>渡船</b></font></p>{P}<p><b>木船</b></p>{P}"
     f"<p><b>铁船</b></p>{P}<p align=center><font size=5><b>石桥</b></font></p>{P}",
     [(1, "渡船"), (2, "木船"), (2, "铁船"), (1, "石桥")]),
    ("one that looks less is no level", f"{P}<p align=center><b>渡船</b></p>{P}<p align=center><b>石桥</b></p>{P}<p><b>缆绳</b></p>{P}",
     [(1, "渡船"), (1, "石桥"), (1, "缆绳")]),
    # -- and what is none
    ("a desk's byline in bold", f"<p><b>河边编辑部</b></p>{P}<p><b>渡船</b></p>{P}<p><b>石桥</b></p>{P}", [(1, "渡船"), (1, "石桥")]),
    ("a desk that the text is about", f"{P}{P}{P}{P}<p><b>渡船编辑部</b></p>{P}<p><b>石桥</b></p>{P}", [(1, "渡船编辑部"), (1, "石桥")]),
    ("an author's name, named so by the page", f"{P}<p><b><span class=author>周渡</span></b></p>{P}<p><b>渡船</b></p>{P}<p><b>石桥</b></p>{P}",
     [(1, "渡船"), (1, "石桥")]),
    ("a role and a name in bold at the start", f"{P}<p><b>作者：周渡</b></p>{P}<p><b>渡船</b></p>{P}<p><b>石桥</b></p>{P}",
     [(1, "渡船"), (1, "石桥")]),
    ("a role that the text is about", f"{P}{P}{P}{P}<p><b>设计：渡船</b></p>{P}<p><b>制作：石桥</b></p>{P}{P}{P}{P}{P}{P}",
     [(1, "设计：渡船"), (1, "制作：石桥")]),
    ("questions too long for headings count as questions", f"<p><b>船是哪年造的？</b></p>{P}<p><b>{'船夫都说船是去年造的，' * 5}是吗？</b></p>{P}"
     f"<p><b>{'桥夫都说桥是今年造的，' * 5}是吗？</b></p>{P}", []),
    ("bold lines in a row", f"{P}<p><b>营收 38.72 亿元</b></p><p><b>净利 3.06 亿元</b></p><p><b>欠款 1.27 亿元</b></p>{P}"
     f"<p><b>渡船</b></p>{P}<p><b>石桥</b></p>{P}", [(1, "渡船"), (1, "石桥")]),
    ("numbered bold lines in a row", f"{P}<p><b>1.橹的长短</b></p><p><b>2.桨的轻重</b></p><p><b>3.缆绳的粗细</b></p>{P}", []),
    ("bold words that point at a video", f"<iframe src='https://v.a.cn/1'></iframe><p><b>△船来了</b></p>{P}<p><b>渡船</b></p>{P}"
     f"<p><b>石桥</b></p>{P}", [(1, "渡船"), (1, "石桥")]),
    ("two quotations", f"{P}<p><b>“船来了”</b></p>{P}<p><b>“桥断了”</b></p>{P}", []),
    ("what counts pictures", f"<p>图表一：渡船</p>{P}<p>图表二：石桥</p>{P}", []),
    ("an emphasised sentence", f"{P}<p><strong>船再也没有回来。</strong></p>{P}", []),
    ("an emphasised sentence without its stop", f"{P}<p><b>船再也没有回来，桥也没有修成</b></p>{P}", []),
    ("bold within a paragraph", f"<p><b>渡船</b>走了三天才到对岸，船上的人都睡着了。</p>{P}", []),
    ("speakers in bold", "<p><b>记者：</b>船去哪里？</p><p><b>船工：</b>去对岸。</p><p><b>记者：</b>几时回来？</p>", []),
    ("questions of an interview",
     f"<p><b>船是哪年造的？</b></p>{P}<p><b>一天能走几趟？</b></p>{P}<p><b>现在谁来坐船？</b></p>{P}", []),
    ("names of speakers on lines of their own",
     f"<p><b>记者：</b></p>{P}<p><b>船工：</b></p>{P}<p><b>记者：</b></p>{P}", []),
    ("questions with the speaker's name", f"<p><b>问：船是哪年造的</b></p>{P}<p><b>问：一天能走几趟</b></p>{P}", []),
    ("a line that leads to a list", f"{P}<p>渡口的规矩：</p><p>1、不许抢船；</p><p>2、不许夜渡；</p>{P}", []),
    ("numbered items in a row", f"{P}<p>1. 橹</p><p>2. 桨</p><p>3. 缆绳</p>{P}", []),
    ("numbered sentences", f"{P}<p>1. 船上不得饮酒，</p><p>2. 夜里不得开船。</p>{P}", []),
    ("everything is bold", "<p><b>船走了。</b></p><p><b>桥没有修</b></p><p><b>雨还在下</b></p><p><b>天黑了</b></p>", []),
    ("everything is large", "<p style='font-size:18px'>船走了三天三夜，船上的人都睡着了。</p>" * 3
     + "<p style='font-size:18px'>天黑了</p>" + "<p style='font-size:18px'>桥在岸上等了三年又三个月。</p>", []),
    ("a number that counts nothing", f"{P}<p>2019</p>{P}<p>7</p>{P}", []),
    ("speech", f"{P}<p><b>“船来了”</b></p>{P}<p><b>“桥断了”</b></p>{P}", []),
    ("a line that opens with a quoted word", f"{P}<p><b>“渡船”成了路名</b></p>{P}<p><b>石桥成了谜</b></p>{P}",
     [(1, "“渡船”成了路名"), (1, "石桥成了谜")]),
    ("the last line", f"{P}<p><b>渡口全景</b></p>", []),
    ("numbered labels", f"{P}<p>1. 时间：三月四日</p>{P}<p>2. 地点：渡口</p>{P}", []),
    ("bold words that lead on, under true headings", f"<h2>渡船</h2>{P}<p><b>做法：</b></p>{P}<h2>石桥</h2>{P}<p><b>用料：</b></p>{P}",
     [(1, "渡船"), (1, "石桥")]),
    ("bullets", f"{P}<p>• 橹</p><p>• 桨</p>{P}", []),
    ("a heading in a list or a quotation", f"<ul><li><h3>橹</h3>摇的。</li></ul><blockquote><h3>桨</h3>划的。</blockquote>{P}",
     []),
    ("a paragraph set as a heading", f"<h2>{'船走了三天，' * 16}</h2>{P}", []),
]  # fmt: skip


@pytest.mark.parametrize(("html", "outline"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_outline(cleaned, html, outline):
    found = [
        (s.level, s.title, s.subtitle) if s.subtitle else (s.level, s.title) for s in cleaned(html).sections
    ]
    assert found == outline


def test_slogan_is_a_subtitle_in_the_body(body):
    html = "<p><b>渡船：</b></p><p><b>风里来，雨里去</b></p>§<p><b>石桥：</b></p><p><b>不声，不响</b></p>§"
    assert body(html).startswith(
        '<section id="s1"><h2>渡船</h2><p class="subtitle">风里来，雨里去</p><p>这一天'
    )


def test_title_repeated_at_the_start_goes(cleaned):
    article = cleaned("<h1>渡口的雨</h1><p><b>渡口的雨</b></p>§<h2>渡船</h2>§", title="渡口的雨")
    assert [section.title for section in article.sections] == ["渡船"]


def test_title_alone_stays(body):
    assert body("渡口的雨", title="渡口的雨") == "<p>渡口的雨</p>"


def test_reasons_are_told(cleaned):
    notices = cleaned("§<p><b>一、渡船</b></p>§<p><b>二、石桥</b></p>§").notices
    assert "一、渡船 (bold, numbered as a part" in next(
        n.about for n in notices if n.code == "heading-inferred"
    )


def test_sections_nest_and_keep_their_ids(body):
    html = "<p>前。</p><h2>甲</h2><p>一。</p><h3>乙</h3><p>二。</p><h2>丙</h2><p>三。</p>"
    assert body(html) == (
        '<p>前。</p><section id="s1"><h2>甲</h2><p>一。</p>'
        '<section id="s1-1"><h3>乙</h3><p>二。</p></section></section>'
        '<section id="s2"><h2>丙</h2><p>三。</p></section>'
    )
