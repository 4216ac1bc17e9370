"""A populated installation: one sitting in each state, every kind of staff, and what hangs on them."""

from dataclasses import dataclass
from datetime import timedelta

from exam.actions import accommodations, analyses, appeals, conflicts, incidents, retention
from exam.database import db
from exam.models import Account, Candidate, Disposal, ExamForm, ProgramVersion, Sitting
from exam.queries.analysing import material_of
from exam.rules import actors
from exam.rules.permissions import ROLES
from tests.factories import form_jobs, panels, people, states
from tests.factories import world as make
from tests.factories.copies import copied
from tests.factories.scoring import scored_otherwise
from tests.factories.world import World

STATES = ("admitted", "in_progress", "paused", "submitted", "released", "withdrawn", "missed", "void")
STAFF = actors.staff("administrator")
OTHER = actors.staff("without a part")


@dataclass
class Town:
    """Who and what there is."""

    world: World
    sittings: dict[str, Sitting]
    staff: dict[str, Account]


FIRST: dict[str, object] = {}  # what the first town of this process was: its instant, and ids by name


def town() -> Town:
    """Everything at once, made by the real actions, or put there as it was made before."""
    copied("town", lambda: _remember(_made()))
    world = World(db.session.get(ProgramVersion, FIRST["version"]), db.session.get(ExamForm, FIRST["form"]),
                  FIRST["now"])
    sittings = {name: db.session.get(Sitting, sitting_id) for name, sitting_id in FIRST["sittings"].items()}
    staff = {name: db.session.get(Account, account_id) for name, account_id in FIRST["staff"].items()}
    db.session.commit()  # a reader that begins to write while others wrote would be turned away
    return Town(world, sittings, staff)


def _remember(found: Town) -> None:
    FIRST.update(version=found.world.version.id, form=found.world.form.id, now=found.world.now,
                 sittings={name: sitting.id for name, sitting in found.sittings.items()},
                 staff={name: account.id for name, account in found.staff.items()})


def _made() -> Town:
    world = make.world()
    sittings = {"registered": make.registered(world), "invited": make.registered(world)}
    make.nominated(world, sittings["invited"])
    sittings.update({state: getattr(states, state)(world) for state in STATES})
    sittings["failed"] = states.released(world, right=3)
    sittings["short"] = states.cut_short(world, answered=24)
    staff = {role: people.staff(role, now=world.now) for role in ROLES}
    staff["all"] = people.staff(*ROLES, now=world.now)
    _trouble(world, sittings, staff)
    _kept(world, sittings)
    form_jobs.assemblies(world.version, world.form, now=world.now, by=STAFF)
    form_jobs.blueprint_drafts(world.version, world.form, now=world.now, by=STAFF)
    scored_otherwise(world, staff)
    _analysis(world)
    panels.invite_one_more(world, panels.seated(world, panels.study(world), 1))
    return Town(world, sittings, staff)


def _analysis(world: World) -> None:
    """The analysis of a form that few people have taken: words, and no figure."""
    material = material_of(world.form)
    refused = {"n": material.answers.n, "k": 25, "refused": "Too few sittings.", "flags": [], "items": []}
    analyses.keep_analysis(material, {"classical": refused}, asked_by=str(STAFF), now=world.now, by=STAFF)


def _kept(world: World, sittings: dict[str, Sitting]) -> None:
    """A legal hold that stands, one that was lifted, and a tombstone."""
    released, now = sittings["released"], world.now
    retention.place_hold(released.candidate, released, reason="Case 7.", now=now, by=STAFF)
    lifted = retention.place_hold(released.candidate, None, reason="Case 8.", now=now, by=STAFF)
    retention.lift_hold(lifted, reason="The case is over.", now=now, by=OTHER)
    db.session.add(Disposal(kind="logs", sitting_id=sittings["void"].id, subject=f"sitting:{sittings['void'].id}",
                            row_count=1, digest="0123456789abcdef" * 4, rule="logs_months = 6", cut_off=now,
                            disposed_at=now, disposed_by=str(actors.operator("Jo Roe"))))
    db.session.commit()


def _trouble(world: World, sittings: dict[str, Sitting], staff: dict[str, Account]) -> None:
    handed_in = sittings["submitted"]
    incident = incidents.report(handed_in, code="I52", source="staff", text="A phone lay on the desk.",
                                happened_at=world.now, now=world.now, by=STAFF)
    states.noticed(incident, now=world.now, by=STAFF)
    states.loss_told(sittings["short"], now=world.now)
    asked = {about: appeals.appeal(sittings[state], about=about, text="Please look again.", now=world.now,
                                   by=actors.candidate(sittings[state].candidate.account_id))
             for state, about in (("void", "decision"), ("failed", "result"), ("submitted", "conduct"))}
    for about in ("result", "conduct"):
        appeals.take_up(asked[about], now=world.now, by=OTHER)
    appeals.decide(asked["conduct"], outcome="upheld", remedy="other", reasons="We change the room.",
                   owner_id=staff["releaser"].id, due_on=world.now.date(), now=world.now, by=OTHER)
    conflicts.declare_conflict(staff["author"], kind="works_with", candidate=sittings["registered"].candidate,
                               training_event_id="", note="", now=world.now, by=actors.staff(staff["author"].id))
    incidents.place_hold(handed_in, reason="We call the proctor.", owner_id=staff["releaser"].id,
                         due_on=(world.now + timedelta(days=7)).date(), now=world.now, by=STAFF)
    _arranged(world, sittings["registered"].candidate)


def _arranged(world: World, person: Candidate) -> None:
    """Asked for and declined, granted without having been asked, and asked for again."""
    facts = {"asked_on": world.now.date(), "now": world.now, "by": actors.candidate(person.account_id)}
    first = accommodations.ask(person, asked_for="To take the exam at home.", **facts)
    accommodations.decline(first, reason="A proctor has to be there.", now=world.now, by=STAFF)
    accommodations.grant(person, codes=["time-1.5", "break-stop-clock"], break_count=2,
                         break_minutes=20, reason="Agreed by the board.",
                         offered=("time-1.5", "break-stop-clock"), now=world.now, by=STAFF)
    accommodations.ask(person, asked_for="To sit near a window.", **facts)
