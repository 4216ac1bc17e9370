"""The invented people of the demo: who they are, how they sign in, and what each of them is there to show."""

from dataclasses import dataclass

from exam.rules.permissions import ROLES

# One password for every demo account. It exists nowhere but in a demo: `flask demo seed` refuses to run elsewhere.
PASSWORD = "quiet-river-lantern"
PAST_ADDRESSES = "past.example.org"  # of those who took their exam in the past year: nobody signs in with them

# What the simulator planted in the past year.
WRONG_KEY = {"code": "cps-c09-011", "keyed": "b", "right": "c"}
WRONG_KEY_ON = "P25-A"
LEAKED_ITEM = {"code": "cps-c04-015"}  # one training knew it before
PAIR = ("H-0039", "H-0040")  # the second one copies
CARELESS = "Hal Quickly"


@dataclass(frozen=True)
class DemoStaff:
    """A member of the board's staff."""

    email: str
    name: str
    roles: frozenset[str]
    shows: str


@dataclass(frozen=True)
class DemoCandidate:
    """A candidate, and how far along the road they are: each stage holds all that come before it."""

    email: str
    first_name: str
    last_name: str
    candidate_id: str
    stage: str
    shows: str
    program_id: str = "mo-cps-25"
    right: int = 0
    proctor: tuple[str, str] = ("", "")
    granted: tuple[str, ...] = ()
    language: str = "en"

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}"


STAGES = ("registered", "invited", "accepted", "submitted", "attested", "reported")


def _staff(email: str, name: str, *roles: str, shows: str) -> DemoStaff:
    return DemoStaff(f"{email}@example.org", name, frozenset(roles), shows)


STAFF = (
    _staff("everything", "Dana Whitaker", *ROLES, shows="Holds every role: the quickest way to look at all of it"),
    _staff("administrator", "Lou Abernathy", "administrator", shows="Roster, proctors, accommodations, staff, letters"),
    _staff("author", "Noor Halvorsen", "author", shows="Writes and imports items"),
    _staff("reviewer", "Wes Thibodeaux", "reviewer", shows="Approves items, publishes exam forms"),
    _staff("psychometrician", "Imani Kowalski", "psychometrician", shows="Assembles exam forms, adopts cut scores"),
    _staff("releaser", "Greer Maldonado", "releaser", shows="Decides incidents, releases and exports results"),
    _staff("auditor", "Tove Ashgrove", "auditor", shows="Reads everything on record, changes nothing"),
)

CANDIDATES = (
    DemoCandidate("jordan@example.org", "Jordan", "Avery", "D-1001", "registered",
                  "New: start here and go the whole way"),
    DemoCandidate("sam@example.org", "Sam", "Whitfield", "D-1002", "invited",
                  "Has named a proctor, who has not answered yet", proctor=("Pilar Okonkwo", "pilar@example.net")),
    DemoCandidate("riley@example.org", "Riley", "Okafor", "D-1003", "accepted",
                  "Ready for the exam today: the proctor has accepted",
                  proctor=("Marcus Lindgren", "marcus@example.net")),
    DemoCandidate("devon@example.org", "Devon", "Hartley", "D-1004", "accepted",
                  "Ready for the longer program of 75 questions, with extra time and breaks", program_id="mo-cps",
                  proctor=("Yusuf Bergstrom", "yusuf@example.net"),
                  granted=("time-1.5", "break-stop-clock", "food-drink")),
    DemoCandidate("marisol@example.org", "Marisol", "Ibarra", "D-1009", "accepted",
                  "Ready for the exam today, with questions in Spanish", language="es",
                  proctor=("Anselm Whitlock", "anselm@example.net")),
    DemoCandidate("taylor@example.org", "Taylor", "Brandt", "D-1006", "attested",
                  "Has a released result, not passed; may ask to take the exam again", right=15,
                  proctor=("Ines Calloway", "ines@example.net")),
    DemoCandidate("morgan@example.org", "Morgan", "Reyes", "D-1007", "attested",
                  "Has a released result, passed", right=23, proctor=("Theo Vandermeer", "theo@example.net")),
    DemoCandidate("casey@example.org", "Casey", "Lindqvist", "D-1005", "submitted",
                  "Has handed in; the proctor has still to sign", right=21,
                  proctor=("Ruth Dalgaard", "ruth@example.net")),
    DemoCandidate("jamie@example.org", "Jamie", "Castellano", "D-1008", "reported",
                  "The proctor reported an incident, which waits for the board", right=20,
                  proctor=("Bea Sorensen", "bea@example.net")),
)


def has_reached(person: DemoCandidate, stage: str) -> bool:
    """Whether the person's road goes at least as far as this stage."""
    return STAGES.index(person.stage) >= STAGES.index(stage)


# (the fault, what was planted, what became of it, the page of the board that shows it)
PLANTED = (
    ("A wrong key", f"Question {WRONG_KEY['code']} on the exam form {WRONG_KEY_ON} named a wrong option as right.",
     "The key check found it. The question was mended, and its exams were scored anew.", "scoring.listing"),
    ("Two who share answers", f"{PAIR[1]} copied from {PAIR[0]}.",
     f"The analysis of {WRONG_KEY_ON} names the two.", "analysis.listing"),
    ("A proctor who signs unread", f"{CARELESS} signs within seconds.",
     "The proctor patterns ask a question about it.", "proctor_patterns.listing"),
    ("A question that went round", f"The candidates of one training knew {LEAKED_ITEM['code']} before the exam.",
     "Nothing looks for it here: trainings are compared from 100 candidates each.", "analysis.listing"),
)
