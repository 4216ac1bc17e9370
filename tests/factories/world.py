"""A small world through the real actions: a program, a bank, an exam form, a candidate, a proctor, a sitting."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count

from exam.actions import agreements, attestations, cut_scores, exam_forms, items, nominations, programs, sittings
from exam.actions.attestations import Signature, SignedText
from exam.database import db, transaction
from exam.models import (
    Account,
    AnswerEvent,
    Authorization,
    Candidate,
    ExamForm,
    Item,
    Link,
    Nomination,
    ProgramVersion,
    Sitting,
    SittingCode,
    StaffRole,
)
from exam.queries.agreements import text_in_force
from exam.queries.retakes import board_day
from exam.rules import actors
from exam.rules.addresses import canonical_email
from exam.rules.agreements import text_digest
from exam.views.proctor.statement import signed_text
from question_bank.blueprint import shipped_blueprints
from question_bank.exam_form import arrange
from question_bank.items import ItemContent, Option, Reference
from question_bank.programs import program_from_document, shipped_programs
from tests.factories.copies import copied

SECRETS = ["kJ8s7dfh3kjs9dfKJHsdf87sdfkjh23kjhsdf98"]
NOON = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
NUMBERS = count(1_001)  # never a number of three figures: 911 or 211 in a question is a help line to the rules
AUTHOR, REVIEWER = actors.staff("author"), actors.staff("reviewer")
WORDS = SignedText({str(number): f"Statement {number}." for number in range(1, 9)}, "1", "0" * 64)
ALL_YES = {str(number): "yes" for number in range(1, 9)}


def item_content(code: str, competency: str = "C01", level: str = "recall", **facts) -> ItemContent:
    """A small, valid item whose key is option b, with a recorded reason for describing no situation."""
    if level != "recall":
        facts = {"accepted": {"IW-02": "Made for a test, where the situation does not matter."}, **facts}
    options = tuple(Option(letter, f"Option {letter} of {code}", f"Why {letter}.") for letter in "abcd")
    return ItemContent(**{"code": code, "competency": competency, "level": level, "stem": f"What about {code}?",
                          "options": options, "key": "b", "references": (Reference("A source", "1", "2026-01-01"),),
                          "author": "test", **facts})


def several_right(content: ItemContent, **facts) -> ItemContent:
    """The same item as a multiple response: b and c are right."""
    return replace(content, **{"kind": "multiple", "key": "", "keys": ("b", "c"), **facts})


def contents_for(blueprint, prefix: str = "t", several: int = 0) -> list[ItemContent]:
    """Items that fill every cell of a blueprint once, with tags spread so that floors and ceilings hold.

    So many of them have `several` right options.
    """
    cells = [cell for cell, number in blueprint.cells.items() for _ in range(number)]
    tags: list[list[str]] = [[] for _ in cells]
    places = count()
    for tag, (floor, _) in blueprint.tags.items():
        for _ in range(floor):
            tags[next(places) % len(cells)].append(tag)
    contents = [item_content(f"{prefix}-{number:03d}", competency, level, tags=tuple(tags[number]))
                for number, (competency, level) in enumerate(cells)]
    return [several_right(content) if number < several else content for number, content in enumerate(contents)]


@dataclass
class World:
    """Everything one sitting needs; `now` is the instant that the next step happens at."""

    version: ProgramVersion
    form: ExamForm | None
    now: datetime = NOON
    secrets: list[str] = field(default_factory=lambda: list(SECRETS))

    def later(self, **duration) -> datetime:
        """Move the clock on and return the instant."""
        self.now += timedelta(**duration)
        return self.now


def world(program_id: str = "mo-cps-25", *, now: datetime = NOON, several: int = 0, **tables) -> World:
    """A program with one published exam form whose cut is adopted; `tables` replace tables of the program's file."""
    key = repr((program_id, now, several, sorted(tables.items())))
    copied(key, lambda: furnish(program_id, now, several, tables))
    version = db.session.query(ProgramVersion).filter_by(program_id=program_id).one()
    form = db.session.query(ExamForm).filter_by(program_version_id=version.id).one()
    db.session.commit()  # a reader that begins to write while others wrote would be turned away
    return World(version=version, form=form, now=now)


def furnish(program_id: str, now: datetime, several: int, tables: dict) -> None:
    """Adopt the program and publish its exam form, step by step, as members of staff do."""
    program = next(program for program in shipped_programs() if program.id == program_id)
    program = program_from_document({**program.document, **tables}) if tables else program
    blueprint = shipped_blueprints()[program.exam.blueprint]
    version = programs.adopt(program, blueprint, now=now, by=AUTHOR)
    exam_form(version, contents_for(blueprint, several=several), now=now)


