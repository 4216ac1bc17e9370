"""Evidence packs: every pack is scored again without a difference, and every tampering is found and placed."""

import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from random import Random

from exam.app import create_app
from exam.database import db
from exam.database.upgrades import upgrade
from exam.web.evidence_packs import made_pack
from scripts.proofs.tampering import tampered
from tests.factories.evidence import heard_result, released_result, result_taken_away
from tests.factories.world import NOON, candidate, world
from tests.support.application import keep_writer_asleep
from tests.support.building import ROOT
from tests.support.evidence import verifier
from tests.support.settings import SECRET, settings_for

DOCUMENT = ROOT / "docs" / "proof" / "evidence.md"
PACKS, TRIES = 10_000, 5_000
OF_ONE_DATABASE, KEPT = 100, 3  # a pack holds the chain of its database, so there are many; a few of each are tampered


def prove(*, short: bool, seed: int) -> int:
    """Make packs of random sittings, check each, then tamper with them. Status 0: nothing went unseen."""
    packs, tries = (3, 100) if short else (PACKS, TRIES)
    made, differences, seconds = [], [], []
    for kept, found, took in _all_databases(packs, seed):
        made += kept
        differences += found
        seconds += took
    print(f"{packs} packs scored again: {len(differences)} differences.")
    kinds, unseen, unplaced = _tamperings(made, tries, Random(seed))
    print(f"{tries} tamperings: {len(unseen)} unseen, {len(unplaced)} found but not placed. {dict(kinds)}")
    for trouble in (differences + unseen + unplaced)[:10]:
        print(trouble)
    if not short:
        DOCUMENT.parent.mkdir(exist_ok=True)
        DOCUMENT.write_text(_document(packs, tries, kinds, seconds, len(differences), len(unseen), len(unplaced), seed))
    return int(bool(differences or unseen or unplaced))


def _tamperings(made: list[bytes], tries: int, random: Random) -> tuple[Counter, list, list]:
    """How often each kind was tried, those that went unseen, and those that were found elsewhere."""
    check, kinds, unseen, unplaced = verifier().check, Counter(), [], []
    for number in range(tries):
        how, changed, place = tampered(random.choice(made), random)
        kinds[how] += 1
        faults = check(changed)[0]
        if not faults:
            unseen.append((number, how))
        elif not any(place(fault) for fault in faults):
            unplaced.append((number, how, faults[:3]))
    return kinds, unseen, unplaced


def _all_databases(packs: int, seed: int) -> Iterator[tuple[list[bytes], list, list]]:
    """What came of each database, made on all cores."""
    sizes = [min(OF_ONE_DATABASE, packs - begin) for begin in range(0, packs, OF_ONE_DATABASE)]
    seeds = range(seed * len(sizes), (seed + 1) * len(sizes))
    if len(sizes) == 1:
        yield _one_database(packs, seeds[0])
        return
    with ProcessPoolExecutor() as cores:
        yield from cores.map(_one_database, sizes, seeds)


def _one_database(packs: int, seed: int) -> tuple[list[bytes], list, list]:
    """A few of its packs, the differences that the verifier found, and (seconds to make, seconds to check) of each."""
    check, kept, differences, seconds = verifier().check, [], [], []
    for data, sealed, took in _packs(packs, Random(seed)):
        began = time.perf_counter()
        differences += check(data, sealed=sealed)[0]
        seconds.append((took, time.perf_counter() - began))
        if len(kept) < KEPT:
            kept.append(data)
    return kept, differences, seconds


def _packs(number: int, random: Random) -> Iterator[tuple[bytes, bytes, float]]:
    """(pack, sealed part, seconds to make it) of so many sittings in one throw-away database."""
    with tempfile.TemporaryDirectory(prefix="examhall-proof-") as folder:
        app = create_app(settings_for(f"sqlite:///{folder}/proof.db", Path(folder) / "data", CLOCK=lambda: NOON))
        upgrade(app)
        with app.app_context():
            place = world(several=5)
            place.secrets = [SECRET]
            keep_writer_asleep(app)
            for one in range(number):
                make = (released_result, heard_result, result_taken_away)[one % 3]
                result = make(place, candidate(), right=random.randrange(26))
                began = time.perf_counter()
                pack = made_pack(result)
                yield pack.data, pack.sealed_part, time.perf_counter() - began
            db.session.remove()
            db.engine.dispose()


def _document(packs: int, tries: int, kinds: Counter, seconds: list, differences: int, unseen: int, unplaced: int,
              seed: int) -> str:
    making, checking = sorted(one for one, _ in seconds), sorted(one for _, one in seconds)
    rows = "\n".join(f"| {how} | {number:,} |" for how, number in sorted(kinds.items()))
    bound = "%.3f" % (300 / tries)
    return f"""# Proof: evidence packs

Written by `scripts/prove evidence` (seed {seed}). Do not edit; run it again.

- **{packs:,} packs** of random sittings, on SQLite, a third of them with a notice, an answer and an appeal, a third
  made void after their release, were scored again by the verifier of `scripts/evidence`, which shares no code with
  Examhall: **{differences} differences** in score, scaled score, decision, parts, hearing or any digest.
  With none in {packs:,}, the true share lies below {300 / packs:.2f} % (95 %, rule of three).
- **{tries:,} random tamperings**: **{unseen} unseen**, **{unplaced} found but not placed** at the file and its field
  or stretch of {1024:,} bytes. With none in {tries:,}, the true share lies below {bound} % (95 %).
- Making a pack took {making[len(making) // 2]:.2f} s in the middle and {making[-1]:.2f} s at most; checking one took
  {checking[len(checking) // 2]:.2f} s and {checking[-1]:.2f} s. The aim is 1 s for each.

| Kind of tampering | Number |
| --- | --- |
{rows}

These are changes by somebody who cannot seal the pack anew. Somebody who can, but does not hold the key, is found by
the signature, or by what the evidence says of itself; `tests/exam/web/test_evidence_forgeries.py` has those cases.
"""
