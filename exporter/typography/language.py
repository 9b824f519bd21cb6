"""The language of a text, told from its script: which letters, and which Han only one side writes."""

import re

from exporter.late import expression
from exporter.typography.characters import count
from exporter.typography.latin import latin_language

# Frequent characters of which each pair is one word, left as simplified writing has it, right as traditional:
# only pairs whose two forms never stand for something else on the other side (so 后, 里, 台, 面 are absent).
_PAIRS = (
    "们們这這来來个個国國时時说說为為会會对對学學过過还還没沒样樣开開无無长長问問间間见見动動经經现現发發进進实實关關点點业業"
    "从從头頭电電话話书書车車东東马馬门門与與语語请請让讓认認识識应應该該给給题題员員爱愛产產统統线線网網种種务務并並军軍报報"
    "则則议議总總计計结結论論设設许許战戰单單达達边邊运運区區变變质質资資场場术術华華观觀办辦势勢项項级級传傳继繼续續买買卖賣"
    "义義专專乐樂亲親亿億仅僅众眾优優伟偉伤傷体體侧側俩倆债債倾傾偿償兴興养養兰蘭决決况況减減凤鳳凭憑击擊则則创創别別刘劉剧劇"
    "劝勸励勵劳勞动動医醫协協却卻厂廠厅廳历歷压壓厕廁县縣双雙响響员員唤喚团團园園围圍图圖圆圓圣聖坏壞块塊坚堅坛壇声聲处處备備"
    "复復够夠奋奮奖獎妇婦妈媽娱娛婴嬰孙孫宁寧宝寶审審宪憲宫宮宽寬对對寻尋导導尔爾尘塵尝嘗层層岁歲岛島峡峽币幣师師帐帳带帶帮幫"
    "广廣庄莊庆慶库庫应應废廢异異张張强強归歸录錄彻徹忆憶忧憂怀懷态態总總恋戀恶惡悬懸惊驚惯慣愿願懒懶戏戲户戶扑撲执執扩擴扫掃"
    "扬揚抚撫抢搶护護担擔拥擁择擇挤擠挥揮损損换換据據掷擲搅攪摄攝摆擺敌敵数數断斷旧舊显顯晓曉暂暫权權杂雜条條极極构構枪槍标標"
    "树樹桥橋检檢楼樓欢歡欧歐残殘毁毀毕畢气氣汇匯汉漢汤湯沟溝泽澤洁潔浅淺测測济濟浏瀏浓濃涛濤润潤涨漲渐漸温溫游遊湾灣湿濕滚滾"
    "满滿滤濾滨濱灭滅灯燈灵靈灾災炉爐炼煉烂爛烟煙烦煩热熱牵牽状狀独獨狮獅猎獵献獻玛瑪环環现現珑瓏电電画畫畅暢疗療疯瘋皱皺盐鹽"
    "监監盖蓋盘盤着著矿礦码碼砖磚确確础礎礼禮祸禍离離秘祕积積称稱稳穩穷窮窃竊竞競笔筆筑築简簡类類粮糧纠糾红紅约約级級纪紀纯純"
    "纲綱纳納纵縱纷紛纸紙纹紋纽紐线線练練组組细細织織终終绍紹经經绑綁结結绕繞绘繪络絡绝絕统統继繼绩績绪緒续續维維综綜绿綠缓緩"
    "编編缘緣缩縮网網罗羅罚罰职職联聯聪聰肃肅胜勝脑腦脸臉舰艦艺藝节節苏蘇范範荐薦药藥获獲营營萨薩蓝藍虑慮虚虛虽雖补補装裝视視"
    "览覽觉覺触觸订訂记記讨討训訓讯訊讲講访訪证證评評词詞译譯试試诗詩诚誠详詳误誤读讀课課谁誰调調谈談谋謀谢謝谱譜贝貝负負财財责責"
    "败敗货貨贩販购購贯貫贴貼贵貴费費贺賀贼賊赏賞赖賴赛賽赢贏趋趨跃躍轨軌转轉轮輪软軟轻輕载載较較辆輛辈輩辉輝输輸迁遷迈邁远遠违違"
    "连連迟遲适適选選递遞遗遺邓鄧邮郵释釋针針钟鐘钢鋼钱錢铁鐵银銀链鏈销銷锁鎖错錯锋鋒键鍵镇鎮镜鏡闭閉闯闖闲閒闷悶闹鬧闻聞阅閱队隊"
    "阳陽阴陰阵陣阶階际際陆陸陈陳险險随隨隐隱难難雾霧静靜顶頂顺順须須顾顧顿頓预預领領频頻题題颜顏额額风風飞飛饭飯饮飲馆館驱驅驻駐"
    "驾駕验驗骑騎骗騙鱼魚鲁魯鲜鮮鸟鳥鸡雞鸣鳴麦麥黄黃齐齊龄齡龙龍"
)
_LEFT, _RIGHT = frozenset(_PAIRS[0::2]), frozenset(_PAIRS[1::2])
_SIMPLIFIED = expression(f"[{''.join(sorted(_LEFT - _RIGHT))}]+")
_TRADITIONAL = expression(f"[{''.join(sorted(_RIGHT - _LEFT))}]+")
# Traditional forms that Japanese writes too prove nothing against kana, which is looked at first.