def standing_world(*, now: datetime = NOON) -> World:
    """The world that a furnished database holds."""
    return World(version=db.session.query(ProgramVersion).one(), form=db.session.query(ExamForm).one(), now=now)


def program_only(program_id: str = "mo-cps-25", *, now: datetime = NOON, **tables) -> World:
    """An adopted program without an exam form: enough for everything before the day of the exam."""
    program = next(program for program in shipped_programs() if program.id == program_id)
    program = program_from_document({**program.document, **tables}) if tables else program
    version = programs.adopt(program, shipped_blueprints()[program.exam.blueprint], now=now, by=AUTHOR)
    return World(version=version, form=None, now=now)


def exam_form(version: ProgramVersion, contents, *, now: datetime = NOON, pretest: int = 0) -> ExamForm:
    """An exam form of freshly imported and approved items, published, with its cut adopted."""
    blueprint = shipped_blueprints()[version.program.exam.blueprint]
    extra = [item_content(f"p-{next(NUMBERS)}", f"C{number % 11 + 1:02d}", use="pretest")
             for number in range(blueprint.pretest)]
    items.import_items([*contents, *extra], now=now, by=AUTHOR)
    rows = {row.code: row for row in db.session.query(Item)}
    items.approve_imported([rows[content.code] for content in (*contents, *extra)], note="", now=now, by=REVIEWER)
    arranged = arrange(blueprint, contents, extra, seed=1)
    chosen = [(rows[content.code], scored) for content, scored in arranged.positions]
    form = exam_forms.keep_draft(version, chosen, code=f"F{next(NUMBERS)}", seed=1, purpose="exam", now=now, by=AUTHOR)
    exam_forms.publish(form, now=now, by=REVIEWER)
    proposal = cut_scores.propose_programs_cut(form, why_unlinked="Made for a test.", now=now, by=AUTHOR)
    cut_scores.adopt(proposal, now=now, by=REVIEWER)
    return form


def practice_form(version: ProgramVersion, *, questions: int = 4, now: datetime = NOON) -> ExamForm:
    """A published practice form of a few practice items."""
    contents = [item_content(f"practice-{next(NUMBERS)}", use="practice") for _ in range(questions)]
    items.import_items(contents, now=now, by=AUTHOR)
    rows = {row.code: row for row in db.session.query(Item)}
    chosen = [rows[content.code] for content in contents]
    items.approve_imported(chosen, note="", now=now, by=REVIEWER)
    form = exam_forms.keep_draft(version, [(row, True) for row in chosen], code=f"P{next(NUMBERS)}", seed=1,
                                 purpose="practice", now=now, by=AUTHOR)
    exam_forms.publish(form, now=now, by=REVIEWER)
    return form


def candidate(**facts) -> Candidate:
    """A candidate with an account."""
    number = next(NUMBERS)
    email = facts.pop("email", f"candidate{number}@example.org")
    account = Account(kind="candidate", email=email, email_canonical=canonical_email(email), name=f"Pat Doe {number}",
                      created_at=NOON)
    db.session.add(account)
    db.session.flush()
    row = Candidate(**{"account_id": account.id, "board_candidate_id": f"B-{number}", "legal_first_name": "Pat",
                       "legal_last_name": f"Doe{number}", "email": email, "phone": f"573555{number:04d}",
                       "created_at": NOON, **facts})
    db.session.add(row)
    db.session.commit()
    return row


def registered(world: World, person: Candidate | None = None, *, agreed: bool = True) -> Sitting:
    """A sitting whose candidate has been authorized, has confirmed the information page and named no proctor yet."""
    person = person or candidate()
    day = board_day(world.now)
    with transaction("register", by=AUTHOR, now=world.now) as entry:
        permit = Authorization(candidate_id=person.id, program_id=world.version.program_id,
                               program_version_id=world.version.id, training_completed_on=day, training_hours=35,
                               opens_on=day, closes_on=day + timedelta(days=365), made_at=world.now, made_by="test")
        db.session.add(permit)
        db.session.flush()
        sitting = Sitting(candidate_id=person.id, authorization_id=permit.id, program_version_id=world.version.id,
                          registered_at=world.now)
        db.session.add(sitting)
        db.session.flush()
        entry.about("sitting", sitting.id)
    if agreed:
        agree(world, sitting)
    return sitting


