#!/usr/bin/env python3
"""Checks an evidence pack of Examhall without any of Examhall's code: standard library only.

    verify.py EVIDENCE.zip [--sealed SEALED.json] [--checkpoint NO:HASH] [--public-key BASE64]

It reads the zip byte by byte, checks every digest and the signature, scores the answers of the journal again with
the keys of the exam form, compares the decision, and follows the audit trail to its head. Whatever does not hold is
named with its file and its field. A pack that was written anew from end to end can only be told by what you know from
elsewhere: the public key of the board, or a head of the audit trail that was noted on an earlier day. Give them.
Take this program from the project, not from the pack that you doubt.

Exit status: 0 everything holds, 1 it does not, 2 the file cannot be opened.
"""

import argparse
import base64
import binascii
import json
import sys
from pathlib import Path

import ed25519
import rederive
import sealed_part
import sealing

Fault = tuple[str, str, str]
OURS = ("manifest.json", "signature.json")


def check(data: bytes, *, sealed: bytes | None = None, checkpoints: dict[int, str] | None = None,
          public_key: str = "") -> tuple[list[Fault], dict]:
    """(faults as (file, field, sentence), the documents of the pack by their names)."""
    held, faults = sealing.unzipped(data)
    manifest, signature = _document(held, "manifest.json", faults), _document(held, "signature.json", faults)
    faults += _seal_faults(held, manifest, signature, public_key)
    faults += _file_faults(held, manifest.get("files", {}))
    files = {name.removesuffix(".json"): _document(held, name, faults) for name in sorted(held)
             if name.endswith(".json") and name not in OURS}
    faults += rederive.faults_of(files)
    faults += _head_faults(manifest, files, checkpoints or {})
    if sealed is not None:
        faults += sealed_part.faults_of(sealed, manifest, files)
    return list(dict.fromkeys(map(tuple, faults))), {**files, "manifest": manifest, "signature": signature}


def _document(held: dict[str, bytes], name: str, faults: list[Fault]) -> dict:
    try:
        document = json.loads(held[name])
    except KeyError:
        faults.append((name, "the whole file", "is missing"))
    except ValueError as trouble:
        faults.append((name, f"line {getattr(trouble, 'lineno', '?')}", "cannot be read"))
    else:
        if isinstance(document, dict):
            return document
        faults.append((name, "/", "is no object"))
    return {}


def _seal_faults(held: dict[str, bytes], manifest: dict, signature: dict, public_key: str) -> list[Fault]:
    faults = [(name, "spelling", "is not written as Examhall writes it")
              for name, document in zip(OURS, (manifest, signature), strict=True)
              if held.get(name, b"") != sealing.spelled(document)]
    faults += _signature_faults(held.get("manifest.json", b""), signature)
    if public_key and signature.get("public_key") != public_key:
        faults.append(("signature.json", "public_key", "is not the key that you gave"))
    for name in ("public_key", "key_id", "sealed_part"):
        if manifest.get(name) != signature.get(name):
            faults += [(file, name, "manifest and signature differ") for file in OURS]
    if manifest.get("format") != sealing.FORMAT:
        faults.append(("manifest.json", "format", f"is not {sealing.FORMAT}"))
    return faults


def _signature_faults(written: bytes, signature: dict) -> list[Fault]:
    whole = signature.get("manifest_sha256") == sealing.sha256(written)
    key, by = signature.get("public_key", ""), signature.get("signature", "")
    is_signed, good = bool(by or key), bool(by or key) and _is_signed(key, by, written)
    checks = ((whole or good, "manifest.json", "any field", "does not fit its digest"),
              (whole, "signature.json", "manifest_sha256", "does not fit the manifest"),
              (good or not is_signed, "signature.json", "signature or public_key", "the signature does not fit"))
    return [fault for fits, *fault in checks if not fits]


def _is_signed(key: str, by: str, written: bytes) -> bool:
    try:
        return ed25519.is_signed(base64.b64decode(key, validate=True), written, base64.b64decode(by, validate=True))
    except (binascii.Error, TypeError, ValueError):
        return False


