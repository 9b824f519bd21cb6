"""What stands before and after the text: bylines and statements of source become credits, invitations go."""

import itertools
import re
from collections import Counter

from lxml import etree

from exporter.clean import text, tree
from exporter.clean.candidates import TRUE, is_bold
from exporter.clean.headings import same
from exporter.clean.page import Page

_FIRST, _LAST = 4, 12  # blocks: how far from either end these lines are looked for
_SHORT = 40  # characters: no paragraph of the text
_MAX_LINE = 120  # characters: what is longer is text

# Who made the article and where it comes from, as such lines name it.
_LABELS = "|".join(
    (
        "原标题|原標題|原题|原文标题|原文作者|原文链接|原文鏈接|原文地址|原文|原载|原刊于|译文",
        "来源|來源|消息来源|文章来源|资料来源|稿源|信源|出处|出處|转自|转载自|本文来源|图片来源",
        "作者|原作者|文字|撰文|撰稿|文|图文|图|圖|攝影|摄影|拍摄|摄像|记者|記者|本报记者|通讯员|采写|采访",
        "编辑|編輯|责任编辑|責任編輯|责编|責編|文编|图编|本文编辑|值班编辑|微信编辑|主编|副主编|总编",
        "校对|校對|审校|审核|审读|终审|监制|監製|策划|策劃|统筹|排版|版式|设计|制图|製圖|制作|製作|剪辑",
        "翻译|翻譯|译者|譯者|编译|編譯|整理|整理者|首发|发布|出品|运营|视频|题图|封面图|文責",
        "Source|Author|Editor|Written by|Translated by|Translator|Via",
    )
)
_LABEL = rf"(?:(?:{_LABELS})(?:[、/／&和与·及,，](?:{_LABELS}))*)"
_OPENING, _ENDING = r"[（(\[【/／—\-*•●▪■|｜\s]*", r"[）)\]】/／—\-*•●▪■|｜\s]*\Z"
_CREDIT = re.compile(rf"{_OPENING}({_LABEL})\s*[：:丨|｜/／＝=]\s*(\S.{{0,100}}?){_ENDING}", re.I)
_BYLINE = re.compile(rf"({_LABEL})[\s\u3000]+(\S.{{1,30}})\Z")
_SEVERAL = re.compile(rf"(?<=\S)[\s\u3000|｜]+(?={_LABEL}\s*[：:丨|｜/／])")
_DATE = re.compile(
    r"(?:发布于|发表于|時間：|时间：)?\s*\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?\s*"
)
_SENTENCE = re.compile(r"[。！？?；]")

