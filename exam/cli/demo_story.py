"""The demo's candidates: each goes along the road as far as its stage, step by step, through the real actions."""

from datetime import datetime, timedelta

from exam.actions import accommodations, agreements, answers, attestations, nominations, releases, roster, sittings
from exam.actions.attestations import Signature
from exam.cli.demo_staff import deliver, first_password, staff_actor
from exam.models import Nomination, Sitting, SittingCode
from exam.queries.agreements import text_in_force
from exam.queries.links import living_links_of
from exam.queries.nominations import nomination_on_duty
from exam.queries.retakes import board_day
from exam.queries.roster import candidates_known_as
from exam.rules import actors
from exam.rules.agreements import text_digest
from exam.rules.demo_people import CANDIDATES, DemoCandidate, has_reached
from exam.rules.proctor_policy import CONFLICT_QUESTIONS
from exam.rules.roster_row import RosterRow
from exam.views.proctor.statement import signed_text
from exam.web.secret_keys import secret_keys

BETWEEN = timedelta(hours=20)
ORGANISATION = "Riverbend Wellness Center"
INCIDENT = ("I20", "A fire alarm test began halfway through. We stayed in the room; it lasted about five minutes.")


def tell_everything(now: datetime) -> None:
    """Every candidate who is not on the roster yet; each story ended this morning, so that nothing is overdue."""
    for number, person in enumerate(CANDIDATES):
        if not candidates_known_as([person.candidate_id]):
            steps = sum(has_reached(person, stage) for stage in STEPS)
            _Story(person, begins=now - steps * BETWEEN - timedelta(hours=2, minutes=10 * number)).tell()


class _Story:
    """One person's road, with a clock of its own."""

    def __init__(self, person: DemoCandidate, *, begins: datetime):
        self.person, self.now = person, begins

    def tell(self) -> None:
        """Go as far as the person's stage."""
        self.sitting = self._register()
        for stage, step in STEPS.items():
            if has_reached(self.person, stage):
                self.now += BETWEEN
                step(self)
                deliver(self.now)

    def _register(self) -> Sitting:
        person, administrator = self.person, staff_actor("administrator")
        row = RosterRow(
            line=1, candidate_id=person.candidate_id, legal_first_name=person.first_name, legal_middle_name="",
            legal_last_name=person.last_name, suffix="", email=person.email, phone=f"573555{person.candidate_id[2:]}",
            program_id=person.program_id, training_event_id="T-2026-08", training_hours=35,
            training_completed_on=board_day(self.now - timedelta(days=5)), language=person.language)
        sitting = roster.add_candidate(row, now=self.now, by=administrator)
        first_password(sitting.candidate.account, self.now)
        if person.granted:
            offered = sitting.program_version.program.accommodations.offered
            accommodations.grant(sitting.candidate, codes=list(person.granted), break_count=2, break_minutes=20,
                                 reason="Checked against the letter on file.", offered=offered, now=self.now,
                                 by=administrator)
        return sitting

    @property
    def _candidate(self) -> actors.Actor:
        return actors.candidate(self.sitting.candidate.account_id)

    @property
    def _nomination(self) -> Nomination:
        return nomination_on_duty(self.sitting.id)

    def _name_proctor(self) -> None:
        text = text_in_force(self.sitting)
        agreements.agree(self.sitting, version=text.version, digest=text_digest(text), now=self.now, by=self._candidate)
        name, email = self.person.proctor
        self.invited = nominations.nominate(
            self.sitting, name=name, email=email, phone=f"816555{self.person.candidate_id[2:]}",
            relationship_kind="supervisor", organisation=ORGANISATION, now=self.now, by=self._candidate)

    def _accept(self) -> None:
        rules = self.sitting.program_version.program.statements.proctor_rules
        statement = {"relationship_kind": "supervisor", "organisation": ORGANISATION, "since": "2023",
                     "conflicts": dict.fromkeys(CONFLICT_QUESTIONS, "no"), "rules_version": rules.version}
        [link] = living_links_of(self.invited.id, "accept")
        nominations.accept(self.invited, link, statement=statement, now=self.now, by=actors.proctor(self.invited.id))

    def _take_exam(self) -> None:
        code = sittings.admit(self._nomination, identity_document="driving_licence", now=self.now,
                              by=actors.proctor(self.invited.id))
        keys = secret_keys()
        sittings.begin(self.sitting, typed_code=code.shown(keys), secrets=keys, now=self.now, by=self._candidate)
        events = [self._event(row) for row in self.sitting.positions]
        sitting_id, lease = self.sitting.id, self.sitting.lease_epoch
        self.now += timedelta(minutes=47)
        answers.save(sitting_id, lease, events, now=self.now)
        sittings.submit(self.sitting, now=self.now, by=self._candidate)

    def _event(self, row) -> dict:
        keys, right = row.revision.content.right_options, row.position <= self.person.right
        fitting = [opaque for opaque, option in row.options if (option in keys) is right]
        choice = ".".join(fitting) if row.several else fitting[0]
        watched = 12_000 + 4_000 * (row.position % 9)
        return {"seq": row.position, "position": row.position, "choice": choice, "elapsed": watched}

    def _attest(self) -> None:
        words, keys = signed_text(self._nomination), secret_keys()
        reported = INCIDENT if self.person.stage == "reported" else None
        [link] = living_links_of(self.invited.id, "attest")
        attestations.attest(
            self._nomination, link, typed_code=SittingCode.newest(self.sitting.id, "end").shown(keys), secrets=keys,
            text=words, answers=dict.fromkeys(words.statements, "yes"), reported=reported,
            signature=Signature(self.invited.name), now=self.now, by=actors.proctor(self.invited.id))
        if reported is None:
            releases.release(self.sitting, mode="on_clean_attestation", now=self.now, by=actors.system("sweep"))


STEPS = {"invited": _Story._name_proctor, "accepted": _Story._accept, "submitted": _Story._take_exam,
         "attested": _Story._attest}
