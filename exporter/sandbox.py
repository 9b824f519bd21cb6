"""Where templates run: a user's see what they are given, neither leave their folder nor fill the machine.

Jinja's own sandbox keeps templates from Python's internals, but bounds neither memory nor loops, and its
loader follows symbolic links. A template is its user's own; a mistake in it must end in a clear error.
"""

import functools
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
)
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

from exporter import confinement, resources
from exporter.confinement import Limits
from exporter.notices import ConfigurationError, ExportError

LIMITS = Limits(memory=400, cpu=20)  # of one document: the longest chapters take a hundredth
LARGEST_POWER = 1000


@functools.cache
def environment(template_dir: Path | None) -> Environment:
    """The built-in templates; those in the user's folder come before them, and all run in the sandbox then.

    By themselves they are code of ours: each name they see would be looked at for nothing.
    """
    folders = [template_dir] if template_dir else []
    loaders = [_Folder(folder) for folder in [*folders, resources.folder("templates")]]
    kind = _Sandbox if template_dir else Environment
    return kind(
        loader=ChoiceLoader(loaders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=bool(template_dir),
    )


def rendered(template: str, names: dict[str, Any], template_dir: Path | None) -> str:
    """The text of a template that sees `names`. Raises ConfigurationError with its file and line."""
    limits = LIMITS if template_dir else Limits()
    try:
        with confinement.within(limits):
            return environment(template_dir).get_template(template).render(names)
    except ExportError:
        raise
    except TemplateSyntaxError as error:
        raise ConfigurationError(str(error), place=f"{error.filename or template}:{error.lineno}") from error
    except (Exception, confinement.Overrun) as error:
        if template_dir is None and not isinstance(error, TemplateError):
            raise  # ours, not the user's
        raise ConfigurationError(_explained(error), place=_place(error) or f"{template}:1") from error


def _explained(error: BaseException) -> str:
    if isinstance(error, RecursionError):
        return "includes or calls itself without end"
    if isinstance(error, MemoryError):
        return f"takes more than {LIMITS.memory} MB of memory"
    if isinstance(error, confinement.Overrun):
        return f"takes more than {LIMITS.cpu} s"
    return f"{type(error).__name__}: {error}"


def _place(error: BaseException) -> str:
    """File and line of the innermost template."""
    places = []
    for frame, line in traceback.walk_tb(error.__traceback__):
        if frame.f_code.co_filename.endswith(".j2"):
            compiled = frame.f_globals.get("__jinja_template__")  # gone where Jinja has put the line right
            written = compiled.get_corresponding_lineno(line) if compiled else line
            places.append(f"{frame.f_code.co_filename}:{written}")
    return places[-1] if places else ""


class _Sandbox(SandboxedEnvironment):
    """Jinja's sandbox, and no way from an article's tree to the disk."""

    intercepted_binops = frozenset({"**"})

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Powers stay small: a large one is counted in C, where nothing interrupts it."""
        if isinstance(right, int) and abs(right) > LARGEST_POWER:
            raise SecurityError(f"a power of {right} is too large")
        return super().call_binop(context, operator, left, right)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Trees of lxml can write files: templates get bodies as text."""
        return not isinstance(obj, etree._Element) and super().is_safe_attribute(obj, attr, value)


class _Folder(FileSystemLoader):
    """Templates below a folder, and nothing a symbolic link leads to outside of it."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """As Jinja asks for it: text, path, and whether it is still the same."""
        text, path, fresh = super().get_source(environment, template)
        folder = Path(self.searchpath[0]).resolve()
        if not Path(path).resolve().is_relative_to(folder):
            raise SecurityError(f"{template} leads out of {folder}")
        return text, path, fresh
