"""Everything that can go wrong in Examhall, as one tree.

    ExamhallError
    ├── ConfigurationError      the installation is not fit to start
    ├── NotFound                no such thing, or not yours (the same answer for both)
    ├── NotAllowed              the role itself may not do this
    ├── Refused                 a rule says no; the sentences say what to do next
    │   ├── StepRefused         the road has no such step from here
    │   ├── TooManyLetters      somebody would be flooded; says when the next letter may go
    │   ├── CodeRefused         a start or end code that does not open
    │   ├── NotReady            the release gate lists what is still missing
    │   ├── AnswersDisposed     single answers that were removed when their time was over
    │   ├── NotDeclared         somebody on the staff acts without a declaration of their ties
    │   └── StaleEdit           somebody else changed it meanwhile; both texts are kept
    ├── LinkTrouble             a sealed link that does not open
    │   ├── LinkBroken          not one of ours
    │   ├── LinkExpired         its day has passed
    │   ├── LinkDead            its nomination was replaced, or staff revoked it
    │   └── LinkUsed            its work is done
    ├── NotSaved                the database could not take an answer; the page keeps it and sends it again
    └── TooMany                 more tries than the limit; says when to come back
        └── GuessedLinks        links that we never sealed, one after another

`exam/web/error_pages.py` maps each of them to one page. Views do not catch.
"""


class ExamhallError(Exception):
    """The root: everything we raise on purpose."""


class ConfigurationError(ExamhallError):
    """The installation is not fit to start; the message says what to set."""


class NotFound(ExamhallError):
    """No such thing, or it belongs to somebody else."""


class NotAllowed(ExamhallError):
    """The signed-in role has no permission for this; `sentence` says why where it is not the role."""

    def __init__(self, permission: str, sentence: str = ""):
        super().__init__(permission)
        self.sentence = sentence


class Refused(ExamhallError):
    """A rule says no. `sentences` are shown to the person as they are."""

    def __init__(self, *sentences: str):
        super().__init__(" ".join(sentences))
        self.sentences = sentences


class StepRefused(Refused):
    """The road has no such step from the present state."""

    def __init__(self, road: str, state: str, step: str):
        super().__init__(f"This {road} is {state.replace('_', ' ')}, so it cannot {step.replace('_', ' ')} now.")
        self.road, self.state, self.step = road, state, step


class TooManyLetters(Refused):
    """One more letter would flood a person; `next_at` is when it may go."""

    def __init__(self, next_at):
        super().__init__("We have written to this person often enough for now. Please wait, or call them yourself.")
        self.next_at = next_at


class CodeRefused(Refused):
    """A code that does not open its step; `closed` when no further try is allowed."""

    def __init__(self, *sentences: str, closed: bool = False):
        super().__init__(*sentences)
        self.closed = closed


class NotReady(Refused):
    """The release gate is shut; the sentences are what is missing."""


class AnswersDisposed(Refused):
    """The single answers of a sitting were removed when their time was over."""

    def __init__(self):
        super().__init__("The answers of this exam were disposed of when their time was over, so nothing that needs "
                         "them can be done any more. What was decided stays as it is.")


class NotDeclared(Refused):
    """Whoever acts for the board declares their ties first; the sentence says what is wrong with the declaration."""


class StaleEdit(Refused):
    """The thing was changed by somebody else since this page was opened."""


class LinkTrouble(ExamhallError):
    """A sealed link that does not open."""


class LinkBroken(LinkTrouble):
    """Not sealed by us, cut short, or made for another purpose."""


class LinkExpired(LinkTrouble):
    """Its row says that its day has passed."""


class LinkDead(LinkTrouble):
    """Its nomination was replaced or staff revoked it."""


class LinkUsed(LinkTrouble):
    """Its work is done; the page says so and shows nothing personal."""


class NotSaved(ExamhallError):
    """The database could not take it now. Nothing was acknowledged; sending it again is right."""


class TooMany(ExamhallError):
    """More tries than the limit allows."""

    def __init__(self, retry_after_seconds: int):
        super().__init__(f"try again in {retry_after_seconds} seconds")
        self.retry_after_seconds = retry_after_seconds


class GuessedLinks(TooMany):
    """One link after another that we never sealed. A link of ours always opens."""
