"""Where one sitting of a candidate stands: everything that its pages say of it."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

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
from exam.rules.release import GateFacts
from exam.rules.room_arrangements import room_in_words, second_persons_for
from question_bank.programs import Program


@dataclass(frozen=True)
class Status:
    """What the pages of a sitting need: each part is read when a page asks for it, and once."""

    sitting: Sitting
    now: datetime

    @property
    def program(self) -> Program:
        """The sitting's."""
        return self.sitting.program_version.program

    @cached_property
    def agreement(self) -> Agreement | None:
        """To the information page in force."""
        return agreement_to_current(self.sitting)

    @cached_property
    def nomination(self) -> Nomination | None:
        """The newest one, in whatever state."""
        return latest_nomination(self.sitting.id)

    @property
    def steps(self) -> list[tuple[str, str]]:
        """The way, with what is done and where the candidate is now."""
        row = self.nomination
        now_at = step_now(self.sitting.state, agreed=self.agreement is not None,
                          nomination_state=row.state if row else None, approval=row.approval if row else "not_needed")
        return steps_with(now_at, self.proctor)

    @property
    def today(self) -> date:
        """On the board's calendar."""
        return board_day(self.now)

    @cached_property
    def first_day(self) -> date:
        """On which the exam may be taken."""
        return first_day_of(self.sitting)

    @property
    def last_day(self) -> date:
        """On which the exam may be taken."""
        return self.sitting.authorization.closes_on

    @cached_property
    def story(self) -> list[tuple[datetime, str]]:
        """What has happened, as dated sentences."""
        return story_of(self.sitting)

    @cached_property
    def reminded_at(self) -> list[datetime]:
        """When the proctor was reminded."""
        return [row.written_at for row in reminders_of(self.sitting) if row.nomination_id == self.nomination.id]

    @cached_property
    def _gate(self) -> GateFacts:
        return gate_facts(self.sitting)

    @property
    def attested(self) -> bool:
        """Whether a signed statement is in force."""
        return self._gate.attested_digest is not None

    @property
    def board_decides(self) -> bool:
        """Whether something waits for the board."""
        return self._gate.open_incidents + self._gate.open_holds + self._gate.open_losses > 0

    @property
    def may_ask_again(self) -> bool:
        """Whether the proctor has something to do, of which a letter can remind them."""
        return self.nomination is not None and purpose_now(self.nomination.state, self.sitting.state) is not None

    @cached_property
    def next_letter_at(self) -> datetime | None:
        """When the next letter to the proctor may go; None where none is needed."""
        if not self.may_ask_again:
            return None
        return next_letter_to(self.sitting, self.nomination.email_canonical, now=self.now)

    @property
    def report_until(self) -> date | None:
        """The last day for a report; None while there is nothing to report about."""
        return report_until(self.sitting)

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

    @property
    def room_in_words(self) -> str:
        """What else is arranged and the proctor carries out, or nothing."""
        words = "; ".join(room_in_words(arrangement_for(self.sitting).room_codes, {}))
        return f"{words[0].upper()}{words[1:]}" if words else ""

    @property
    def somebody_else_comes(self) -> bool:
        """Whether the exam needs somebody beside candidate and proctor: a reader, for example."""
        return bool(second_persons_for(arrangement_for(self.sitting).room_codes))

    def awaited(self) -> Nomination:
        """The proctor we wait for. Raises NotFound while nobody was named."""
        if self.nomination is None:
            raise NotFound("nobody was named")
        return self.nomination

    @property
    def end_code(self) -> SittingCode | None:
        """The newest end code, alive or closed."""
        return SittingCode.newest(self.sitting.id, "end")


def report_until(sitting: Sitting) -> date | None:
    """The last day for a report; None while there is nothing to report about."""
    ended = sitting.submitted_at or sitting.begun_at or sitting.admitted_at
    days = sitting.program_version.program.incidents.candidate_report_days
    return None if ended is None else last_report_day(board_day(ended), days)