# Lines that invite, warn off or count: no part of an article wherever they end it.
_ACTS = (
    "(?:点赞|點讚|收藏|分享|在看|转发|赞|打赏|赞赏(?:支持)?|查看更多|举报|打印|纠错|关闭(?:窗口)?|返回顶部|返回搜狐"
    r"|(?:收起|展开)(?:回复|评论)?|回复|评论)(?:\s*[（(]?\d+[)）]?)?"
)
_WAYS_ON = "|".join(
    (
        "往期(?:推荐|回顾|精选|精彩)",
        "相关(?:阅读|文章|推荐|新闻)",
        "推荐阅读|热门推荐|猜你喜欢|更多精彩|精彩推荐",
    )
)
_AUTHORS_WAYS_ON = "延伸阅读|延伸閱讀|扩展阅读|相關閱讀|相關新聞|Related|You may also like"
_INVITATIONS = tuple(
    re.compile(form, re.I)
    for form in (
        r"(?:扫|掃|长按|長按|识别|識別)[^。]{0,12}(?:二维码|二維碼|码|碼)",  # scan the code
        r"(?:关注|關注|订阅|訂閱|搜索|添加|加入)[^。]{0,24}"  # follow the account, join the group
        r"(?:公众号|公眾號|微信群|交流群|QQ群|视频号|官方微博|订阅号|粉絲團)",
        r"(?:点击|點擊|戳|猛戳)[^。]{0,10}(?:阅读原文|閱讀原文|关注|關注|蓝字|卡片|下方)",
        r"(?:阅读|閱讀)(?:原文|全文)\Z|\A展开全文\Z",
        rf"\A[【\[（(]?{_ACTS}(?:[\s、，/|·【】\[\]（）()]|{_ACTS})*\Z",
        r"\A(?:请|記得|记得|别忘了|顺手|欢迎)?点(?:个|一下)?[「“]?(?:赞|在看)(?![^。！!]{20})",
        r"(?:一键|素质|长按)三连",
        r"(?:欢迎|歡迎|敬请|敬請)(?:大家|您|你)?(?:的)?(?:关注|關注)|(?:关注|關注)(?:我|我们|我們)[。！!~～]*\Z",
        r"(?:点|點|点击|點擊|立即|马上)(?:我)?下(?:载|載)[^。]{0,12}(?:APP|客户端|用戶端|应用)",
        r"扫码[^。]{0,8}(?:关注|加入|进群|入群|下载)|扫一扫[^。]{0,12}(?:关注|加入|下载)",
        r"\ARead (?:more|on|full|the (?:full|rest|whole))\b.{0,40}\Z|\AContinue reading\b",
        r"\A\d+ (?:posts?|comments?|replies|likes)(?:[\s\-·,]+\d+ \w+)*\Z",
        r"\A[（(]?(?:广告|免责|版权|特别)声明[：:]",
        r"\A更多[^。]{0,16}(?:资讯|内容|精彩|新闻)[^。]{0,20}(?:关注|点击|访问|尽在|前往)",
        r"\A[\s·—\-~～*（(【]*(?:END|The End|完|全文完|本文完)[\s·—\-~～*.）)】]*\Z",
        rf"\A(?:上一篇|下一篇|{_WAYS_ON}|延伸阅读)(?:[：:].{{0,60}})?\Z",
        r"\A(?:[©Ⓒ]|Copyright\b)|版权所有[^。]{0,30}\Z",
        r"未经(?:授权|许可|允许|书面)[^。]{0,20}(?:不得|禁止|严禁|谢绝)[^。]{0,12}转载|转载请(?:注明|联系|標明)",
        r"(?:觉得|喜欢|如果)[^。]{0,16}(?:点个?赞|点个?在看|分享给|转发给)",
    )
)

# Lines that speak to the page's reader wherever they stand, and never to a book's.
_PROMPTS = re.compile(
    r"[（(【]?(?:(?:请|請)(?:继续|繼續)(?:往下)?(?:阅读|閱讀)|(?:查看|浏览)(?:知乎)?(?:讨论|完整讨论|全部评论)"
    r"|(?:广告|廣告|advertisement))[\s.…）)】]*\Z",
    re.I,
)
_WAYS_ON_LINE = re.compile(rf"[\W_]*(?:{_WAYS_ON})[\W_]*\Z", re.I)
_ANY_WAYS_ON_LINE = re.compile(rf"[\W_]*(?:{_WAYS_ON}|{_AUTHORS_WAYS_ON})[\W_]*\Z", re.I)
_EMPTY_CREDIT = re.compile(rf"{_OPENING}{_LABEL}\s*[：:]\s*[）)\]】]?\Z")


def take_credits(article: etree._Element, page: Page) -> None:
    """Moves lines such as 来源：… and 文／… 摄影／… from both ends of the article into Article.credits.

    A label that comes more than once is a speaker's name in a conversation, and stays.
    """
    lines = [(paragraph, _credits(_line(paragraph))) for paragraph in _ends(article)]
    labels = Counter(label for _, found in lines for label, _ in found)
    for paragraph, found in lines:
        if not found or any(labels[label] > 1 for label, _ in found):
            continue
        linked = _with_address(paragraph, found)
        page.credits += [credit for credit in linked if credit not in page.credits]
        tree.drop(paragraph)


