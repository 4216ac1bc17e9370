"""A whole sitting, its steps in any order, repeated, at once and with clock steps, against a small model."""

from datetime import timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import rule, run_state_machine_as_test

from exam.actions import answers, attestations, incidents, nominations, sittings, time
from exam.database import db
from exam.errors import Refused, TooManyLetters
from exam.models import Incident, Link
from exam.queries.gate import missing_for
from exam.queries.journal import answers_digest
from exam.rules import actors
from exam.rules.proctor_policy import CONFLICT_QUESTIONS
from tests.factories import world as maker
from tests.stories.sitting_life import STAFF, RealSitting

SWEEP = actors.system("sweep")
POSITIONS = st.integers(1, 25)
PLACES = st.integers(0, 15)


class SittingLife(RealSitting):
    """Every rule tries a step whether or not it fits; the model says what must come of it."""

    # The proctor's side

    @rule(by_staff=st.booleans())
    def nominate(self, by_staff):
        allowed = self.model.state in nominations.OPEN_STATES and self.model.proctor != "attested"
        allowed = allowed and (by_staff or self.model.state not in ("in_progress", "paused"))
        before = self.open_incidents()
        try:
            maker.nominated(self.world, self.sitting, by=STAFF if by_staff else self.by)
        except TooManyLetters:
            return
        except Refused:
            assert not allowed
            return
        assert allowed
        self.model.proctor = "invited"
        self.model.codes.clear()
        self.model.holds += self.open_incidents() - before
        self.model.proctor_approved = self.model.state == "registered"
        assert self.model.proctor_approved or self.model.holds > 0  # named after the admission: the board looks

    @rule(given=st.booleans())
    def approve(self, given):
        nomination = self.newest()
        if nomination is None:
            return
        if not self.refused(not self.model.proctor_approved, lambda: nominations.approve(
                nomination, given=given, note="Looked at.", now=self.now, by=STAFF)):
            self.model.proctor_approved = given

    @rule()
    def accept(self):
        nomination = self.newest()
        if nomination is None:
            return
        link = maker.link_of(nomination, "accept")
        statement = {"relationship_kind": "supervisor", "organisation": "Clinic", "since": "2020",
                     "rules_version": "1", "conflicts": dict.fromkeys(CONFLICT_QUESTIONS, "no")}
        answer = self.step(lambda: nominations.accept(nomination, link, statement=statement, now=self.now,
                                                      by=actors.proctor(nomination.id)))
        if self.model.proctor == "invited":
            assert answer is not None
            self.model.proctor = "accepted"
        assert nomination.state == self.model.proctor

    @rule()
    def decline(self):
        nomination = self.newest()
        if nomination is None:
            return
        self.step(lambda: nominations.decline(nomination, maker.link_of(nomination, "accept"), now=self.now,
                                              by=actors.proctor(nomination.id)))
        if self.model.proctor == "invited":
            self.model.proctor = "declined"
        assert nomination.state == self.model.proctor

    @rule()
    def admit(self):
        nomination = self.newest()
        if nomination is None:
            return
        allowed = self.model.proctor == "accepted" and self.model.state == "registered"
        allowed = allowed and self.model.proctor_approved
        if not self.refused(allowed, lambda: sittings.admit(nomination, identity_document="passport", now=self.now,
                                                            by=actors.proctor(nomination.id))):
            self.model.move("admitted")
            self.model.codes = {"start"}

    @rule(phase=st.sampled_from(["start", "resume", "takeover"]))
    def show_new_code(self, phase):
        nomination = self.newest()
        fitting = {"start": "admitted", "resume": "paused", "takeover": "in_progress"}[phase]
        if nomination is not None:
            allowed = self.model.state == fitting and self.model.proctor == "accepted"
            allowed = allowed and self.model.proctor_approved
            if not self.refused(allowed, lambda: sittings.show_new_code(nomination, phase, now=self.now, by=SWEEP)):
                self.model.codes.add(phase)

    # The candidate's side

    @rule(right=st.booleans())
    def begin(self, right):
        typed, good = self.code("start", right)
        if not self.refused(good and self.model.state == "admitted", lambda: sittings.begin(
                self.sitting, typed_code=typed, secrets=self.world.secrets, now=self.now, by=self.by)):
            self.model.move("in_progress")
            self.model.begun_at, self.model.lease = self.now, 1
            self.model.allowed = timedelta(minutes=480)

    @rule(position=POSITIONS, place=PLACES, blank=st.booleans(), old=st.booleans(), again=st.booleans())
    def save(self, position, place, blank, old, again):
        if self.model.begun_at is None:
            return
        lease = 1 if old else self.model.lease
        if not again or self.seq == 0:
            self.seq += 1
        choice = None if blank else self.choice(position, place)
        known = self.model.journal.get((lease, self.seq))
        if known is not None:
            position, choice = known[0], known[1]  # sent twice: the same event
        event = {"seq": self.seq, "position": position, "choice": choice, "flagged": False, "elapsed": 5}
        self.model.save(lease, self.seq, position, choice, self.now)
        told = answers.save(self.sitting.id, lease, [event], now=self.now, device=self.sitting.device_epoch)
        db.session.rollback()
        assert told.refused == []
        assert told.digest == answers_digest(self.model.in_force)
        assert told.state == self.model.state

    @rule()
    def pause(self):
        allowed = self.model.state == "in_progress" and not self.model.is_over(self.now)
        if not self.refused(allowed, lambda: sittings.pause(self.sitting, kind="proctor", now=self.now, by=SWEEP)):
            self.model.move("paused")
            self.model.paused_at = self.now

    @rule(right=st.booleans())
    def resume(self, right):
        typed, good = self.code("resume", right)
        if not self.refused(good and self.model.state == "paused", lambda: sittings.resume(
                self.sitting, typed_code=typed, secrets=self.world.secrets, now=self.now, by=self.by)):
            self.model.move("in_progress")
            self.model.allowed += max(self.now - self.model.paused_at, timedelta())
            self.model.paused_at, self.model.lease = None, self.model.lease + 1

    @rule(right=st.booleans())
    def take_over_device(self, right):
        typed, good = self.code("takeover", right)
        if not self.refused(good and self.model.state == "in_progress", lambda: sittings.take_over_device(
                self.sitting, typed_code=typed, secrets=self.world.secrets, now=self.now, by=self.by)):
            self.model.lease += 1

    @rule(at_once=st.booleans())
    def submit(self, at_once):
        over = self.model.is_over(self.now)
        whole = over or self.model.answered == 25
        again = self.model.state in ("submitted", "released")
        if self.refused(again or (self.model.state == "in_progress" and whole), lambda: self.submit_once(at_once)):
            return
        if not again:
            self.handed_in(self.model.deadline if over else self.now)

    @rule()
    def answer_everything(self):
        """Fills what is still blank, so that handing in is often possible."""
        if self.model.state != "in_progress" or self.model.is_over(self.now):
            return
        for row in self.sitting.positions:
            if self.model.in_force.get(row.position) in (None, "."):
                self.seq += 1
                event = {"seq": self.seq, "position": row.position, "choice": row.options[0][0]}
                self.model.save(self.model.lease, self.seq, row.position, event["choice"], self.now)
                answers.save(self.sitting.id, self.model.lease, [event], now=self.now,
                             device=self.sitting.device_epoch)
        db.session.rollback()

    @rule(steps=st.integers(1, 8))
    def go_on_as_people_do(self, steps):
        """The usual next steps, so that the far end of the road is reached often and not by luck."""
        for _ in range(steps):
            self.next_usual_step()

    def next_usual_step(self):
        state, proctor = self.model.state, self.model.proctor
        if proctor in ("none", "declined", "refused") and state in nominations.OPEN_STATES:
            self.nominate(by_staff=state in ("in_progress", "paused"))
        elif proctor == "invited":
            self.accept()
        elif state == "registered":
            self.admit()
        elif state in ("admitted", "paused"):
            phase = "start" if state == "admitted" else "resume"
            self.show_new_code(phase)
            self.begin(right=True) if state == "admitted" else self.resume(right=True)
        elif state == "in_progress":
            self.answer_everything()
            self.submit(at_once=False)
        elif state == "submitted" and proctor == "accepted":
            self.attest(right=True, all_yes=True)
        elif state == "submitted":
            self.decide_one()
            self.approve(given=True)
            self.release(at_once=False)

    # Time and the board

    @rule()
    def sweep(self):
        over = self.model.state == "in_progress" and self.model.is_over(self.now)
        assert sittings.submit_at_deadline(self.sitting, now=self.now, by=SWEEP) == over
        if over:
            self.handed_in(self.model.deadline)

    @rule(minutes=st.integers(1, 30))
    def give_time(self, minutes):
        if not self.refused(self.model.state in ("in_progress", "paused"), lambda: time.give_time(
                self.sitting, seconds=minutes * 60, kind="extra", reason="noise", now=self.now, by=STAFF)):
            self.model.allowed += timedelta(minutes=minutes)

    @rule()
    def report_a_hold(self):
        if self.model.begun_at is not None:
            incidents.report(self.sitting, code="I52", source="staff", text="A photo", happened_at=self.now,
                             now=self.now, by=STAFF)
            self.model.holds += 1

    @rule()
    def decide_one(self):
        found = db.session.query(Incident).filter_by(sitting_id=self.sitting.id, decided_at=None).first()
        if found is not None:
            incidents.decide(found, decision="release_with_note", reason="Looked at.", now=self.now, by=STAFF)
            self.model.holds -= 1

    @rule(right=st.booleans(), all_yes=st.booleans())
    def attest(self, right, all_yes):
        nomination = self.newest()
        if nomination is None or self.model.proctor != "accepted" or self.model.state != "submitted":
            return
        typed, good = self.code("end", right)
        said = {**maker.ALL_YES, **({} if all_yes else {"5": "no"})}
        before = self.open_incidents()
        if not self.refused(good, lambda: attestations.attest(
                nomination, maker.link_of(nomination, "attest"), typed_code=typed, secrets=self.world.secrets,
                text=maker.WORDS, answers=said, reported=None,
                signature=attestations.Signature(nomination.name), now=self.now, by=actors.proctor(nomination.id))):
            self.model.proctor = "attested"
        self.model.holds += self.open_incidents() - before
        assert all_yes or self.model.proctor != "attested" or self.model.holds > 0

    @rule()
    def refuse(self):
        nomination = self.newest()
        if nomination is None or self.model.proctor != "accepted":
            return
        link = db.session.query(Link).filter_by(nomination_id=nomination.id).first()
        before = self.open_incidents()
        attestations.refuse(nomination, link, typed_name=nomination.name, text="", now=self.now,
                            by=actors.proctor(nomination.id))
        self.model.proctor = "refused"
        self.model.holds += self.open_incidents() - before

    @rule(at_once=st.booleans())
    def release(self, at_once):
        ready = self.model.may_release
        assert (missing_for(self.sitting) == []) == ready
        if not self.refused(ready, lambda: self.release_once(at_once)):
            self.model.move("released")
            self.model.releases += 1


@pytest.fixture
def life(db_app) -> type[SittingLife]:
    """The machine over a fresh database."""
    class Life(SittingLife):
        app = db_app
        world = maker.world(several=10)

    return Life


@pytest.mark.slow
def test_t12_t19_t22_t23_c23_a_sitting_in_any_order_is_what_the_model_says(life):
    run_state_machine_as_test(life, settings=settings(max_examples=20, stateful_step_count=40))


def test_the_machine_can_walk_the_whole_road(life):
    one = life()
    one.register()
    for state in ("admitted", "in_progress", "paused", "in_progress", "submitted", "released"):
        one.pause() if state == "paused" else one.go_on_until(state)
        one.the_real_one_is_as_the_model_says()
        assert one.model.state == state
    one.teardown()
