"""A whole sitting, its steps in any order, repeated, at once and with clock steps, against a small model."""

import contextvars
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from exam.actions import answers, attestations, incidents, nominations, releases, sittings, time
from exam.database import db
from exam.errors import Refused, TooManyLetters
from exam.models import Incident, Link, Result, SittingCode, TrailStep
from exam.queries.chain import first_bad_entry
from exam.queries.gate import missing_for
from exam.queries.journal import answers_digest, answers_in_force
from exam.rules import actors
from exam.rules.proctor_policy import CONFLICT_QUESTIONS
from tests.factories import world as maker
from tests.stories.sitting_model import Model

STAFF, SECOND = actors.staff("releaser"), actors.staff("second")
SWEEP = actors.system("sweep")
POSITIONS = st.integers(1, 25)
PLACES = st.integers(0, 3)


class SittingLife(RuleBasedStateMachine):
    """Every rule tries a step whether or not it fits; the model says what must come of it."""

    app = None
    world = None
    reached: set[str]

    @initialize()
    def register(self):
        self.world.now = maker.NOON
        self.sitting = maker.registered(self.world)
        self.sitting.authorization.opens_on -= timedelta(days=10)  # clock steps stay inside the window
        db.session.commit()
        self.by = actors.candidate(self.sitting.candidate.account_id)
        self.model = Model()
        self.seq = 0

    # The proctor's side

    @rule()
    def nominate(self):
        allowed = self.model.state in nominations.OPEN_STATES and self.model.proctor != "attested"
        before = self.open_incidents()
        try:
            maker.nominated(self.world, self.sitting)
        except TooManyLetters:
            return
        except Refused:
            assert not allowed
            return
        assert allowed
        self.model.proctor = "invited"
        self.model.holds += self.open_incidents() - before
        self.model.proctor_may_admit = self.model.state == "registered"
        assert self.model.proctor_may_admit or self.model.holds > 0  # named after the admission: the board looks

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
        allowed = allowed and self.model.proctor_may_admit
        if not self.refused(allowed, lambda: sittings.admit(nomination, identity_document="passport", now=self.now,
                                                            by=actors.proctor(nomination.id))):
            self.model.move("admitted")

    @rule(phase=st.sampled_from(["start", "resume", "takeover"]))
    def show_new_code(self, phase):
        nomination = self.newest()
        fitting = {"start": "admitted", "resume": "paused", "takeover": "in_progress"}[phase]
        if nomination is not None:
            allowed = self.model.state == fitting and self.model.proctor == "accepted"
            allowed = allowed and self.model.proctor_may_admit
            self.refused(allowed, lambda: sittings.show_new_code(nomination, phase, now=self.now, by=SWEEP))

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
        choice = None if blank else self.sitting.positions[position - 1].options[place][0]
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
        whole = over or len(self.model.in_force) == 25
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
            if row.position not in self.model.in_force:
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
            self.nominate()
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
            self.release(at_once=False)

    # Time and the board

    @rule(seconds=st.sampled_from([1, 60, 599, 1800, 4 * 3600, -30, -3600]))
    def the_clock_moves(self, seconds):
        self.world.later(seconds=seconds)

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

    # What always holds

    @invariant()
    def the_real_one_is_as_the_model_says(self):
        db.session.rollback()
        self.reached.add(self.model.state)
        assert self.sitting.state == self.model.state
        assert answers_in_force(self.sitting.id) == self.model.in_force
        assert self.sitting.lease_epoch == self.model.lease
        assert self.sitting.deadline_at == self.model.deadline
        assert db.session.query(Result).filter_by(sitting_id=self.sitting.id).count() == self.model.releases

    @invariant()
    def what_was_handed_in_stays(self):
        submission = self.sitting.submission
        assert (submission is None) == (self.model.handed_in is None)
        if submission is not None:
            kept = {int(position): choice for position, choice in submission.answers.items() if choice}
            assert kept == self.model.handed_in

    def teardown(self):
        if hasattr(self, "sitting"):
            rows = db.session.query(TrailStep).filter_by(sitting_id=self.sitting.id, road="sitting").count()
            assert rows == self.model.steps
            assert first_bad_entry({})[1] is None

    # How the rules speak with the real one

    @property
    def now(self):
        return self.world.now

    def newest(self):
        living = [row for row in self.sitting.nominations if row.state != "replaced"]
        return living[-1] if living else None

    def code(self, phase, right):
        """(what is typed, whether it must open): the newest code, or one that is wrong in one sign."""
        newest = SittingCode.newest(self.sitting.id, phase)
        if newest is None:
            return "0000 0000", False
        shown = newest.shown(self.world.secrets)
        wrong = ("1" if shown[0] != "1" else "2") + shown[1:]
        return (shown, newest.is_alive(self.now)) if right else (wrong, False)

    def step(self, act):
        try:
            return act()
        except Refused:
            return None

    def refused(self, allowed, act):
        """Do it; it must work exactly when the model allows it. Returns whether it was refused."""
        try:
            act()
        except Refused:
            assert not allowed
            return True
        assert allowed
        return False

    def submit_once(self, at_once):
        self.in_two_threads(at_once, lambda sitting: sittings.submit(sitting, now=self.now, by=self.by))

    def release_once(self, at_once):
        self.in_two_threads(at_once, lambda sitting: releases.release(sitting, mode="staff_batch", now=self.now,
                                                                      by=STAFF))

    def in_two_threads(self, at_once, act):
        """The same step from two sides in the same moment: one wins, the other hears about it."""
        if not at_once:
            act(self.sitting)
            return
        sitting_id, kind = self.sitting.id, type(self.sitting)
        db.session.rollback()

        def alone():
            with self.app.app_context():
                try:
                    act(db.session.get(kind, sitting_id))
                except Refused as refused:
                    return refused
                return None

        with ThreadPoolExecutor(2) as pool:
            outcomes = list(pool.map(lambda _: contextvars.Context().run(alone), range(2)))
        db.session.rollback()
        if None not in outcomes:
            raise outcomes[0]

    def handed_in(self, at):
        self.model.handed_in = self.model.in_force
        self.model.move("submitted")
        db.session.rollback()
        assert self.sitting.submitted_at == at

    def open_incidents(self):
        found = db.session.query(Incident).filter_by(sitting_id=self.sitting.id, decided_at=None, effect="hold")
        return found.count()


@pytest.mark.slow
def test_t12_t19_t22_t23_c23_a_sitting_in_any_order_is_what_the_model_says(db_app):
    class Life(SittingLife):
        app = db_app
        world = maker.world()
        reached: set[str] = set()

    run_state_machine_as_test(Life, settings=settings(max_examples=20, stateful_step_count=40))
    assert {"admitted", "in_progress", "paused", "submitted", "released"} <= Life.reached