def agree(world: World, sitting: Sitting):
    """The candidate confirms the information page in force."""
    text = text_in_force(sitting)
    return agreements.agree(sitting, version=text.version, digest=text_digest(text), now=world.now,
                            by=actors.candidate(sitting.candidate.account_id))


def link_of(nomination: Nomination, purpose: str) -> Link:
    """The newest link of this purpose."""
    rows = db.session.query(Link).filter_by(nomination_id=nomination.id, purpose=purpose)
    return rows.order_by(Link.made_at.desc(), Link.id).first()


def nominated(world: World, sitting: Sitting, **facts) -> Nomination:
    """A nomination that waits for the proctor's answer."""
    number = next(NUMBERS)
    words = {"name": f"Robin Proctor {number}", "email": f"proctor{number}@example.net", "phone": f"816555{number:04d}",
             "relationship_kind": "supervisor", "organisation": "Clinic", **facts}
    by = words.pop("by", actors.candidate(sitting.candidate.account_id))
    return nominations.nominate(sitting, **words, now=world.now, by=by)


def accepted(world: World, sitting: Sitting, **facts) -> Nomination:
    """A nomination that was accepted without any conflict."""
    nomination = nominated(world, sitting, **facts)
    statement = {"relationship_kind": "supervisor", "organisation": "Clinic", "since": "2020", "rules_version": "1",
                 "conflicts": dict.fromkeys(("relative", "subordinate", "financial_interest", "own_trainer",
                                             "fellow_candidate", "bank_access"), "no")}
    return nominations.accept(nomination, link_of(nomination, "accept"), statement=statement, now=world.now,
                              by=actors.proctor(nomination.id))


def begun(world: World, sitting: Sitting | None = None) -> Sitting:
    """A sitting in progress, admitted by an accepted proctor."""
    sitting = sitting or registered(world)
    nomination = accepted(world, sitting)
    code = sittings.admit(nomination, identity_document="driving_licence", now=world.now,
                          by=actors.proctor(nomination.id))
    return sittings.begin(sitting, typed_code=code.shown(world.secrets), secrets=world.secrets, now=world.now,
                          by=actors.candidate(sitting.candidate.account_id))


def answered(world: World, sitting: Sitting, *, right: int = 25) -> Sitting:
    """Journal entries for every position: so many right answers, then wrong ones."""
    for row in sitting.positions:
        wrong = next(option for _, option in row.options if option != "b")
        answer(world, sitting, row, "b" if row.position <= right else wrong)
    db.session.commit()
    return sitting


def answer(world: World, sitting: Sitting, row, option: str) -> None:
    """One journal entry: this option of the question, by its id in the revision."""
    choice = next(opaque for opaque, known in row.options if known == option)
    db.session.add(AnswerEvent(sitting_id=sitting.id, lease=sitting.lease_epoch, seq=row.position,
                               position=row.position, choice=choice, flagged=False, elapsed_ms=0,
                               received_at=world.now, standing="in_time"))


def hand_in(world: World, sitting: Sitting) -> Sitting:
    """Handed in by the candidate, whatever was answered."""
    return sittings.submit(sitting, now=world.now, by=actors.candidate(sitting.candidate.account_id))


def submitted(world: World, sitting: Sitting | None = None, *, right: int = 25) -> Sitting:
    """A sitting that was handed in with an answer to every question."""
    return hand_in(world, answered(world, sitting or begun(world), right=right))


def end_code(world: World, sitting: Sitting) -> str:
    """The code on the candidate's last page."""
    return SittingCode.newest(sitting.id, "end").shown(world.secrets)


def attested(world: World, sitting: Sitting, *, answers=None, reported=None, name: str | None = None,
             text: SignedText = WORDS):
    """The on-duty proctor signs; every statement is answered with yes unless `answers` says otherwise."""
    nomination = next(row for row in sitting.nominations if row.state == "accepted")
    return attestations.attest(
        nomination, link_of(nomination, "attest"), typed_code=end_code(world, sitting), secrets=world.secrets,
        text=text, answers=answers or dict(ALL_YES), reported=reported,
        signature=Signature(name or nomination.name, "192.0.2.7", "A browser"), now=world.now,
        by=actors.proctor(nomination.id))


def signed_in_full(world: World, sitting: Sitting, **facts):
    """Attested in the program's own words, as the proctor's page shows them."""
    nomination = next(row for row in sitting.nominations if row.state == "accepted")
    return attested(world, sitting, text=signed_text(nomination), **facts)


def staffed(account: Account, roles) -> Account:
    """Give an account these roles."""
    account.roles.extend(StaffRole(role=role, granted_at=NOON, granted_by="test") for role in roles)
    db.session.flush()
    return account
