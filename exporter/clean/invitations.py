"""Lines that speak to the page's reader: follow, share, scan the code, download, do not copy."""

import functools
import re

# What buttons say, with the count some carry; a line of such words is a row of them.
_ACTS = (
    "(?:点赞|點讚|收藏|分享(?:到|至)?|在看|转发|赞|踩|打赏|赞赏(?:支持)?|查看更多|举报|反馈|打印|纠错|关闭(?:窗口)?"
    "|返回(?:顶部|首页|搜狐)|(?:收起|展开)(?:回复|评论)?|回复|评论|阅读|浏览|(?:新浪)?微博|微信(?:好友)?|QQ(?:空间|好友)"
    r"|朋友圈|Tweet|Share(?: this)?|Pin it|Facebook|Twitter|LinkedIn)(?:\s*[（(]?\d[\d.,]*[万萬k]?\+?[)）]?)?"
)
_GROUPS = "|".join(
    (
        "公众号|公眾號|视频号|订阅号|官方微博|粉絲團|粉絲專頁|LINE ?好友|知识星球",
        "微信群|交流群|QQ群|读者群|粉丝群|听友群",
    )
)
_WAYS_ON = "|".join(
    (
        "往期(?:推荐|回顾|精选|精彩)",
        "相关(?:阅读|文章|推荐|新闻)",
        "(?:更多|推荐|精彩)(?:阅读|文章)|热门推荐|猜你喜欢|更多精彩|精彩推荐",
    )
)
_AUTHORS_WAYS_ON = "|".join(
    (
        "延伸阅读|延伸閱讀|扩展阅读|相關閱讀|相關新聞|相關文章|関連記事",
        "Related(?: posts| articles)?|You may also like",
    )
)

