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
from exam.rules.proctor_duties import right_answers
from exam.rules.proctor_policy import CONFLICT_QUESTIONS
from exam.rules.roster_row import RosterRow
from exam.views.proctor.statement import signed_text
from exam.web.secret_keys import secret_keys

BETWEEN = timedelta(hours=20)
TRAINING, IN_THE_ROOM = "T-2026-08", timedelta(minutes=47)
RELATIONSHIP, ORGANISATION = "supervisor", "Riverbend Wellness Center"
INCIDENT = ("I20", "A fire alarm test began halfway through. We stayed in the room; it lasted about five minutes.")


def tell_everything(now: datetime) -> None:
    """Every candidate who is not on the roster yet; each story ended this morning, so that nothing is overdue."""
    for number, person in enumerate(CANDIDATES):
        if not candidates_known_as([person.candidate_id]):
            steps = sum(has_reached(person, stage) for stage in STEPS)
            Story(person, begins=now - steps * BETWEEN - timedelta(hours=2, minutes=10 * number)).tell()


class Story:
    """One person's road, with a clock of its own."""

    def __init__(self, person: DemoCandidate, *, begins: datetime):
        self.person, self.now = person, begins

    def tell(self) -> None:
        """Go as far as the person's stage."""
        self.sitting = self.register()
        for stage, step in STEPS.items():
            if has_reached(self.person, stage):
                self.now += BETWEEN
                step(self)
                deliver(self.now)

    def register(self) -> Sitting:
        """Authorized by the board, with a password and with what was granted."""
        person, administrator = self.person, staff_actor("administrator")
        sitting = self.authorize()
        first_password(sitting.candidate.account, self.now)
        if person.granted:
            offered = sitting.program_version.program.accommodations.offered
            accommodations.grant(sitting.candidate, codes=list(person.granted), break_count=2, break_minutes=20,
                                 reason="Checked against the letter on file.", offered=offered, now=self.now,
                                 by=administrator)
        return sitting

    def authorize(self) -> Sitting:
        """One line of the roster."""
        person = self.person
        row = RosterRow(
            line=1, candidate_id=person.candidate_id, legal_first_name=person.first_name, legal_middle_name="",
            legal_last_name=person.last_name, suffix="", email=person.email, phone=f"573555{person.candidate_id[2:]}",
            program_id=person.program_id, training_event_id=TRAINING, training_hours=35,
            training_completed_on=board_day(self.now - timedelta(days=5)), language=person.language)
        return roster.add_candidate(row, now=self.now, by=staff_actor("administrator"))

    @property
    def by_candidate(self) -> actors.Actor:
        """The candidate, as the audit trail knows them."""
        return actors.candidate(self.sitting.candidate.account_id)

    @property
    def nomination(self) -> Nomination:
        """The proctor on duty."""
        return nomination_on_duty(self.sitting.id)

    def name_proctor(self) -> None:
        """The information page is agreed to, and a proctor is named."""
        text = text_in_force(self.sitting)
        agreements.agree(self.sitting, version=text.version, digest=text_digest(text), now=self.now,
                         by=self.by_candidate)
        name, email = self.person.proctor
        self.invited = nominations.nominate(
            self.sitting, name=name, email=email, phone=f"816555{self.person.candidate_id[2:]}",
            relationship_kind=RELATIONSHIP, organisation=ORGANISATION, now=self.now, by=self.by_candidate)

    def accept(self) -> None:
        """The proctor says yes."""
        rules = self.sitting.program_version.program.statements.proctor_rules
        statement = {"relationship_kind": RELATIONSHIP, "organisation": ORGANISATION, "since": "2023",
                     "conflicts": dict.fromkeys(CONFLICT_QUESTIONS, "no"), "rules_version": rules.version,
                     "duties": right_answers()}
        [link] = living_links_of(self.invited.id, "accept")
        nominations.accept(self.invited, link, statement=statement, now=self.now, by=actors.proctor(self.invited.id))

    def take_exam(self) -> None:
        """Admitted, begun, answered and handed in."""
        code = sittings.admit(self.nomination, identity_document="driving_licence", now=self.now,
                              by=actors.proctor(self.invited.id))
        keys = secret_keys()
        sittings.begin(self.sitting, typed_code=code.shown(keys), secrets=keys, now=self.now, by=self.by_candidate)
        events = [self.event(row) for row in self.sitting.positions]
        sitting_id, lease = self.sitting.id, self.sitting.lease_epoch
        self.now += IN_THE_ROOM
        answers.save(sitting_id, lease, events, now=self.now)
        sittings.submit(self.sitting, now=self.now, by=self.by_candidate)

    def event(self, row) -> dict:
        """What is chosen at one position, as the room sends it."""
        keys, right = row.revision.content.right_options, row.position <= self.person.right
        fitting = [opaque for opaque, option in row.options if (option in keys) is right]
        choice = ".".join(fitting) if row.several else fitting[0]
        watched = 12_000 + 4_000 * (row.position % 9)
        return {"seq": row.position, "position": row.position, "choice": choice, "elapsed": watched}

    def attest(self) -> None:
        """The statement; a clean one is followed by the release."""
        words, keys = signed_text(self.nomination), secret_keys()
        reported = INCIDENT if self.person.stage == "reported" else None
        [link] = living_links_of(self.invited.id, "attest")
        attestations.attest(
            self.nomination, link, typed_code=SittingCode.newest(self.sitting.id, "end").shown(keys), secrets=keys,
            text=words, answers=dict.fromkeys(words.statements, "yes"), reported=reported,
            signature=Signature(self.invited.name), now=self.now, by=actors.proctor(self.invited.id))
        if reported is None:  # as the sweep does it
            releases.release(self.sitting, mode="on_clean_attestation", now=self.now, by=actors.system("sweep"))


STEPS = {"invited": Story.name_proctor, "accepted": Story.accept, "submitted": Story.take_exam,
         "attested": Story.attest}
