"""A corpus of hostile posts, each to EPUB and PDF in a network of its own, against what is expected of it.

    python -m benchmarks.hostile FOLDER [--only PREFIX ...] [--keep FOLDER]

Prints a table, exits with 1 if a row fails.

FOLDER holds the posts, `templates/`, `materialise.py` (fills in addresses, grows the bombs), `testserver.py`
(serves their pictures, and the canary that nobody may call) and `expectations.tsv` with the columns id, file,
class, outcome, must_contain, never, good_server_paths. Needs Linux and the right to make name spaces (root,
or user name spaces). In the network made here every address there is leads to the canary, but the one of the
good server, and names have the addresses that `names.py` gives them, another one every time.
"""

import argparse
import csv
import dataclasses
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2

from benchmarks.names import Names
from exporter import work
from exporter.write.epub import epubcheck
from exporter.write.pdf.check import faults

SECONDS, MEGABYTES = 30, 700  # what one case may take
GOOD, CANARY = "127.0.0.2", "127.0.0.1"
SECRET = "TOP-SECRET"  # noqa: S105 - what materialise.py hides on the disk
OWNED, HIDING = "PWNED", Path("/tmp/hostile-secret")  # noqa: S108 - a file that hostile posts try to make
PUBLIC = "93.184.216.34"  # leads to the canary too, but may be called
NAMES = {"rebind.test": [[CANARY]], "rebind2.test": [[PUBLIC], [CANARY]]}  # the answers, in turn
INSIDE = "HOSTILE_NETWORK"
EXPORTER = Path(sys.executable).with_name("exporter")
STARTERS = {".j2": "epub/chapter.xhtml.j2", ".css": "print.css"}


@dataclasses.dataclass
class Case:
    """A row of expectations.tsv, what was found wrong with its outcome, and what it took.

    `seconds` passed, of which its processes were `busy` for some; `megabytes` are those of the largest.
    """

    id: str
    file: str
    outcome: str
    must_contain: list[str]
    never: list[str]
    served: str
    faults: list[str] = dataclasses.field(default_factory=list)
    seconds: float = 0
    busy: float = 0
    megabytes: int = 0


def cases(folder: Path, only: list[str]) -> list[Case]:
    """Every row that names a file."""
    with (folder / "expectations.tsv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Case(
            row["id"],
            row["file"],
            row["outcome"],
            row["must_contain"].split(),
            [*row["never"].split(), SECRET],
            row["good_server_paths"],
        )
        for row in rows
        if (folder / row["file"]).is_file() and (not only or row["id"].startswith(tuple(only)))
    ]


def enter(arguments: list[str]) -> None:
    """Runs this script again in a network and a mount name space of its own."""
    flags = "-nm" if os.geteuid() == 0 else "-rnm"
    command = ["unshare", flags, sys.executable, "-m", "benchmarks.hostile", *arguments]
    sys.exit(subprocess.run(command, env=os.environ | {INSIDE: "1"}, check=False).returncode)


def wire(folder: Path) -> None:
    """Every address leads to this machine; the names of NAMES resolve, by a name server of our own."""
    for command in ("link set lo up", "route add local 0.0.0.0/0 dev lo", "-6 route add local ::/0 dev lo"):
        subprocess.run(["ip", *command.split()], check=True)
    files = {"hosts": f"{CANARY} localhost\n::1 localhost\n", "resolv.conf": f"nameserver {GOOD}\n"}
    for name, content in files.items():
        (folder / name).write_text(content)
        subprocess.run(["mount", "--bind", folder / name, f"/etc/{name}"], check=True)
    Names(GOOD, NAMES)


class Servers:
    """The good server and canaries at the ports that hostile addresses name, with what was asked of them."""

    def __init__(self, script: Path, folder: Path) -> None:
        self.good, self.canary = folder / "good.jsonl", folder / "canary.jsonl"
        self._running = [self._start(script, GOOD, 18080, self.good)]
        for port in (18081, 80, 443, 8080):
            self._running += [
                self._start(script, host, port, self.canary, "--canary", "--netns")
                for host in ("0.0.0.0", "::")  # noqa: S104
            ]

    def _start(self, script: Path, host: str, port: int, log: Path, *options: str) -> "subprocess.Popen[str]":
        command = [sys.executable, script, "--host", host, "--port", str(port), "--log", log, *options]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        if server.stdout and not server.stdout.readline() and host != "::":
            raise RuntimeError(f"no server at {host}:{port}")
        return server

    def asked(self, log: Path, since: int) -> list[str]:
        """The paths asked for after the first `since` ones, but of the public address."""
        requests = map(json.loads, self.lines(log)[since:])
        return [request["path"] for request in requests if request.get("to") != PUBLIC]

    def lines(self, log: Path) -> list[str]:
        """Every request so far."""
        return log.read_text("utf-8").splitlines() if log.exists() else []

    def stop(self) -> None:
        """Ends them."""
        for server in self._running:
            server.kill()


