"""The machine that drives a real sitting beside its model: what always holds, and how a step is tried."""

import contextvars
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from exam.actions import nominations, releases, sittings
from exam.database import db
from exam.errors import Refused
from exam.models import Incident, Result, SittingCode, TrailStep
from exam.queries.chain import first_bad_entry
from exam.queries.journal import answers_in_force
from exam.rules import actors
from tests.factories import world as maker
from tests.stories.sitting_model import Model

STAFF = actors.staff("releaser")


class RealSitting(RuleBasedStateMachine):
    """One sitting for each run; the rules stand in the test."""

    app = None
    world = None

    @initialize()
    def register(self):
        self.world.now = maker.NOON
        self.sitting = maker.registered(self.world)
        self.sitting.authorization.opens_on -= timedelta(days=10)  # clock steps stay inside the window
        db.session.commit()
        self.by = actors.candidate(self.sitting.candidate.account_id)
        self.model = Model()
        self.seq = 0

    # What always holds

    @invariant()
    def the_real_one_is_as_the_model_says(self):
        db.session.rollback()
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

    # What needs nobody's turn: the clock, and the board's consent to a proctor

    @rule(seconds=st.sampled_from([1, 60, 599, 1800, 4 * 3600, -30, -3600]))
    def the_clock_moves(self, seconds):
        self.world.later(seconds=seconds)

    @rule()
    def approve(self):
        nomination = self.newest()
        if nomination is not None:
            allowed = nomination.approval == "needed"
            if not self.refused(allowed, lambda: nominations.approve(nomination, given=True, note="", now=self.now,
                                                                     by=STAFF)):
                self.model.proctor_may_admit = True

    # How the rules speak with the real one

    @property
    def now(self):
        return self.world.now

    def choice(self, position, place):
        """One option, or where several may be chosen any of their sets: the bits of the place say which."""
        row = self.sitting.positions[position - 1]
        if not row.several:
            return row.options[place % 4][0]
        return ".".join(opaque for bit, (opaque, _) in enumerate(row.options) if place >> bit & 1) or "."

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
        opens = newest.is_alive(self.now) and (phase == "end" or self.model.opens(phase))
        return (shown, opens) if right else (wrong, False)

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

    def go_on_until(self, state):
        """Usual steps until the sitting stands there; ten are more than the longest stretch between two states."""
        for _ in range(10):
            if self.model.state == state:
                return
            self.next_usual_step()

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
