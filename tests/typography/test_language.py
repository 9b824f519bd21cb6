"""The language of a text by its script."""

import pytest

from exporter.typography.language import language_of, tag_of

CASES = [
    ("simplified", ("渡口的雨从清晨下到傍晚，船工们说这里没有桥。",), "zh-Hans"),
    ("traditional", ("渡口的雨從清晨下到傍晚，船工們說這裡沒有橋。",), "zh-Hant"),
    ("traditional with a simplified name", ("這裡的船工們說，對岸的字號寫作“渡头”。",), "zh-Hant"),
    ("Japanese", ("渡し場の雨は朝から夕方まで降りつづいた。",), "ja"),
    ("Chinese that quotes Japanese", ("船身上写着“わたし”三个字，船工们说这是对岸的人留下来的，谁也不认识。",), "zh-Hans"),
    ("Korean", ("나루터의 비는 아침부터 저녁까지 내렸다.",), "ko"),
    ("English", ("It rained at the ferry from dawn to dusk.",), "en"),
    ("French", ("Le maire de la commune a annoncé hier la construction d'un nouveau pont sur la rivière, à deux pas du bac.",), "fr"),
    ("German", ("Der Bürgermeister kündigte gestern den Bau einer neuen Brücke über den Fluss an, gleich neben der Fähre.",), "de"),
    ("Vietnamese", ("Hôm qua ông thị trưởng thông báo sẽ xây một cây cầu mới bắc qua sông, ngay cạnh bến phà cũ.",), "vi"),
    ("code and names are no language of their own", ("git commit -m fix; docker run --rm -it ubuntu bash; npm install left-pad",), "en"),
    ("a French name in an English text", ("The mayor of Saint-Germain-en-Laye told us that the bridge is not to be built in this year.",), "en"),
    ("English with a Chinese name", ("The ferry, called 渡口 by those who live there, is closed for the winter months.",), "en"),
    ("Chinese with English terms", ("用 FerryOS 2.0 的 scheduler 管理 channel 与 queue",), "zh-Hans"),
    ("the title decides where the text is silent", ("123", "渡し場"), "ja"),
    ("nothing tells", ("123", ""), "zh-Hans"),
]  # fmt: skip


@pytest.mark.parametrize(("texts", "tag"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_language(texts, tag):
    assert language_of(*texts) == tag


@pytest.mark.parametrize(
    ("stated", "tag"),
    [("zh-CN", "zh-Hans"), ("zh_TW", "zh-Hant"), ("ZH", "zh-Hans"), ("zh-Hant-HK", "zh-Hant"), ("ja", "ja"),
     ("en-us", "en-US"), ("中文", ""), ("", ""), ("x" * 40, "")],
)  # fmt: skip
def test_stated_language(stated, tag):
    assert tag_of(stated) == tag
