"""The keys that sign exports: a file of its own beside the installation's secret, which only its owner may read."""

import json
import os
import stat
from pathlib import Path

from flask import current_app

from exam.errors import ConfigurationError, Refused
from exam.rules.signing import Signer, public_keys, signer_of, with_fresh_key

NO_KEY = ("Exports are signed, and this installation has no key to sign with yet. Ask the operator to make one with "
          "the command: flask results make-key")


def signer() -> Signer:
    """The key that signs now. Raises Refused when there is none."""
    present = signer_of(read_keys(_path()))
    if present is None:
        raise Refused(NO_KEY)
    return present


def known_public_keys() -> list[dict]:
    """Every public key, the present one first."""
    return public_keys(read_keys(_path()))


def make_key(day: str) -> str:
    """Make a key that signs from now on, and return its id. The file is absent, as before, or whole."""
    path = _path()
    keys = with_fresh_key(read_keys(path), day)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        json.dump(keys, out, indent=2)
        out.flush()
        os.fsync(out.fileno())
    beside.replace(path)
    return keys[0]["id"]


def read_keys(path: Path) -> list[dict]:
    """The keys of the file, the present one first; none when there is no file yet."""
    try:
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            raise ConfigurationError(f"{path.name} may be read by others. Make it private: chmod 600")
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []


def _path() -> Path:
    return current_app.config["SIGNING_KEYS"]