def _file_faults(held: dict[str, bytes], promised: dict) -> list[Fault]:
    faults = [(name, "the whole file", "is not in the manifest") for name in held
              if name not in promised and name not in OURS]
    for name, facts in promised.items():
        if name not in held:
            faults.append((name, "the whole file", "is missing"))
            continue
        present = sealing.facts_of_file(name, held[name])
        wrong = [key for key in {**present, **facts} if present.get(key) != facts.get(key)]
        content = {"blocks", "sha256"}
        if content <= set(wrong) or {"bytes", "sha256"} <= set(wrong):
            faults += _places(name, held[name], present, facts)
        else:
            faults += [("manifest.json", f"files/{name}/{key}", "does not fit the file") for key in wrong]
    return faults


def _places(name: str, data: bytes, present: dict, facts: dict) -> list[Fault]:
    """Which fields and which stretch of a file are not those that were sealed."""
    mine, theirs = present.get("fields", {}), facts.get("fields", {})
    changed = [path for path in {**mine, **theirs} if mine.get(path) != theirs.get(path)] if mine else []
    pairs = zip(present["blocks"], facts.get("blocks", []), strict=False)
    place = next((number for number, pair in enumerate(pairs) if pair[0] != pair[1]), len(data) // sealing.BLOCK)
    start = place * sealing.BLOCK
    return [*((name, path, "was changed") for path in changed[:20]),
            (name, f"bytes {start} to {start + sealing.BLOCK}", "do not fit the digest of the manifest")]


def _head_faults(manifest: dict, files: dict, checkpoints: dict[int, str]) -> list[Fault]:
    chain, faults = files.get("audit", {}), []
    if manifest.get("audit_head") != chain.get("head"):
        faults.append(("manifest.json", "audit_head", "is not the head of the audit trail in the pack"))
    if manifest.get("result") != files.get("result", {}).get("chosen"):
        faults.append(("manifest.json", "result", "is not the result of the pack"))
    known = {row["no"]: row["hash"] for row in chain.get("entries", []) if isinstance(row, dict) and "hash" in row}
    for number, sealed in checkpoints.items():
        if known.get(number, sealed) != sealed:
            faults.append(("audit.json", f"entry {number}", "its hash is not the one of your checkpoint"))
    return faults


def main(arguments: list[str] | None = None) -> int:
    """Read, check, say what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--sealed", type=Path, help="the sealed part, if you were given it")
    parser.add_argument("--checkpoint", action="append", default=[], metavar="NO:HASH")
    parser.add_argument("--public-key", default="", metavar="BASE64")
    options = parser.parse_args(arguments)
    try:
        sealed = options.sealed.read_bytes() if options.sealed else None
        known = {int(number): sealed_hash for number, sealed_hash in (one.split(":") for one in options.checkpoint)}
        faults, files = check(options.file.read_bytes(), sealed=sealed, checkpoints=known,
                              public_key=options.public_key)
    except (OSError, ValueError) as trouble:
        print(f"cannot read: {trouble}", file=sys.stderr)
        return 2
    for file, field, sentence in faults:
        print(f"{file}: {field}: {sentence}")
    if faults:
        print(f"DOES NOT HOLD: {len(faults)} faults.")
        return 1
    _say_what_holds(files, options)
    return 0


def _say_what_holds(files: dict, options: argparse.Namespace) -> None:
    gone = files["journal"]["disposals"]
    for row in gone:
        print(f"The answers were disposed of on {row['disposed_at'][:10]}, by the rule {row['rule']}: "
              f"{row['row_count']} rows, digest {row['digest']}. The score cannot be derived again from answers.")
    for row in files["result"]["results"]:
        print(f"{'Added up from its parts' if gone else 'Scored again'}: {row['raw_score']} of {row['raw_max']}, "
              f"passes with {row['cut_raw']}: {row['decision']} "
              f"(scaled {row['scaled_score']}, scoring version {row['scoring_version']}).")
    head, key = files["audit"]["head"], files["signature"]["public_key"]
    print(f"Audit trail: head {head['no']}:{head['hash']}" + (", with gaps" if files["audit"]["has_gaps"] else ""))
    print(f"Signed with the public key {key}" if key else "Not signed: this installation had no key.")
    print(f"HOLDS: every digest, the {'sums' if gone else 'score'}, the decision and the audit trail.")
    if not (options.checkpoint or options.public_key):
        print("No checkpoint and no public key were given, so a pack that was written anew cannot be seen.")


if __name__ == "__main__":
    sys.exit(main())
