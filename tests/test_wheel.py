"""The wheel works alone: built, installed into an empty environment outside the checkout, run on the sample."""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    variables = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    variables["XDG_CACHE_HOME"] = str(cwd / "cache")
    result = subprocess.run(
        command, cwd=cwd, env=variables, capture_output=True, encoding="utf-8", check=False
    )
    assert result.returncode == 0, result.stderr + result.stdout
    return result


def test_the_wheel_installed_elsewhere_exports_the_sample(tmp_path: Path) -> None:
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path, cwd=ROOT)
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert {
        "exporter/templates/labels.yaml",
        "exporter/sites/zhihu.yaml",
        "exporter/styles/pages/a5.css",
    } <= set(names)
    venv.create(tmp_path / "empty", with_pip=True)
    python = tmp_path / "empty" / "bin" / "python"
    run(python, "-m", "pip", "install", "-q", "-c", ROOT / "requirements.txt", wheel, cwd=tmp_path)
    exporter = python.with_name("exporter")
    sample, media = ROOT / "seeds" / "zaker-shenzhen.md", ROOT / "seeds" / "media"
    for kind in ("epub", "pdf"):
        target = tmp_path / f"sample.{kind}"
        run(exporter, kind, sample, "-o", target, "--media", media, "--offline", "--strict", cwd=tmp_path)
        run(exporter, "check", target, cwd=tmp_path)
