"""Lines that say who made an article and where it comes from: 来源：…, 文／… 摄影／…, Editor: …"""

import re

from exporter.clean import text

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
_CREDIT = re.compile(
    rf"{_OPENING}(?:本文)?((?:文章)?{_LABEL})\s*[：:丨|｜/／＝=]\s*(\S.{{0,100}}?){_ENDING}", re.I
)
# Where the pictures are from, said as a sentence: 题图来自 Unsplash，基于 CC0 协议。
_PICTURES = re.compile(
    rf"{_OPENING}(?:本文)?((?:文中|文章)?(?:(?:题|頭|头|配|首|插|封面)[图圖]|[图圖]片)(?:均|皆)?(?:来自|來自|取自|源自|来源于))"
    rf"[\s:：]*(\S.{{0,40}}?)[。.]?{_ENDING}"
)
_BYLINE = re.compile(rf"({_LABEL})[\s\u3000]+(\S.{{1,30}})\Z")
_SEVERAL = re.compile(rf"(?<=\S)[\s\u3000|｜]+(?={_LABEL}\s*[：:丨|｜/／])")
_DATE = re.compile(
    r"(?:发布于|发表于|時間：|时间：)?\s*\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?\s*"
)
_SENTENCE = re.compile(r"[。！？?；]")
_EMPTY = re.compile(rf"{_OPENING}{_LABEL}\s*[：:]\s*[）)\]】]?\Z")


def credits_in(line: str) -> list[tuple[str, str]]:
    """The (label, value) pairs a line consists of, a date before them aside; none where it holds any text."""
    found = []
    for part in _SEVERAL.split(_DATE.sub("", line, count=1) if _DATE.match(line) else line):
        match = _CREDIT.match(part) or _BYLINE.match(part) or _PICTURES.match(part)
        if not match or _SENTENCE.search(match[2]):
            return []
        found.append((match[1], text.folded(match[2])))
    return found


def date_before(line: str) -> str:
    """The date that stands before the credits of a line, "" without one."""
    match = _DATE.match(line)
    return match[0].strip() if match else ""


def is_empty_credit(line: str) -> bool:
    """Whether a line is a label whose value the page never gave, such as 责任编辑：."""
    return bool(_EMPTY.match(line))
