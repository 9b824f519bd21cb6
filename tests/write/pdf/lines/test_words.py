"""Where words come apart: | without a sign, - with a hyphen, ! only rather than tear a line apart."""

import pytest

from exporter.write.pdf.lines.words import HYPHENATED, JOINT, TORN_CODE, places

WORDS = [
    "Shen-zhen",
    "Trans-form-ers",
    "ku-ber-netes",
    "Weasy|Print",
    "Java|Script",
    "HTTP|Server",
    "Git|Hub",
    "LaTeX",
    "iPhone15",
    "CPU",
    "10,000",
    "2021-08-02",
    "v1.2.3",
    "99.94%",
    "3/5",
    "don’t",
    "abc_|def",
]


@pytest.mark.parametrize("word", WORDS)
def test_words(word: str) -> None:
    hyphens = "" if word[0].isdigit() else "-"  # those of dates are theirs
    plain = word.translate({ord(sign): None for sign in "|" + hyphens})
    signs = {JOINT: "|", HYPHENATED: "-"}
    found = places(plain)
    shown = "".join(signs.get(found.get(at, 0.0), "") + character for at, character in enumerate(plain))
    assert shown == word


LANGUAGES = [
    ("zh-Hans", "trans-form-ers"),
    ("ja", "trans-form-ers"),
    ("en", "pho-tog-ra-pher"),
    ("en-GB", "pho-to-grapher"),
    ("de", "Stra-ßen-bahn-hal-te-stelle"),
    ("fr", "dé-ve-lop-pe-ment"),
    ("ru", "кор-ре-спон-дент"),
    ("vi", "transformers"),  # it has no patterns
]


@pytest.mark.parametrize(("lang", "word"), LANGUAGES)
def test_words_part_as_their_language_has_it(lang: str, word: str) -> None:
    plain = word.replace("-", "")
    found = places(plain, lang)
    assert set(found.values()) <= {HYPHENATED}
    assert "".join("-" * (at in found) + letter for at, letter in enumerate(plain)) == word


def test_addresses_have_no_hyphen() -> None:
    address = "https://example.com/transformers/performance"
    found = places(address)
    assert HYPHENATED not in found.values()
    assert found[len("https://")] == JOINT
    assert min(found) > 1


def test_keys_may_be_torn() -> None:
    key = "0xf17ca0e0f24a5fa27944275fa0cedec24fbf8ee2"
    assert len(places(key)) > len(key) / 2
    assert not places("20210802123456")


def test_words_of_names_part_without_a_hyphen() -> None:
    found = places("emergencyExit")
    assert found[len("emergency")] == JOINT
    assert found[len("emer")] == TORN_CODE
    assert HYPHENATED not in found.values()
