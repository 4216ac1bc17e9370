"""The environment of the two commands: made once, checked at every start, made anew when it was cut off."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.building import ROOT

pytestmark = pytest.mark.slow

MAKE = """set -euo pipefail
source scripts/lib/environment.sh
source scripts/lib/debian.sh
make_environment "$1"
"""
# `import ensurepip` and `-m pip` fail, as on a Debian without python3-venv.
BARE_PYTHON = """#!/bin/sh
case "$*" in *ensurepip*|"-m pip"*) exit 1 ;; esac
exec {python} "$@"
"""


def checked_out(folder: Path) -> Path:
    """A project with the scripts and with pins that name no package, so that no network is needed."""
    shutil.copytree(ROOT / "scripts" / "lib", folder / "scripts" / "lib")
    for pins in ("requirements.txt", "requirements-test.txt"):
        (folder / pins).write_text(f"# {pins}\n")
    return folder


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    return checked_out(tmp_path)


@pytest.fixture(scope="module")
def first_made(tmp_path_factory) -> Path:
    """A project whose environment was made and checked, in a folder that held no python: making one takes seconds."""
    checkout = checked_out(tmp_path_factory.mktemp("made"))
    (checkout / ".venv" / "bin").mkdir(parents=True)
    assert make(checkout).returncode == 0
    return checkout


@pytest.fixture
def made_checkout(first_made: Path, tmp_path: Path) -> Path:
    """A copy of that project; its environment works wherever it lies."""
    return shutil.copytree(first_made, tmp_path / "made", symlinks=True)


def make(checkout: Path, kind: str = "core", **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", MAKE, "make", kind],
        cwd=checkout,
        env={**os.environ, "EXAMHALL_PYTHON": sys.executable, **environ},
        capture_output=True,
        text=True,
        timeout=120,
    )


def executable(path: Path, text: str) -> str:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)
    return str(path)


def test_the_first_start_makes_the_environment_and_the_second_does_nothing(made_checkout):
    made = (made_checkout / ".venv" / "pyvenv.cfg").stat().st_mtime_ns
    second = make(made_checkout)
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
    assert (made_checkout / ".venv" / "pyvenv.cfg").stat().st_mtime_ns == made


def test_an_installation_that_was_cut_off_is_made_anew(made_checkout):
    leftover = made_checkout / ".venv" / "leftover"
    leftover.touch()
    (made_checkout / ".venv" / "examhall-installing").touch()
    again = make(made_checkout)
    assert again.returncode == 0
    assert "incomplete" in again.stderr
    assert not leftover.exists()


def test_a_folder_without_a_python_is_made_anew(made_checkout):
    assert (made_checkout / ".venv" / "bin" / "python").exists()


def test_changed_pins_are_installed_and_the_tests_packages_serve_the_app_too(made_checkout):
    make(made_checkout, "test")
    assert make(made_checkout, "core").stderr == ""
    (made_checkout / "requirements-test.txt").write_text("# changed\n")
    (made_checkout / "requirements.txt").write_text("# changed too\n")
    assert "requirements-test.txt" in make(made_checkout, "test").stderr


def test_a_package_whose_hash_differs_stops_the_start(made_checkout):
    (made_checkout / "requirements.txt").write_text("flask==3.1.3\n")
    refused = make(made_checkout, PIP_NO_INDEX="1")
    assert refused.returncode == 1
    assert "could not be installed" in refused.stderr
    assert (made_checkout / ".venv" / "examhall-installing").exists()


def test_a_python_without_ensurepip_is_told_the_one_line_that_helps(checkout):
    python = executable(checkout / "bin" / "python3.11", BARE_PYTHON.format(python=sys.executable))
    executable(checkout / "bin" / "apt-get", "#!/bin/sh\nexit 1\n")
    told = make(checkout, EXAMHALL_PYTHON=python, PATH=f"{checkout / 'bin'}:{os.environ['PATH']}")
    assert told.returncode == 1
    assert "apt-get install -y python3-venv" in told.stderr
    assert not (checkout / ".venv").exists()


def test_two_commands_started_together_build_one_environment(checkout):
    command = ["bash", "-c", MAKE, "make", "core"]
    environ = {**os.environ, "EXAMHALL_PYTHON": sys.executable}
    pair = [subprocess.Popen(command, cwd=checkout, env=environ, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    said = [process.communicate(timeout=120)[1] for process in pair]
    assert [process.returncode for process in pair] == [0, 0]
    assert sum("Installing" in text for text in said) == 1
