"""Each case takes a sound book and damages one thing in it."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from exporter.write.epub.check import check
from tests.write.epub.conftest import Made

Files = dict[str, bytes]
Damage = Callable[[Files], None]


def replaced(name: str, old: str, new: str) -> Damage:
    def damage(files: Files) -> None:
        assert old.encode() in files[name], f"{old} is not in {name}"
        files[name] = files[name].replace(old.encode(), new.encode())

    return damage


def without(name: str) -> Damage:
    return lambda files: files.pop(name) and None


OPF, NAV, NCX, A1 = "EPUB/content.opf", "EPUB/nav.xhtml", "EPUB/toc.ncx", "EPUB/a1.xhtml"

CASES: list[tuple[str, Damage, str]] = [
    ("mimetype with a line end", replaced("mimetype", "zip", "zip\n"), "mimetype: is not “application/epub+zip”"),
    ("no mimetype", without("mimetype"), "mimetype: is not the first file"),
    ("no container.xml", without("META-INF/container.xml"), "no package document can be read"),
    ("no package document", without(OPF), "no package document can be read"),
    ("package is not XML", replaced(OPF, "<spine", "<spine <"), "no package document can be read"),
    ("an unclosed element", replaced(A1, "</h1>", ""), "a1.xhtml: is not well-formed XML"),
    ("an entity XML does not know", replaced(A1, "<h1>", "<h1>&nbsp;"), "a1.xhtml: is not well-formed XML"),
    ("a link into nowhere", replaced(NAV, 'href="a1.xhtml"', 'href="a9.xhtml"'), "nav.xhtml: refers to a9.xhtml, which is not in the book"),
    ("a link to an id that is not there", replaced(A1, "#s2", "#s99"), "refers to a1.xhtml#s99, where that id is not"),
    ("an id twice", replaced(A1, 'id="s2"', 'id="s1"'), "a1.xhtml: has the id “s1” 2 times"),
    ("a script address", replaced(A1, "https://example.com/post?", "javascript:alert(1)?"), "which no book should lead to"),
    ("a remote picture", replaced(A1, 'src="images/', 'src="https://example.com/'), "which is outside the book"),
    ("a picture that is not there", lambda files: files.pop(next(n for n in files if n.startswith("EPUB/images/") and "cover" not in n)) and None, "is in the manifest but not in the container"),
    ("a picture that is none", lambda files: files.update({"EPUB/images/cover.jpg": b"GIF89a..."}), "images/cover.jpg: is image/gif, not image/jpeg as the manifest says"),
    ("a file nobody lists", lambda files: files.update({"EPUB/notes.txt": b""}), "notes.txt: is in the container but not in the manifest"),
    ("a file twice but for case", lambda files: files.update({"EPUB/A1.xhtml": files[A1]}), "has the same name as EPUB/"),
    ("a path that leads out", lambda files: files.update({"../evil.xhtml": b""}), "../evil.xhtml: lies outside the book"),
    ("a page out of the spine", replaced(OPF, '<itemref idref="a1"/>', ""), "which no reader comes to: it is not in the spine"),
    ("an empty spine", lambda files: files.update({OPF: _no_spine(files[OPF])}), "the spine holds nothing to read"),
    ("the spine names what is not there", replaced(OPF, 'idref="a1"', 'idref="a9"'), "the spine names “a9”"),
    ("the spine holds a picture", replaced(OPF, 'idref="a1"', 'idref="cover-image"'), "the spine holds EPUB/images/cover.jpg"),
    ("no title", replaced(OPF, "dc:title", "dc:format"), "has no dc:title"),
    ("no identifier", replaced(OPF, 'unique-identifier="book-id"', 'unique-identifier="other"'), "has no unique identifier"),
    ("not modified at any time", replaced(OPF, "dcterms:modified", "dcterms:created"), "does not say once when it was modified"),
    ("no navigation document", replaced(OPF, 'properties="nav"', ""), "has 0 navigation documents"),
    ("no table of contents", replaced(NAV, 'epub:type="toc" role', "role"), "has 0 tables of contents"),
    ("an entry without words", replaced(NAV, ">信<", "><"), "has an entry without words, to a1.xhtml#s1"),
    ("an NCX of another book", replaced(NCX, "urn:uuid:", "urn:isbn:"), "does not have the identifier of the book"),
    ("an NCX entry into nowhere", replaced(NCX, 'src="a1.xhtml"', 'src="a9.xhtml"'), "toc.ncx: refers to a9.xhtml"),
    ("a refinement of nothing", replaced(OPF, 'refines="#creator-1"', 'refines="#creator-9"'), "refines #creator-9"),
    ("a style that imports", replaced("EPUB/styles/epub.css", "h1,", '@import "more.css"; h1,'), "epub.css: refers to more.css"),
    ("a style with a remote font", replaced("EPUB/styles/epub.css", "h1,", "@font-face { src: url(//example.com/f.woff) } h1,"), "which is"),
]  # fmt: skip


def _no_spine(package: bytes) -> bytes:
    before, _, rest = package.partition(b"<itemref")
    return before + rest[rest.index(b"</spine>") :]


def rebuilt(made: Made, damage: Damage, target: Path) -> Path:
    with zipfile.ZipFile(made.written.path) as opened:
        files = {name: opened.read(name) for name in opened.namelist()}
    damage(files)
    with zipfile.ZipFile(target, "w") as out:
        for name, content in files.items():
            out.writestr(name, content)
    return target


@pytest.mark.parametrize(
    ("damage", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_damage_is_found(shelf: dict[str, Made], tmp_path: Path, damage: Damage, expected: str) -> None:
    findings = [str(each) for each in check(rebuilt(shelf["post_office"], damage, tmp_path / "damaged.epub"))]
    assert any(expected in each for each in findings), findings


def test_a_sound_book_has_no_findings(shelf: dict[str, Made], tmp_path: Path) -> None:
    assert check(rebuilt(shelf["collection"], lambda _: None, tmp_path / "same.epub")) == []


def test_flipped_bytes_are_found(shelf: dict[str, Made], tmp_path: Path) -> None:
    content = bytearray(shelf["post_office"].written.path.read_bytes())
    content[content.index(b"\xff\xd8\xff") + 2000] ^= 1
    (tmp_path / "flipped.epub").write_bytes(content)
    assert [finding.place for finding in check(tmp_path / "flipped.epub")] == ["EPUB/images/cover.jpg"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"%PDF-1.7", bytes(range(256)) * 40])
def test_what_is_no_zip_is_no_book(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "none.epub").write_bytes(content)
    assert next(finding.text for finding in check(tmp_path / "none.epub")).startswith(
        "cannot be opened as a zip"
    )


def test_a_bomb_is_not_unpacked(shelf: dict[str, Made], tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.epub"
    rebuilt(shelf["post_office"], without(A1), bomb)
    with zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as out:
        out.writestr(A1, b" " * (65 << 20))
    assert "larger than 64 MB" in " ".join(map(str, check(bomb)))


ENTITIES = '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "{}">]>'


def test_entities_are_not_expanded(shelf: dict[str, Made], tmp_path: Path) -> None:
    def damage(files: Files) -> None:
        page = files[A1].decode().split("<!DOCTYPE html>")[1]
        files[A1] = (ENTITIES.format("x" * 1000) + page.replace("<h1>", f"<h1>&a;{'&b;' * 1000}")).encode()

    seen: list[str] = []
    check(
        rebuilt(shelf["post_office"], damage, tmp_path / "entities.epub"),
        lambda _name, root: iter(seen.append("".join(map(str, root.itertext()))) or ()),
    )
    assert "root:" not in "".join(seen)
    assert len("".join(seen)) < 10_000
