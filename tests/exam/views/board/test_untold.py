"""What an exam was like for twins, one of them with accommodations: those who do not grant them see no difference."""

import re

from exam.actions import accommodations, incidents, sittings
from exam.database import db
from exam.models import Account, Attestation
from exam.rules import actors
from tests.factories import world as maker

STANDING_WORLD = True
PROCTOR = {"name": "Robin Proctor", "email": "robin@example.net", "phone": "8165550100"}
OWN_TO_THE_PAGE = r'/board/letters/\w+|name="csrf_token"[^>]+'


def twin(world, start, *, granted: bool):
    """An exam handed in after an hour, or after four with a break; what makes its rows its own is given back too."""
    world.now = start
    person = maker.candidate(legal_first_name="Twin", legal_last_name="Same", phone="5735550100")
    if granted:
        accommodations.grant(person, codes=["time-2.0", "break-stop-clock"], break_count=2, break_minutes=30,
                             offered=world.version.program.accommodations.offered, reason="needs it", now=world.now,
                             by=maker.AUTHOR)
    sitting = maker.registered(world, person)
    nomination = maker.accepted(world, sitting, **PROCTOR)
    code = sittings.admit(nomination, identity_document="passport", now=world.now, by=actors.proctor(nomination.id))
    candidate = actors.candidate(person.account_id)
    sittings.begin(sitting, typed_code=code.shown(world.secrets), secrets=world.secrets, now=world.now, by=candidate)
    world.later(hours=1)
    if granted:
        sittings.pause(sitting, kind="break", now=world.now, by=candidate)
        world.later(minutes=20)
        resume = sittings.show_new_code(nomination, "resume", now=world.now, by=actors.proctor(nomination.id))
        sittings.resume(sitting, typed_code=resume.shown(world.secrets), secrets=world.secrets, now=world.now,
                        by=candidate)
        world.later(hours=2)
    maker.submitted(world, sitting)
    world.now = start
    world.later(hours=5)
    attestation = maker.signed_in_full(world, sitting)
    incident = incidents.report(sitting, code="I40", source="staff", text="A phone rang.", happened_at=world.now,
                                now=world.now, by=maker.REVIEWER)
    return sitting, nomination, attestation, incident


def looks(person, rows) -> list[str]:
    """Every page about the exam, the names that only this twin's rows have taken out."""
    sitting, nomination, attestation, incident = rows
    pages = [person.page(f"/board/sittings/{sitting.id}"), person.page(f"/board/incidents/{incident.id}"),
             person.page(f"/board/sittings?show=submitted&search={sitting.candidate.board_candidate_id}"),
             person.page(f"/board/roster/{sitting.candidate_id}")]
    own = (sitting.id, nomination.id, attestation.id, incident.id, sitting.candidate_id, sitting.candidate.email,
           sitting.candidate.board_candidate_id, db.session.get(Account, sitting.candidate.account_id).name)
    for word in sorted(own, key=len, reverse=True):
        pages = [page.replace(word, "...") for page in pages]
    return [re.sub(OWN_TO_THE_PAGE, "...", page) for page in pages]


def main_of(page: str) -> str:
    return page.split("<main", 1)[1].split("</main>", 1)[0]


def test_c21_twins_with_and_without_accommodations_look_alike_to_those_who_do_not_grant_them(world, member):
    start = world.now
    plain, extended = twin(world, start, granted=False), twin(world, start, granted=True)
    for role in ("releaser", "auditor"):
        person = member(role)
        first, second = [[main_of(page) for page in looks(person, rows)] for rows in (plain, extended)]
        assert first == second
        assert all("except what was arranged: (not shown to you)." in page for page in second[:2])
        assert "pauses are not listed" in second[0]
    granting = member("administrator")
    shown = granting.page(f"/board/sittings/{extended[0].id}")
    assert "no time limit, may pause 2 times" in shown and "The exam took place from" in shown
    assert "resume" in shown and "in progress to paused" in shown


def test_c21_what_was_signed_is_kept_word_for_word_and_words_of_an_unknown_version_are_not_told(world, member):
    rows = twin(world, world.now, granted=True)
    sitting, _, attestation, _ = rows
    before = dict(attestation.answers)
    looks(member("releaser"), rows)
    db.session.expire_all()
    assert db.session.get(Attestation, attestation.id).answers == before
    assert "no time limit, may pause 2 times for 30 minutes in all" in before["6"]["statement"]
    other = maker.submitted(world)
    maker.attested(world, other)  # of version 1, which is not the program's
    page = member("auditor").page(f"/board/sittings/{other.id}")
    assert "Statement 6 of version 1." in page and "Statement 6." not in page
