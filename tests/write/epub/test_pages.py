import pytest

from exporter.write.epub.pages import link

CASES = [
    ("https://example.com/a?b=1&c=[2]#d", ""),  # brackets belong to IPv6 hosts alone
    ("https://example.com/a?b=1&c=2#d", "https://example.com/a?b=1&c=2#d"),
    ("http://example.com:8080/~a/(b);c", "http://example.com:8080/~a/(b);c"),
    ("https://example.com/山路", "https://example.com/%E5%B1%B1%E8%B7%AF"),
    ("https://example.com/a b", "https://example.com/a%20b"),
    ("https://example.com/100%", ""),
    ("https://example.com/a#b#c", ""),
    ("https://例子.com/", ""),
    ("javascript:alert(1)", ""),
    ("data:image/png;base64,AAAA", ""),
    ("file:///etc/passwd", ""),
    ("//example.com/a", ""),
    ("/a/b", ""),
    ("", ""),
]


@pytest.mark.parametrize(("address", "expected"), CASES)
def test_only_addresses_that_can_be_followed_become_links(address: str, expected: str) -> None:
    assert link(address) == expected