# What such a line at either end of an article may be, and the forms by which it is known.
_INVITATIONS: dict[str, tuple[str, ...]] = {
    "scan the code": (
        r"(?:扫|掃|长按|長按|识别|識別)[^。]{0,12}(?:二维码|二維碼|码(?!头)|碼(?!頭))",
        r"(?:长按|長按)[^。]{0,6}(?:关注|關注|识别|識別)",
        r"扫码[^。]{0,8}(?:关注|加入|进群|入群|下载)|扫一扫[^。]{0,12}(?:关注|加入|下载)",
    ),
    "follow": (
        rf"(?:关注|關注|订阅|訂閱|搜索|添加|加入|分享到|发送到)[^。]{{0,24}}(?:{_GROUPS})",
        rf"(?:{_GROUPS})[^。]{{0,6}}(?:请加|加|搜索)|(?:请|可)(?:加|添加)(?:微信|VX|V信|QQ)[：:]",
        r"(?:点击|點擊|戳|猛戳)[^。]{0,10}(?:阅读原文|閱讀原文|关注|關注|蓝字|卡片|下方)",
        r"(?:欢迎|歡迎|敬请|敬請)(?:大家|您|你)?(?:的)?(?:关注|關注)",
        r"(?:添加|加)(?:小编|客服|作者)?(?:的)?微信\s*[：:\w]|\AFollow us (?:on|at)\b",
        r"\A(?:Subscribe to|Sign up for) (?:our|the|my)\b.{0,80}\Z",
        r"(?:关注|關注)(?:我|我们|我們)[。！!~～]*\Z",
        r"(?:フォロー|シェア|サポート|いいね|チャンネル登録)[^。]{0,12}(?:お願い|ください|みませんか|よろしく|しよう)",
        r"\Aこの記事をシェアする?\Z",
    ),
    "read elsewhere": (
        r"(?:阅读|閱讀)(?:原文|全文)\Z|\A展开全文\Z",
        r"\ARead (?:more|on|full|the (?:full|rest|whole))\b.{0,40}\Z|\AContinue reading\b",
        r"\bcontinuing the conversation by\b",
        r"\A[【（(]?更多[^。]{0,16}(?:资讯|內容|内容|精彩|新闻|新聞)[^。]{0,20}(?:关注|關注|点击|點擊|访问|详见|詳見|尽在|前往)",
        rf"\A(?:上一篇|下一篇|{_WAYS_ON}|{_AUTHORS_WAYS_ON})(?:[：:].{{0,60}})?\Z",
        r"由[^。]{1,20}上传(?:并)?发布",
    ),
    "like or share": (
        rf"\A[【\[（(]?{_ACTS}(?:[\s、，,/|·：:【】\[\]（）()]|{_ACTS})*\Z",
        r"(?:转发|点赞|在看|收藏)(?:[、，和\s]+(?:转发|点赞|在看|收藏|分享|关注))+[^。]{0,12}\Z",
        r"(?:喜欢|喜歡)[^。]{0,16}(?:点(?:个|一下)?[“「『](?:赞|在看)|分享(?:给|給|到)[^。]{0,4}(?:朋友|好友))",
        r"\A(?:请|記得|记得|别忘了|顺手|欢迎)?点(?:个|一下)?[「“]?(?:赞|在看)(?![^。！!]{20})",
        r"(?:一键|素质|长按|点赞)三连",
        r"(?:觉得|喜欢|如果)[^。]{0,16}(?:点个?赞|点个?在看|分享给|转发给)",
        r"(?:觉得|如果)[^。]{0,24}(?:帮助|有用|喜欢|不错)[^。]{0,20}(?:点(?:一下|个|下)?[“「]?(?:赞|推荐|在看)|转发|收藏|打赏)",
    ),
    "download": (r"(?:下载|下載)[^。]{0,12}(?:APP|客户端|用戶端)",),
    "promise": (r"为(?:你|您|大家)(?:呈现|奉上|送上)\W*\Z|第一时间[^。]{0,8}(?:奉上|送达|呈现|推送)",),
    "count": (r"\A\d+ (?:posts?|comments?|replies|likes)(?:[\s\-·,]+\d+ \w+)*\Z",),
    "end": (r"\A[\s·—\-~～*（(【]*(?:END|The End|完|全文完|本文完)[\s·—\-~～*.）)】]*\Z",),
    "tags": (r"\A(?:标签|標籤|Tags?|タグ)\s*[：:]",),
    "disclaimer": (
        r"\A[（(【]?(?![他她我你它])(?:\w{2,4})?声明[：:]",
        r"不代表[^。]{0,20}(?:立场|观点)|(?:仅|只)(?:代表|为|是)作者[^。]{0,4}(?:观点|立场|本人|意见)",
        r"仅提供信息(?:存储|发布)|据此(?:操作|投资|入市)|风险自(?:担|负)\W*\Z",
    ),
    "rights": (
        r"\A(?:[©Ⓒ]|Copyright\b)|版权所有[^。]{0,30}\Z|(?:版权|著作权)归[^。]{0,24}(?:所有|共有)",
        r"未经[^。]{0,8}(?:授权|许可|允许|同意|书面)[^。]{0,20}(?:不得|禁止|严禁|谢绝)[^。]{0,12}转载",
        r"如有侵权|侵权[^。]{0,6}(?:联系|告知|删)|侵删|涉及版权|無断転載|무단\s*전재",
        r"(?:转载|轉載)[^。]{0,4}(?:请|請|需|须|务必)(?:注明|註明|联系|標明|标明|保留)",
    ),
}  # fmt: skip
_FORMS = [(kind, re.compile("|".join(forms), re.I)) for kind, forms in _INVITATIONS.items()]

# Lines that speak to the page's reader wherever they stand, and never to a book's.
_PROMPT = re.compile(
    r"[（(【]?(?:(?:请|請)(?:继续|繼續)(?:往下)?(?:阅读|閱讀)|(?:查看|浏览)(?:知乎)?(?:讨论|完整讨论|全部评论)"
    r"|(?:广告|廣告|advertisement)|subscribe now|share this (?:post|article)|leave a comment)[\s.…）)】]*\Z",
    re.I,
)
_WAYS_ON_LINE = re.compile(rf"[\W_]*(?:{_WAYS_ON})[\W_]*\Z", re.I)
_ANY_WAYS_ON_LINE = re.compile(rf"[\W_]*(?:{_WAYS_ON}|{_AUTHORS_WAYS_ON})[\W_]*\Z", re.I)


@functools.lru_cache(maxsize=64)  # both ends of an article are looked at more than once
def invites(line: str) -> str:
    """What a line at the end of an article asks of the page's reader, such as `follow`; "" for nothing."""
    return next((kind for kind, form in _FORMS if form.search(line)), "")


def is_prompt(line: str) -> bool:
    """Whether a line belongs to the page wherever it stands, such as 请继续往下阅读."""
    return bool(_PROMPT.match(line))


def leads_on(line: str, *, marked: bool) -> bool:
    """Whether a line heads a list of other articles; `marked` as a heading it may be the author's own."""
    return bool((_WAYS_ON_LINE if marked else _ANY_WAYS_ON_LINE).match(line))
