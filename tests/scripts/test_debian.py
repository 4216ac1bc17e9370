"""What the tests need from Debian: installed by root, told to everybody else, never left out quietly."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.building import ROOT

NEED = """set -euo pipefail
source scripts/lib/environment.sh
source scripts/lib/debian.sh
need_browser_and_database
echo "the tests would run"
"""
TOOLS = ("bash", "ls", "sort", "tail", "grep", "mktemp", "rm", "cat", "touch", "chmod")
INSTALLS_CHROMIUM = """#!/bin/bash
echo "apt-get $*" >>{log}
case "$*" in *chromium*) touch {bin}/chromium; chmod +x {bin}/chromium ;; esac
"""


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A folder of tools that is the whole PATH: a machine without a browser."""
    for tool in TOOLS:
        (tmp_path / tool).symlink_to(shutil.which(tool))
    return tmp_path


def program(machine: Path, name: str, text: str) -> None:
    (machine / name).write_text(text)
    (machine / name).chmod(0o755)


def need(machine: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(machine / "bash"), "-c", NEED],
        cwd=ROOT,
        env={"PATH": str(machine)},
        capture_output=True,
        text=True,
        timeout=30,
    )


def test_an_ordinary_account_is_told_the_line_that_helps_and_no_test_runs(machine):
    program(machine, "id", "#!/bin/bash\necho 1000\n")
    told = need(machine)
    assert told.returncode == 1
    assert "apt-get update && apt-get install -y --no-install-recommends chromium" in told.stderr
    assert told.stdout == ""


def test_root_installs_what_is_missing_after_reading_the_lists(machine):
    program(machine, "id", "#!/bin/bash\necho 0\n")
    program(machine, "apt-get", INSTALLS_CHROMIUM.format(log=machine / "log", bin=machine))
    assert need(machine).stdout == "the tests would run\n"
    update, install = (machine / "log").read_text().splitlines()
    assert update.endswith("update")
    assert "install -y --no-install-recommends chromium" in install


def test_root_without_a_network_is_told_too(machine):
    program(machine, "id", "#!/bin/bash\necho 0\n")
    program(machine, "apt-get", "#!/bin/bash\necho no network\nexit 1\n")
    told = need(machine)
    assert told.returncode == 1
    assert "no network" in told.stderr
    assert "No test is left out quietly" in told.stderr
