"""The tables of a program file around the exam: who may apply, what it costs, how long it lasts."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Credential:
    title: str = ""
    abbreviation: str = ""
    number_format: str = ""


@dataclass(frozen=True)
class Wording:
    proctor: str = "proctor"
    candidate: str = "candidate"


@dataclass(frozen=True)
class Contact:
    board: str = ""
    links: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pathway:
    steps: tuple[str, ...] = ()


@dataclass(frozen=True)
class LivedExperience:
    kinds: tuple[str, ...] = ()
    min_recovery_months: int = 0
    proof: str = ""


@dataclass(frozen=True)
class BackgroundCheck:
    mode: str = ""


@dataclass(frozen=True)
class Residency:
    live_or_work_percent: int = 0


@dataclass(frozen=True)
class Eligibility:
    min_age: int = 0
    education: str = ""
    lived_experience: LivedExperience = field(default_factory=LivedExperience)
    background_check: BackgroundCheck = field(default_factory=BackgroundCheck)
    job_commitment: bool = False
    residency: Residency = field(default_factory=Residency)


@dataclass(frozen=True)
class Training:
    min_hours: int = 0
    days: int = 0
    max_missed_hours: int = 0
    seats: int = 0
    selection: str = ""
    notice_days: int = 0


@dataclass(frozen=True)
class Fee:
    event: str = ""
    amount_cents: int = 0
    waivable: bool = False


@dataclass(frozen=True)
class ContinuingEducation:
    kind: str = ""
    hours: int = 0
    mode: str = ""
    counts_toward: str = ""


@dataclass(frozen=True)
class Renewal:
    period_months: int = 0
    anchor: str = "issue_date"
    ce: tuple[ContinuingEducation, ...] = ()


@dataclass(frozen=True)
class Supervision:
    by: str = ""
    min_interval: str = ""
    self_employed_must_obtain: bool = False
