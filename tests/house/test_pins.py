"""The pins: every package of setup.cfg is pinned with hashes, and both lock files agree."""

import re

from tests.support.building import ROOT, settings


def pins(name: str) -> dict[str, str]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return dict(re.match(r"([a-z0-9.-]+)==(\S+)", line).groups() for line in lines if re.match(r"[a-z]", line))


def wanted(section: str, key: str) -> set[str]:
    lines = settings()[section][key].split("\n")
    return {re.split(r"[\[<>=]", line)[0].strip().lower() for line in lines if line.strip()}


def test_every_package_the_app_needs_is_pinned():
    assert wanted("options", "install_requires") <= pins("requirements.txt").keys()


def test_every_package_the_tests_need_is_pinned():
    assert wanted("options.extras_require", "test") <= pins("requirements-test.txt").keys()


def test_the_app_is_tested_with_the_versions_it_runs_with():
    assert pins("requirements.txt").items() <= pins("requirements-test.txt").items()


def test_every_pin_has_a_hash():
    for name in ("requirements.txt", "requirements-test.txt"):
        text = (ROOT / name).read_text(encoding="utf-8")
        blocks = re.split(r"\n(?=[a-z])", text)[1:]
        assert [block.split("==")[0] for block in blocks if "--hash=sha256:" not in block] == []
