"""The command line: the only package that prints or exits."""

import gc
import signal
import sys
from types import FrameType

import click

from exporter.frames import roomy
from exporter.notices import ExportError

INTERRUPTED = 130
YOUNG = 20_000  # objects made until a collection: an article leaves thousands, and few in circles
AGAIN = 0.01  # seconds from an interrupt that was dropped to the next try


@roomy
def main() -> None:
    """The console script: runs a command, turns every error into a line and an exit code."""
    for ending in (signal.SIGTERM, getattr(signal, "SIGHUP", None)):  # the latter: its terminal is gone
        if ending and signal.getsignal(ending) is not signal.SIG_IGN:  # as nohup has it
            signal.signal(ending, _interrupt)
    sys.unraisablehook = _unraisable
    gc.disable()
    try:
        from exporter.cli import commands, console  # noqa: PLC0415 - an interrupt may come this early

        gc.freeze()  # modules stay: no collection need look at them
        gc.set_threshold(YOUNG)
        gc.enable()
        code = commands.exporter.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except ExportError as error:
        console.explain(error)
        code = error.exit_code
    except (KeyboardInterrupt, click.exceptions.Abort):  # click makes the one into the other
        click.echo("interrupted; nothing half-written is left", err=True)
        code = INTERRUPTED
    except SystemExit:  # so does click end where the reader of our output has gone, and then alone
        code = 0
    sys.exit(code if isinstance(code, int) else 0)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _unraisable(dropped: "sys.UnraisableHookArgs") -> None:
    """An interrupt that fell into a finalizer, where Python drops what is raised, comes again after it."""
    if not issubclass(dropped.exc_type, KeyboardInterrupt) or not hasattr(signal, "setitimer"):
        sys.__unraisablehook__(dropped)
        return
    signal.signal(signal.SIGALRM, _interrupt)
    signal.setitimer(signal.ITIMER_REAL, AGAIN)