def drop_invitations(article: etree._Element, page: Page) -> None:
    """Takes out lines, and links at the end of lines, that ask to follow, share, scan or not to copy.

    So it does with the links under a line such as 往期推荐, and anywhere with lines such as 请继续往下阅读.
    """
    for paragraph in list(article.iterchildren("p")):
        if _PROMPTS.match(line := _line(paragraph)) and not is_bold(paragraph):
            page.notice("boilerplate-dropped", line)
            tree.drop(paragraph)
    _drop_ways_on(article, page)
    for paragraph in _ends(article):
        line = _line(paragraph)
        if line and _invites(line) and next(paragraph.iter("img"), None) is None:
            page.notice("boilerplate-dropped", line)
            tree.drop(paragraph)
    last = tree.last(article)
    if last is not None and _EMPTY_CREDIT.match(line := _line(last)):
        page.notice("boilerplate-dropped", line)
        tree.drop(last)
    for link in [link for block in list(article)[-_LAST:] for link in block.iter("a")]:
        words = text.folded(tree.content(link))
        if words and _invites(words) and text.blank(link.tail):
            page.notice("boilerplate-dropped", words)
            tree.drop(link)


def _drop_ways_on(article: etree._Element, page: Page) -> None:
    """Takes out the lines that name other articles: nothing but links under a line that says so.

    What the author set under a true heading such as 延伸阅读 stays.
    """
    for head in list(article)[-_LAST * 2 :]:
        form = _ANY_WAYS_ON_LINE if head.tag == "p" else _WAYS_ON_LINE
        if head.tag not in {"p", *TRUE} or not form.match(text.folded(tree.content(head))):
            continue
        listed = list(itertools.takewhile(_only_links, head.itersiblings()))
        for part in [head, *listed] if listed else []:
            page.notice("boilerplate-dropped", text.folded(" ".join(text.text_lines(part))))
            tree.drop(part)


def _only_links(block: etree._Element) -> bool:
    """Whether a line or list says nothing but what its links say, brackets and signs aside."""
    linked = "".join(tree.content(link) for link in block.iter("a"))
    return bool(linked) and same(linked, tree.content(block)) and block.tag in {"p", "ul", "ol"}


def _with_address(paragraph: etree._Element, found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The credits, an address that the page cut short for show given in full."""
    links = [link.get("href", "") for link in paragraph.iter("a")]
    if len(found) == 1 and len(links) == 1 and found[0][1].startswith(("http", "www.")):
        return [(found[0][0], links[0])]
    return found


def _ends(article: etree._Element) -> list[etree._Element]:
    """The paragraphs before the text begins and after it ended: up to a real paragraph from either end."""
    blocks = [block for block in article if block.get("class") != "footnotes"]
    before = list(itertools.takewhile(_beside_text, blocks[:_FIRST]))
    after = list(itertools.takewhile(_beside_text, reversed(blocks[len(before) :][-_LAST:])))
    return [block for block in [*before, *reversed(after)] if block.tag == "p"]


def _beside_text(block: etree._Element) -> bool:
    """Whether a block may stand between the text and its end: a short line, a picture, a rule, a byline."""
    line = _line(block)
    return len(tree.content(block)) <= _SHORT or bool(line and (_invites(line) or _credits(line)))


def _line(block: etree._Element) -> str:
    """The text of a block that is one line of fit length, else ""."""
    words = text.folded(tree.content(block))
    return words if len(words) <= _MAX_LINE and block.tag == "p" and block.find("br") is None else ""


def _invites(line: str) -> bool:
    return any(form.search(line) for form in _INVITATIONS)


def _credits(line: str) -> list[tuple[str, str]]:
    """The (label, value) pairs a line consists of, a date before them aside; none where it holds any text."""
    found = []
    for part in _SEVERAL.split(_DATE.sub("", line, count=1) if _DATE.match(line) else line):
        match = _CREDIT.match(part) or _BYLINE.match(part)
        if not match or _SENTENCE.search(match[2]):
            return []
        found.append((match[1], text.folded(match[2])))
    return found