def run(case: Case, posts: Path, folder: Path, kind: str) -> tuple[int, str, Path]:
    """One case to one format: exit code, what was said, the file."""
    target = folder / f"{case.id}.{kind}"
    command = [
        EXPORTER,
        kind,
        *inputs(case, posts, folder),
        "-o",
        target,
        "--cache",
        folder / f"{case.id}.cache",
    ]
    command += ["--allow-network", f"{GOOD}/32", "--report", folder / f"{case.id}.{kind}.json"]
    started = time.monotonic()
    with (folder / "said").open("w+b") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, stdin=subprocess.DEVNULL)
        ending = threading.Timer(4 * SECONDS * crowd(), process.kill)
        ending.start()
        _, status, usage = os.wait4(process.pid, 0)  # with what its workers took
        ending.cancel()
        said.seek(0)
        words = said.read().decode("utf-8", "replace")
    case.seconds = max(case.seconds, time.monotonic() - started)
    case.busy = max(case.busy, usage.ru_utime + usage.ru_stime)
    case.megabytes = max(case.megabytes, usage.ru_maxrss // 1024)
    return os.waitstatus_to_exitcode(status), words, target


def crowd() -> float:
    """How many share each processor of this machine."""
    return max(1, os.getloadavg()[0] / (os.cpu_count() or 1))


def inputs(case: Case, posts: Path, folder: Path) -> list[str | Path]:
    """The post of a case; a template or style stands in a folder of the user's, with a harmless post."""
    source = posts / case.file
    if source.suffix not in STARTERS:
        return [source]
    post = folder / "harmless.md"
    post.write_text("---\ntitle: 无害\n---\n<p>正文 TAIL-OK</p>\n", "utf-8")
    own = folder / case.id
    for name in (STARTERS[source.suffix], "print/chapter.j2", "epub.css", source.name):
        if source.suffix in {".j2", Path(name).suffix}:
            (own / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, own / name)
    return [post, "--template-dir" if source.suffix == ".j2" else "--theme", own]


def judge(case: Case, kind: str, code: int, said: str, target: Path) -> Iterator[str]:
    """What is wrong with the outcome of a run."""
    allowed = {int(number) for number in re.findall(r"error\((\d)\)", case.outcome)}
    allowed |= {0} if "ok" in case.outcome else set()
    if code not in allowed:
        yield f"exit {code}, not {sorted(allowed)}: {said.strip()[:200]}"
    if "Traceback" in said:
        yield f"traceback: {said.strip()[-300:]}"
    if target.is_file() is not (code == 0):
        yield f"exit {code}, and the file is {'' if target.is_file() else 'not '}there"
    with work.executor(1, apart=True) as pool:  # a child is counted from the size of its parent on
        held = next(work.each(contents, [target], pool))
    text, everything = ("", "") if isinstance(held, work.Lost) else held
    yield from (f"lacks {word}" for word in case.must_contain if code == 0 and bare(word) not in bare(text))
    never = [word for word in case.never if word != OWNED]
    yield from (f"holds {word}" for word in never if word in everything or word in said)
    yield from (f"made {file}" for file in HIDING.glob(f"{OWNED}*"))
    if case.outcome == "ok" and '"placeholder": 0' not in target.with_suffix(f".{kind}.json").read_text(
        "utf-8"
    ):
        yield "a picture is missing"
    if kind == "pdf" and target.is_file():
        yield from faults(target)


def bare(text: str) -> str:
    """Text as it compares wherever lines were broken."""
    return re.sub(r"[\s\-\x02\ufffe]", "", text)


def contents(book: Path) -> tuple[str, str]:
    """The text of a book, and all it holds: markup, scripts, attachments."""
    if not book.is_file():
        return "", ""
    if book.suffix == ".pdf":
        with pypdfium2.PdfDocument(book) as opened:
            text = "".join(page.get_textpage().get_text_bounded() for page in opened)
        return text, text + book.read_bytes().decode("latin-1")
    with zipfile.ZipFile(book) as opened:
        files = {name: opened.read(name) for name in opened.namelist()}
    everything = "".join(f"{name}\n{content.decode('utf-8', 'replace')}" for name, content in files.items())
    return everything, everything


def tried(case: Case, posts: Path, folder: Path, servers: Servers) -> Case:
    """The case, run to both formats and judged."""
    for kind in ("epub", "pdf"):
        canary, good = len(servers.lines(servers.canary)), len(servers.lines(servers.good))
        code, said, target = run(case, posts, folder, kind)
        case.faults += [f"{kind}: {fault}" for fault in judge(case, kind, code, said, target)]
        called = servers.asked(servers.canary, canary)
        case.faults += [f"{kind}: called {path}" for path in called[:3]]
        asked = {path.split("/")[1].split("?")[0] for path in servers.asked(servers.good, good)}
        if case.served == "none" and asked and GOOD not in (posts / case.file).read_text("utf-8", "replace"):
            case.faults.append(f"{kind}: asked the good server for {asked}")
    if case.seconds > SECONDS * crowd() or case.busy > SECONDS:
        case.faults.append(f"took {case.seconds:.0f} s, {case.busy:.0f} s of processor time")
    if case.megabytes > MEGABYTES:
        case.faults.append(f"took {case.megabytes} MB")
    return case


def together(posts: Path, folder: Path) -> Iterator[str]:
    """Every post in one run: the batch goes on, and each name is taken once."""
    command = [
        EXPORTER,
        "bundle",
        posts,
        "-o",
        folder / "books",
        "--by",
        "all",
        "--cache",
        folder / "all.cache",
    ]
    command += ["--offline", "--report", folder / "all.json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    if done.returncode not in {0, 3} or "Traceback" in done.stderr:
        yield f"exit {done.returncode}: {done.stderr[-300:]}"
    if not list((folder / "books").glob("*.epub")):
        yield "no book"


def checked(found: list[Case], folder: Path) -> None:
    """EPUBCheck's opinion of every EPUB that was made."""
    books = [case for case in found if (folder / f"{case.id}.epub").is_file()]
    for case, messages in zip(
        books, epubcheck.validated([folder / f"{case.id}.epub" for case in books]), strict=True
    ):
        case.faults += [f"EPUBCheck: {message}" for message in messages[:2]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    if INSIDE not in os.environ:
        enter(sys.argv[1:])
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        wire(folder)
        posts = folder / "posts"
        good, canary = f"http://{GOOD}:18080", f"http://{CANARY}:18081"
        grow = [sys.executable, options.folder / "materialise.py", posts, "--good", good, "--canary", canary]
        subprocess.run(grow, check=True)
        shutil.copytree(options.folder / "templates", posts / "templates", dirs_exist_ok=True)
        servers = Servers(options.folder / "testserver.py", folder)
        found = []
        try:
            for case in cases(options.folder, options.only):
                found.append(tried(case, posts, folder, servers))
                print(line(case), flush=True)
        finally:
            servers.stop()
        checked(found, folder)
        shutil.rmtree(posts / "templates")
        batch = list(together(posts, folder)) if not options.only else []
    return report(found, batch)


def line(case: Case) -> str:
    """A case in the table."""
    mark = "FAIL" if case.faults else "ok"
    return (
        f"{mark:<5}{case.id:<5}{case.seconds:6.1f} s {case.busy:5.1f} s {case.megabytes:5} MB  {case.file}"
        + "".join(f"\n        {fault}" for fault in case.faults)
    )


def report(found: list[Case], batch: list[str]) -> int:
    """The summary; 1 if anything failed."""
    failed = [case for case in found if case.faults]
    print("\n--- failed" if failed or batch else "")
    print("\n".join([*map(line, failed), *(f"all in one run: {fault}" for fault in batch)]))
    slowest = max(found, key=lambda case: case.seconds)
    busiest = max(found, key=lambda case: case.busy)
    largest = max(found, key=lambda case: case.megabytes)
    print(
        f"{len(found) - len(failed)} of {len(found)} as expected; "
        f"slowest {slowest.seconds:.1f} s ({slowest.id}), busiest {busiest.busy:.1f} s ({busiest.id}), "
        f"largest {largest.megabytes} MB ({largest.id})"
    )
    return 1 if failed or batch else 0


if __name__ == "__main__":
    sys.exit(main())
