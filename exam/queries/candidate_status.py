"""Where one sitting of a candidate stands: everything its status page says, read at one instant."""

from dataclasses import dataclass
from datetime import date, datetime

from exam.errors import NotFound
from exam.models import AccommodationRequest, Agreement, Inquiry, Loss, Nomination, Sitting, SittingCode
from exam.queries.accommodation_requests import open_requests_of
from exam.queries.agreements import agreement_to_current
from exam.queries.appeals import appealable
from exam.queries.arrangements import arrangement_for, grants_in_force
from exam.queries.candidates import reminders_of, story_of
from exam.queries.gate import gate_facts
from exam.queries.inquiries import notices_of
from exam.queries.losses import loss_told
from exam.queries.nominations import latest_nomination, next_letter_to
from exam.queries.retakes import board_day, first_day_of
from exam.rules.arrangements import breaks_in_words, reckoned_in_words
from exam.rules.asking_again import purpose_now
from exam.rules.candidate_way import step_now, steps_with
from exam.rules.incidents import last_report_day
from question_bank.programs import Program


@dataclass(frozen=True)
class Status:
    """What a status page needs. `nomination` is the newest one, in whatever state."""

    sitting: Sitting
    program: Program
    agreement: Agreement | None
    nomination: Nomination | None
    steps: list[tuple[str, str]]
    today: date
    first_day: date
    last_day: date
    story: list[tuple[datetime, str]]
    reminded_at: list[datetime]
    attested: bool
    board_decides: bool
    may_ask_again: bool
    next_letter_at: datetime | None
    report_until: date | None

    @property
    def proctor(self) -> str:
        """The program's word for a proctor."""
        return self.program.wording.proctor

    @property
    def may_report(self) -> bool:
        """Whether something that went wrong may still be reported here."""
        return self.report_until is not None and self.today <= self.report_until

    @property
    def notices(self) -> list[Inquiry]:
        """Notices that the board sent about this sitting."""
        return notices_of(self.sitting.id)

    @property
    def loss(self) -> Loss | None:
        """Answers that a fault on our side lost, once the candidate was told."""
        return loss_told(self.sitting)

    @property
    def appeal_days(self) -> dict[str, date]:
        """What about this sitting can be appealed, or could be, each with the last day for it."""
        return appealable(self.sitting)

    @property
    def open_requests(self) -> list[AccommodationRequest]:
        """What the candidate asked the board to arrange, and nobody has answered yet."""
        return open_requests_of(self.sitting.candidate_id)

    @property
    def time_in_words(self) -> str:
        """How much time there is and how it came about; only the candidate reads this."""
        arrangement, grants = arrangement_for(self.sitting), grants_in_force(self.sitting.candidate_id)
        codes = {code for grant in grants for code in grant.codes}
        return reckoned_in_words(self.program.exam.time_limit_minutes, arrangement, codes)

    @property
    def breaks_in_words(self) -> str:
        """The breaks arranged, or nothing."""
        return breaks_in_words(arrangement_for(self.sitting))

    def awaited(self) -> Nomination:
        """The proctor we wait for. Raises NotFound while nobody was named."""
        if self.nomination is None:
            raise NotFound("nobody was named")
        return self.nomination

    @property
    def end_code(self) -> SittingCode | None:
        """The newest end code, alive or closed."""
        return SittingCode.newest(self.sitting.id, "end")


def status_of(sitting: Sitting, *, now: datetime) -> Status:
    """Read everything about one sitting of the candidate."""
    program, nomination = sitting.program_version.program, latest_nomination(sitting.id)
    agreement = agreement_to_current(sitting)
    now_at = step_now(sitting.state, agreed=agreement is not None,
                      nomination_state=nomination.state if nomination else None,
                      approval=nomination.approval if nomination else "not_needed")
    facts = gate_facts(sitting)
    waits = nomination is not None and purpose_now(nomination.state, sitting.state) is not None
    return Status(
        sitting=sitting, program=program, agreement=agreement, nomination=nomination,
        steps=steps_with(now_at, program.wording.proctor), today=board_day(now), first_day=first_day_of(sitting),
        last_day=sitting.authorization.closes_on, story=story_of(sitting), may_ask_again=waits,
        reminded_at=[row.written_at for row in reminders_of(sitting) if row.nomination_id == nomination.id],
        attested=facts.attested_digest is not None,
        board_decides=facts.open_incidents + facts.open_holds + facts.open_losses > 0,
        report_until=report_until(sitting),
        next_letter_at=next_letter_to(sitting, nomination.email_canonical, now=now) if waits else None)


def report_until(sitting: Sitting) -> date | None:
    """The last day for a report; None while there is nothing to report about."""
    ended = sitting.submitted_at or sitting.begun_at or sitting.admitted_at
    days = sitting.program_version.program.incidents.candidate_report_days
    return None if ended is None else last_report_day(board_day(ended), days)
