"""Templates of the user's: what is wrong with one is said with its place, and costs neither disk nor machine."""

from pathlib import Path

import pytest

from exporter import sandbox
from exporter.bind import bind_one
from exporter.confinement import Limits, Overrun, within
from exporter.model import Book
from exporter.notices import ConfigurationError
from exporter.render import Medium, Renderer
from exporter.settings import Settings
from tests.articles import article

MEDIUM = Medium(
    "epub", lambda a: a.name, lambda key, part: f"{key}#{part}", lambda key, name: f"{key}-{name}"
)
BODY = "book.contents[0].article.body"
NESTED = "{% for a in range(99999) %}{% for b in range(99999) %}" + "{% endfor %}{% endfor %}"

WRONG = [
    ("a name that is not there", "a\n{{ nobody }}\n", 2, "nobody"),
    ("an attribute that is not there", "a\n{{ book.title.nothing }}", 2, "nothing"),
    ("syntax", "a\n\n{% if %}\n", 3, "Expected an expression"),
    ("a filter that is not there", "{{ book|frobnicate }}", 1, "frobnicate"),
    ("a sum that has no answer", "a\n{{ 1 // 0 }}", 2, "ZeroDivisionError"),
    ("a key that is not there", "{{ say('nothing') }}", 1, "nothing"),
    ("the way to Python's classes", "{{ ''.__class__.__mro__ }}", 1, "SecurityError"),
    ("the same through a filter", "{{ (say|attr('__globals__')).x }}", 1, "SecurityError"),
    ("the same through a format", "{{ '{0.__class__.__init__.__globals__}'.format(book) }}", 1, "SecurityError"),
    ("the same through a function", "{{ say.__globals__ }}", 1, "SecurityError"),
    ("a file by its path", "\n{% include '/etc/passwd' %}", 2, "TemplateNotFound"),
    ("a file above the folder", "{% include '../../secret.j2' %}", 1, "TemplateNotFound"),
    ("a file through a symbolic link", "{% include 'epub/link.j2' %}", 1, "leads out of"),
    ("a file below a linked folder", "{% include 'elsewhere/secret.j2' %}", 1, "leads out of"),
    ("a file through an article's tree", "{{ " + BODY + ".getroottree().write('written') }}", 1, "SecurityError"),
    ("a template that includes itself", "\n{% include 'epub/mine.j2' %}", 2, "without end"),
    ("a macro that calls itself", "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", 1, "without end"),
    ("a range without end", "{{ range(10 ** 9)|list }}", 1, "Range too big"),
    ("loops in loops", "\n\n" + NESTED, 3, "takes more than"),
    ("a text times a number", "{{ 'x' * 10 ** 10 }}", 1, "MB of memory"),
    ("a text doubled and doubled", "{% set n = namespace(t='x') %}{% for i in range(60) %}{% set n.t = n.t ~ n.t %}{% endfor %}", 1, "MB of memory"),
    ("a text centred in a vast line", "{{ 'x'.center(10 ** 10) }}", 1, "MB of memory"),
    ("a number with a vast width", "{{ '%0*d'|format(10 ** 9, 1) }}", 1, "MB of memory"),
    ("a power without end", "{{ 9 ** (9 ** 9) }}", 1, "too large"),
]  # fmt: skip


def book() -> Book:
    return bind_one([article(body="<p>文</p>")], {}, Settings()).books[0]


@pytest.mark.parametrize(
    ("template", "line", "said"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG]
)
def test_a_wrong_template_says_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, template: str, line: int, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sandbox, "LIMITS", Limits(memory=200, cpu=1))
    mine = tmp_path / "mine"
    (mine / "epub").mkdir(parents=True)
    (mine / "epub" / "mine.j2").write_text(template, "utf-8")
    (tmp_path / "secret.j2").write_text("SECRET", "utf-8")
    (mine / "epub" / "link.j2").symlink_to(tmp_path / "secret.j2")
    (mine / "elsewhere").symlink_to(tmp_path)
    with pytest.raises(ConfigurationError) as caught:
        Renderer(book(), MEDIUM, mine).render("mine.j2")
    assert said in str(caught.value)
    assert caught.value.exit_code == 4
    assert caught.value.place.endswith(f"mine.j2:{line}")
    assert not (tmp_path / "written").exists()


def test_a_link_within_the_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "epub").mkdir()
    (tmp_path / "one.j2").write_text("一 {{ book.title }}", "utf-8")
    (tmp_path / "epub" / "two.j2").symlink_to(tmp_path / "one.j2")
    assert Renderer(book(), MEDIUM, tmp_path).render("two.j2") == f"一 {book().title}"


def test_limits_nest() -> None:
    def spin(seconds: int) -> None:
        with within(Limits(cpu=seconds)):
            while True:
                pass

    with pytest.raises(Overrun), within(Limits(cpu=2)):
        with pytest.raises(Overrun):
            spin(1)
        spin(60)
