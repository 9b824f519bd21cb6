"""--offline opens no socket at all: watched by Python's own audit hook, in a process of its own."""

import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import sys
from pathlib import Path
from exporter.model import Picture
from exporter.pictures import gather
from exporter.settings import Settings

seen = []
sys.addaudithook(lambda event, _: seen.append(event) if event.startswith("socket.") else None)
offline = sys.argv[2] == "offline"
addresses = ["http://localhost:9/x.jpg", "https://a.invalid/x.jpg", "data:,x", "file:///etc/passwd"]
settings = Settings(cache=Path(sys.argv[1]), offline=offline)
gallery, tally = gather([Picture("p", url, (url, "http://127.0.0.1:9/y.jpg")) for url in addresses], settings)
print(tally.placeholder, len(seen))
"""


@pytest.mark.parametrize(("mode", "sockets"), [("offline", False), ("online", True)])
def test_sockets(tmp_path: Path, mode: str, sockets: bool) -> None:
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path), mode], capture_output=True, text=True, check=True
    )
    missing, seen = map(int, run.stdout.split())
    assert missing == 4
    assert (seen > 0) is sockets
