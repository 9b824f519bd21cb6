"""exporter.yaml and command-line options become one frozen Settings, read once."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import platformdirs
import yaml

from exporter import sizes
from exporter.notices import ConfigurationError

GROUPINGS = ("category", "tag", "author", "source", "year", "month", "all")
FORMATS = ("epub", "pdf", "tree")
LINKS = ("none", "notes", "end")
REMARKS = ("small", "double")
VARIANTS = ("", "ua", "a")  # of PDF: PDF/UA-1, PDF/A-2u
INDEXES = ("auto", "none", "title", "author", "source", "date")
PROFILES = ("generic", "kindle", "kobo", "apple", "eink-gray")
PUNCTUATION = ("quanjiao", "kaiming", "banjiao")
PROHIBITIONS = ("strict", "loose", "none")
# Settings that no finished file shows, or that show in the book itself.
UNSEEN = frozenset(
    "title author lang by depth select volume_size format prune rebuild base_url offline media cache"
    " cache_size refresh allow_network no_cache jobs cluster strict template_dir".split()
)
SIZES = {"cache_size", "max_size"}  # bytes, written as 50MB or 2GB
TYPOGRAPHY = ("standard", "none")
QUOTES = ("source", "curly", "corner", "region")
TEXT_RULES = (
    "blanks", "radicals", "forms", "width", "quote-style", "quotes", "single-quotes", "turned-quotes",
    "nested-quotes",
    "parentheses", "punctuation", "ranges", "newlines", "mark-spaces", "ellipses", "dashes", "quote-spaces",
    "han-spaces", "gaps",
)  # fmt: skip
CONVERSIONS = (
    "s2t", "s2tw", "s2twp", "s2hk", "s2hkp", "t2s", "tw2s", "tw2sp", "hk2s", "hk2sp",
    "t2tw", "t2hk", "tw2t", "hk2t",
)  # fmt: skip
CHOICES = {
    "by": GROUPINGS,
    "format": FORMATS,
    "profile": PROFILES,
    "pdf_variant": VARIANTS,
    "typography": TYPOGRAPHY,
    "typography_off": TEXT_RULES,
    "quotes": QUOTES,
    "convert": CONVERSIONS,
    "punctuation": PUNCTUATION,
    "line_start": PROHIBITIONS,
    "links": LINKS,
    "remarks": REMARKS,
    "index": INDEXES,
}


def default_cache() -> Path:
    """The folder of what is kept between runs where the user names none."""
    return Path(platformdirs.user_cache_dir("exporter"))


@dataclass(frozen=True, slots=True)
class Settings:
    """Every choice of a run. Names are those of the options, and of the keys of exporter.yaml.

    `title`, `author` and `lang` override what the posts say ("" leaves it to them). `typography_off` names
    text rules that are left out, `quotes` the marks quotations get (region: “” in Simplified Chinese, 「」 in
    Traditional and Japanese), `convert` a conversion of OpenCC ("" for none). `depth` is how many levels of
    category make a book of their own, `volume_size` what is too much for one (bind/volumes.py). `index`
    names the indexes at the end of a book (auto: those that tell something in a large one). `jobs` 0 means
    one worker a core, `cluster` is the address of a Dask scheduler. `media` are mirrors, searched before
    the network. `prune` takes books off the shelf whose group is gone, `rebuild` writes every book anew,
    changed or not. `base_url` is where the shelf will be published: then its catalogues have absolute
    addresses. `cache_size` is the bytes of pictures kept from run to run; what was used within a day is
    kept in any case. `refresh` asks servers whether pictures that are kept have changed. `max_size` is the
    most bytes of a book, 0 for any.

    Lines of the PDF: without `engine` they are WeasyPrint's own. `punctuation` is the scheme of widths,
    `line_start` the level of the prohibitions, `hanging` lets pauses and full stops hang out of the line,
    `trim` takes the blank half of marks at the edges of lines, `autospace` parts Han and Latin.

    Pages of the PDF: `links` says where the addresses of links are printed, `remarks` how translators' are
    (double: short ones in two lines), `columns` how many there are (0: as the page size says). `vertical`
    sets zh-Hant and ja in columns from right to left, with quotation
    marks by region unless others are chosen. `run_on` lets flashes follow one another on a page.
    """

    title: str = ""
    author: str = ""
    lang: str = ""
    typography: str = "standard"
    typography_off: tuple[str, ...] = ()
    quotes: str = "source"
    convert: str = ""
    page: str = "a5"
    pdf_variant: str = ""
    theme: str = ""
    template_dir: Path | None = None
    sites: Path | None = None
    links: str = "none"
    remarks: str = "small"
    columns: int = 0
    vertical: bool = False
    pinyin: bool = False
    furigana: bool = False
    embed_fonts: bool = False
    indent_after_headings: bool = True
    run_on: bool = False
    profile: str = "generic"
    by: str = "category"
    depth: int = 1
    select: tuple[str, ...] = ()
    volume_size: str = ""
    index: tuple[str, ...] = ("auto",)
    format: tuple[str, ...] = ("epub",)
    offline: bool = False
    media: tuple[Path, ...] = ()
    cache: Path = field(default_factory=default_cache)
    cache_size: int = 2_000_000_000
    max_size: int = 0
    refresh: bool = False
    allow_network: tuple[str, ...] = ()
    no_cache: bool = False
    jobs: int = 0
    cluster: str = ""
    strict: bool = False
    prune: bool = False
    rebuild: bool = False
    base_url: str = ""
    engine: bool = True
    punctuation: str = "quanjiao"
    line_start: str = "strict"
    hanging: bool = False
    trim: bool = True
    autospace: bool = True


def load(config: Path | None, options: Mapping[str, Any]) -> Settings:
    """Settings from `config` (default: ./exporter.yaml if it is there) and the options that were given.

    An option beats the file, the file beats the default. None and () among `options` mean "not given".
    Raises ConfigurationError with file and line for a file that is not YAML or holds an unknown key.
    """
    path = config or Path("exporter.yaml")
    chosen = _from_file(path) if config or path.is_file() else {}
    chosen |= {name: value for name, value in options.items() if value not in (None, ())}
    if chosen.get("vertical"):
        chosen.setdefault("quotes", "region")
    return Settings(**chosen)


def _from_file(path: Path) -> dict[str, Any]:
    if path.exists() and not path.is_file():  # a pipe would wait, a device never end
        raise ConfigurationError("is not an ordinary file", place=str(path))
    try:
        data = yaml.safe_load(path.read_text("utf-8"))
    except OSError as error:
        raise ConfigurationError(f"cannot be read: {error.strerror}", place=str(path)) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        place = f"{path}:{line + 1}" if line is not None else str(path)
        problem = getattr(error, "problem", None) or type(error).__name__
        raise ConfigurationError(f"not valid YAML: {problem}", place=place) from error
    if not isinstance(data or {}, dict):
        raise ConfigurationError("expected “name: value” lines", place=str(path))
    return {name.replace("-", "_"): value for name, value in _checked(data or {}, path)}


def _checked(data: dict[Any, Any], path: Path) -> list[tuple[str, Any]]:
    kinds = {item.name: item for item in dataclasses.fields(Settings)}
    checked = []
    for key, value in data.items():
        name = str(key).replace("-", "_")
        if name not in kinds:
            known = ", ".join(sorted(kinds))
            raise ConfigurationError(f"unknown setting “{key}”", place=str(path), hint=f"known: {known}")
        checked.append((name, _typed(name, value, path)))
    return checked


def _typed(name: str, value: Any, path: Path) -> Any:
    """`value` in the type of the setting; paths count from the folder of the configuration file."""
    default = getattr(Settings(), name)
    here = path.parent
    if name in {"cache", "template_dir", "sites"}:
        return here / str(value)
    if name in SIZES:
        return sizes.parsed(str(value))
    if isinstance(default, tuple):
        items = [str(item).strip() for item in (value if isinstance(value, list) else str(value).split(","))]
        return tuple(here / item if name == "media" else _chosen(name, item, path) for item in items)
    if isinstance(value, bool) is not isinstance(default, bool) or not isinstance(value, type(default)):
        expected = type(default).__name__
        raise ConfigurationError(f"“{name}” should be a {expected}, not {value!r}", place=str(path))
    if isinstance(value, int) and value < 0:
        raise ConfigurationError(f"“{name}” cannot be less than nothing", place=str(path))
    return _chosen(name, value, path)


def _chosen(name: str, value: Any, path: Path) -> Any:
    known = CHOICES.get(name)
    if known and value not in known:
        raise ConfigurationError(
            f"“{name}” holds {value}", place=str(path), hint=f"known: {', '.join(known)}"
        )
    return value
