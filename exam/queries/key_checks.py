"""Whether an exam form's key has been checked, and what is still open about it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from exam.database import among, db
from exam.errors import NotFound
from exam.models import Account, ExamForm, Job, KeyCheck, KeyFinding, Sitting
from exam.queries.disposals import answers_are_gone
from exam.queries.staff import open_staff
from exam.rules.key_checks import AGAIN_AFTER, is_due
from exam.rules.permissions import holds
from question_bank.psychometrics.thresholds import thresholds_of


@dataclass(frozen=True)
class KeyStanding:
    """One form: how many exams are handed in, how many a check needs, the newest check, and what is open."""

    form: ExamForm
    handed_in: int
    needed: int
    check: KeyCheck | None
    open: list[KeyFinding]

    @property
    def open_findings(self) -> int:
        """How many questions hold the form."""
        return len(self.open)

    @property
    def possible(self) -> bool:
        """Whether there are answers enough for figures that mean something."""
        return self.handed_in >= self.needed


def key_trouble(sitting: Sitting) -> str:
    """What the key of a sitting's form still asks for: "", unchecked or doubted.

    In a program that releases in batches a form is checked once there are answers enough for figures that mean
    something. A question whose key looks wrong holds the form in every program.
    """
    if open_findings_of(sitting.exam_form_id):
        return "doubted"
    program = sitting.program_version.program
    if program.release.mode != "staff_batch" or newest_check(sitting.exam_form_id) is not None:
        return ""
    return "unchecked" if handed_in(sitting.exam_form_id) >= thresholds_of(program).show_from_n else ""


def newest_check(form_id: str) -> KeyCheck | None:
    """The newest check of a form."""
    asked = select(KeyCheck).where(KeyCheck.exam_form_id == form_id).order_by(KeyCheck.made_at.desc(), KeyCheck.id)
    return db.session.scalars(asked).first()


def handed_in(form_id: str) -> int:
    """How many exams of a form are handed in, released or not, and still have their answers."""
    return db.session.scalar(select(func.count()).select_from(Sitting).where(
        Sitting.exam_form_id == form_id, Sitting.purpose == "exam", Sitting.state.in_(("submitted", "released")),
        ~answers_are_gone()))


def open_findings_of(form_id: str | None) -> list[KeyFinding]:
    """What holds a form, by position."""
    asked = (select(KeyFinding).where(KeyFinding.exam_form_id == form_id, KeyFinding.decided_at.is_(None))
             .options(joinedload(KeyFinding.revision)).order_by(KeyFinding.position, KeyFinding.id))
    return list(db.session.scalars(asked))


def findings_of(form_id: str) -> list[KeyFinding]:
    """Everything that any check of a form found, what is open first: a later check does not find it anew."""
    asked = select(KeyFinding).where(KeyFinding.exam_form_id == form_id).options(joinedload(KeyFinding.revision))
    return list(db.session.scalars(asked.order_by(KeyFinding.decided_at.is_not(None), KeyFinding.position,
                                                  KeyFinding.id)))


def finding_with_id(form_id: str, finding_id: str) -> KeyFinding:
    """One finding of a form. Raises NotFound."""
    finding = db.session.get(KeyFinding, finding_id)
    if finding is None or finding.exam_form_id != form_id:
        raise NotFound("no such finding")
    return finding


def confirmed_before(form_id: str) -> set[str]:
    """The revisions on a form whose key is settled or already held: a later check does not ask about them again."""
    asked = select(KeyFinding.item_revision_id).where(KeyFinding.exam_form_id == form_id)
    return set(db.session.scalars(asked))


def key_standings() -> list[KeyStanding]:
    """Every exam form with answers, by code. A form of one candidate has too few for ever; it stands here when held."""
    counted = (select(Sitting.exam_form_id, func.count()).where(
        Sitting.purpose == "exam", Sitting.state.in_(("submitted", "released")), ~answers_are_gone())
        .group_by(Sitting.exam_form_id))
    numbers = dict(db.session.execute(counted).all())
    held = select(KeyFinding.exam_form_id).where(KeyFinding.decided_at.is_(None))
    asked = (select(ExamForm).where(among(ExamForm.id, numbers))
             .where(or_(ExamForm.for_candidate_id.is_(None), ExamForm.id.in_(held)))
             .options(joinedload(ExamForm.program_version)).order_by(ExamForm.code))
    return [key_standing(form, numbers[form.id]) for form in db.session.scalars(asked)]


def key_standing(form: ExamForm, number: int | None = None) -> KeyStanding:
    """How one form stands."""
    return KeyStanding(form, handed_in(form.id) if number is None else number,
                       thresholds_of(form.program_version.program).show_from_n, newest_check(form.id),
                       open_findings_of(form.id))


def forms_to_check(now: datetime, only: str = "") -> list[str]:
    """The forms, or the one form, whose key is to be checked without anybody asking; none that was asked for lately.

    None at all while nobody could look after what is found: each round of the sweep would ask in vain.
    """
    due = _forms_due(now, only)
    return due if due and who_looks_after_keys() else []


def forms_nobody_checks(now: datetime) -> int:
    """How many forms wait for a check that is not asked for, because no member of the staff may look after keys."""
    return 0 if who_looks_after_keys() else len(_forms_due(now))


def _forms_due(now: datetime, only: str = "") -> list[str]:
    asked_lately = select(Job.id).where(Job.kind == "check_key", Job.about == Sitting.exam_form_id,
                                        Job.asked_at > now - AGAIN_AFTER)
    asked = (select(Sitting.exam_form_id, func.max(Sitting.submitted_at))
             .where(Sitting.state == "submitted", Sitting.purpose == "exam", ~asked_lately.exists())
             .group_by(Sitting.exam_form_id).order_by(Sitting.exam_form_id))
    if only:
        asked = asked.where(Sitting.exam_form_id == only)
    return [form_id for form_id, newest_at in db.session.execute(asked).all() if _is_due(form_id, newest_at)]


def _is_due(form_id: str, newest_at: datetime) -> bool:
    check, form = newest_check(form_id), db.session.get(ExamForm, form_id)
    return is_due(handed_in=handed_in(form_id), needed=thresholds_of(form.program_version.program).show_from_n,
                  checked=check.n if check else None, checked_at=check.made_at if check else None,
                  newest_at=newest_at, released=was_released(form_id))


def was_released(form_id: str) -> bool:
    """Whether a result of this form was ever released."""
    asked = select(Sitting.id).where(Sitting.exam_form_id == form_id, Sitting.released_at.is_not(None)).limit(1)
    return db.session.scalars(asked).first() is not None


def may_look_after_keys() -> list[Account]:
    """The members of the staff who may decide about a key, by name."""
    return [account for account in open_staff() if holds(account.role_names, "propose_scoring")]


def who_looks_after_keys() -> Account | None:
    """Who gets what a check finds that nobody asked for: who had the newest finding, else the first who may decide."""
    able = may_look_after_keys()
    asked = (select(KeyFinding.owner_id).join(KeyCheck, KeyCheck.id == KeyFinding.key_check_id)
             .where(KeyFinding.owner_id.in_([account.id for account in able])))
    last = db.session.scalars(asked.order_by(KeyCheck.made_at.desc(), KeyFinding.id).limit(1)).first()
    return next((account for account in able if account.id == last), able[0] if able else None)


def keys_in_the_way() -> list[KeyStanding]:
    """The forms that hold exams which were handed in, because of an open finding or a check that was not made."""
    one_of_each = (select(func.max(Sitting.id)).where(Sitting.state == "submitted", Sitting.purpose == "exam")
                   .group_by(Sitting.exam_form_id, Sitting.program_version_id))
    asked = select(Sitting).where(Sitting.id.in_(one_of_each)).options(joinedload(Sitting.exam_form))
    held = {row.exam_form for row in db.session.scalars(asked) if key_trouble(row)}
    return [key_standing(form) for form in sorted(held, key=lambda form: form.code)]