_KANA = expression("[\u3041-\u3096\u30a1-\u30fa\uff66-\uff9d]+")
_HANGUL = expression("[\uac00-\ud7a3\u1100-\u11ff]+")
_HAN = expression("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]+")
_LATIN = expression("[A-Za-z\u00c0-\u024f]+")
# Of kana and Han: Japanese prose has 0.4 and more, a Chinese text that quotes it little.
_KANA_SHARE = 0.15
# Of Han and a fourth of the Latin letters: below, the Han are a few words in an English text.
_HAN_SHARE = 0.15
_LETTERS_NEEDED = 2
# Within an article: letters of a script, and characters that one side alone writes, that make a block's sure.
_SURE, _SURE_LATIN, _TELLING = 4, 24, 3
# What may be one Japanese word or phrase, and the kana alone.
_JAPANESE_RUN = expression("[\u3041-\u3096\u30a1-\u30fc\u4e00-\u9fff\u3005]+")
_KANA_RUN = expression("[\u3041-\u3096\u30a1-\u30fa][\u3041-\u3096\u30a1-\u30fc]+")
_KOREAN_RUN = expression("[\uac00-\ud7a3]+(?: [\uac00-\ud7a3]+)*")

_TAG = expression(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", re.I)
_TRADITIONAL_REGIONS = frozenset({"hant", "tw", "hk", "mo"})


def tag_of(stated: str) -> str:
    """The BCP 47 tag for a language as front matter states it: zh-CN gives zh-Hans, zh_TW zh-Hant.

    Others come back in the usual case; "" for what is no tag.
    """
    tag = stated.strip().replace("_", "-")
    if not _TAG.fullmatch(tag):
        return ""
    language, *rest = tag.lower().split("-")
    if language in {"zh", "cmn"}:
        return "zh-Hant" if _TRADITIONAL_REGIONS & set(rest) else "zh-Hans"
    cased = [part.title() if len(part) == 4 else part.upper() if len(part) == 2 else part for part in rest]
    return "-".join([language, *cased])


def language_of(*texts: str) -> str:
    """The BCP 47 tag of the first of `texts` that has letters enough to tell: zh-Hans, zh-Hant, ja, ko, en or
    another that is written in Latin letters.

    Give the article first, then its title, its categories: whatever may decide where it is silent. Han text
    is traditional when it has more characters that only traditional writing has. zh-Hans where nothing tells.
    """
    for sample in texts:
        found = _told_by(sample)
        if found:
            return found
    return "zh-Hans"


def _told_by(sample: str) -> str:
    kana, hangul, han, latin = (count(form, sample) for form in (_KANA, _HANGUL, _HAN, _LATIN))
    if kana + hangul + han + latin < _LETTERS_NEEDED:
        return ""
    if hangul > han + kana and hangul * 4 > latin:
        return "ko"
    if kana and kana >= _KANA_SHARE * (kana + han) and (kana + han) * 8 > latin:
        return "ja"
    if han < _HAN_SHARE * (han + latin / 4):
        return latin_language(sample) or "en"
    return "zh-Hant" if _traditional(sample) else "zh-Hans"


def _traditional(sample: str) -> bool:
    return count(_TRADITIONAL, sample) > count(_SIMPLIFIED, sample)


def sure_language_of(text: str) -> str:
    """The BCP 47 tag of a block of text that can be in no other language, "" for any doubt.

    zh-Hans and zh-Hant need characters that only one of them writes, ja and ko their script, others words.
    """
    kana, hangul, han, latin = (count(form, text) for form in (_KANA, _HANGUL, _HAN, _LATIN))
    if max(kana + han, hangul, latin) < _SURE:
        return ""
    if hangul > han + kana and hangul * 2 > latin:
        return "ko"
    if kana >= _SURE and kana >= 2 * _KANA_SHARE * (kana + han) and (kana + han) * 2 > latin:
        return "ja"
    if latin >= _SURE_LATIN and not kana and not hangul and han * 8 < latin:
        return latin_language(text)
    if kana or hangul or han * 2 < latin:
        return ""
    return _sure_writing(text)


def _sure_writing(text: str) -> str:
    traditional, simplified = count(_TRADITIONAL, text), count(_SIMPLIFIED, text)
    if max(traditional, simplified) < _TELLING or min(traditional, simplified) * 4 > max(
        traditional, simplified
    ):
        return ""
    return "zh-Hant" if traditional > simplified else "zh-Hans"


def foreign_runs(text: str) -> list[tuple[int, int, str]]:
    """Where Japanese and Korean words stand in a text of another language: (start, end, ja or ko), in order.

    Han beside kana is Japanese where none of it is simplified and kana are a third; else the kana alone are.
    """
    found = [(match.start(), match.end(), "ko") for match in _KOREAN_RUN.finditer(text) if len(match[0]) > 1]
    for match in _JAPANESE_RUN.finditer(text):
        kana = count(_KANA, match[0])
        if kana < 2:
            continue
        if kana * 3 >= len(match[0]) and not _SIMPLIFIED.search(match[0]):
            found.append((match.start(), match.end(), "ja"))
        else:
            parts = _KANA_RUN.finditer(text, match.start(), match.end())
            found += [(part.start(), part.end(), "ja") for part in parts]
    return sorted(found)
