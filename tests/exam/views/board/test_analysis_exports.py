"""Answers without people: under a permission of its own, on record, and the same figures wherever they are analysed."""

import csv
import io
import json
import subprocess
import sys
import zipfile

import numpy as np
import pytest

from exam.database import db
from exam.errors import Refused
from exam.models import AuditEntry
from exam.queries.answer_files import answer_archive
from exam.rules import actors
from tests.factories import world as make
from tests.factories.analyses import analysed
from tests.factories.members import signed_in_member
from tests.factories.people import post
from tests.factories.released_answers import drawn_choices, released_many
from tests.support.building import ROOT
from tests.support.databases import ONE_KIND

BY = actors.staff("psychometrician")


def files_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def read_by_command(folder, files: dict[str, bytes], *more: str) -> dict:
    for name in ("answers.csv", "key.csv"):
        (folder / name).write_bytes(files[name])
    command = [sys.executable, "-m", "question_bank", "analyse", str(folder / "answers.csv"), "--key",
               str(folder / "key.csv"), "--person", "exam_form", "--only", "ctt", "--json", *more]
    ended = subprocess.run(command, capture_output=True, cwd=ROOT, check=False)
    assert ended.returncode == 0, ended.stdout
    return json.loads(ended.stdout)


def test_c07_the_exported_answers_give_the_same_figures_by_the_command(app, clock, tmp_path):
    with app.app_context():
        world = make.world(several=2)
        choices = drawn_choices(world.form, 70)
        choices[5, 20:] = -1
        choices[6, 2] = -1
        released_many(world, choices)
        clock.set(world.now)
        maker = signed_in_member(app, "psychometrician", now=world.now)
        address = f"/board/analysis/forms/{world.form.id}/export"
        assert "Say who gets the file" in maker.send(address)
        assert db.session.query(AuditEntry).filter_by(action="export_answers").count() == 0
        answer = post(maker.client, address, reason="For the annual study.")
        assert answer.headers["Content-Type"] == "application/zip"
        files = files_of(answer.data)
        entry = db.session.query(AuditEntry).filter_by(action="export_answers").one()
        assert {"seed", "sha256", "reason", "sittings"} <= set(entry.facts) and entry.facts["sittings"] == 70
        kept = analysed(world, maker.by).document["classical"]
        cut = world.form.cut_score.cut_raw
    found = read_by_command(tmp_path, files, "--cut", str(cut))
    for name in ("p", "pbis_corrected", "biserial_corrected", "alpha_if_deleted"):
        assert found["ctt"][name] == pytest.approx([item[name] for item in kept["items"]], nan_ok=True)
    assert found["ctt"]["kr20"] == pytest.approx(kept["kr20"])
    assert found["ctt"]["sem_at_cut"]["lord"] == pytest.approx(kept["sem_at_cut"]["lord"])
    assert found["decision"]["livingston_lewis"]["consistency"] == pytest.approx(
        kept["decision"]["livingston_lewis"]["consistency"])
    assert [one["n_omit"] for one in found["options"]] == [
        item["n_omitted"] + item["n_not_reached"] for item in kept["items"]]


@ONE_KIND
def test_issue4_no_byte_of_the_export_leads_to_a_person_and_the_seed_decides_the_order(db_app):
    world = make.world()
    choices = drawn_choices(world.form, 60)
    sittings = released_many(world, choices, trainings=("North event",))
    data, n = answer_archive(world.form, 7)
    assert n == 60 and answer_archive(world.form, 7)[0] == data
    other = files_of(answer_archive(world.form, 8)[0])
    files = files_of(data)
    text = b"".join(files.values()).decode()
    assert not any(sitting in text for sitting in sittings) and "North" not in text and "Doe" not in text
    assert "2026" not in text
    rows = [list(csv.reader(io.StringIO(one["answers.csv"].decode()))) for one in (files, other)]
    assert rows[0] != rows[1] and sorted(rows[0]) == sorted(rows[1])
    by_id = [choice for _, choice in sorted(zip(sittings, choices.tolist(), strict=True))]
    assert [row[1:] for row in rows[0][1:]] != [["abcd"[place] for place in row] for row in by_id]
    counted = np.array([[code != "" for code in row[1:]] for row in rows[0][1:]])
    assert counted.all() and {row[0] for row in rows[0][1:]} == {world.form.code}


@ONE_KIND
def test_issue4_too_few_rows_are_not_exported(db_app):
    world = make.world()
    released_many(world, drawn_choices(world.form, 29))
    with pytest.raises(Refused, match="could be known again"):
        answer_archive(world.form, 1)
