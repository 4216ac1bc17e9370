"""The tables of a program file about the exam: what is asked, who watches, what passes, what people sign."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Scale:
    min: int = 200
    cut: int = 500
    max: int = 800


@dataclass(frozen=True)
class Cut:
    method: str = "percent"
    value: int = 0
    interim: bool = True
    scale: Scale = field(default_factory=Scale)


@dataclass(frozen=True)
class Retake:
    max_sittings: int = 0
    within_months: int = 0
    wait_days: tuple[int, ...] = ()
    after_last: str = ""
    request_days_ahead: int = 0
    scored_item_overlap_max: float = 0.0


@dataclass(frozen=True)
class Exam:
    required: bool = True
    authorization_paths: tuple[str, ...] = ("trained",)
    window_months: int = 12
    blueprint: str = ""
    scored_items: int = 0
    pretest_items: int = 0
    options_per_item: int = 4
    time_limit_minutes: int = 0
    sitting_cap_minutes: int = 480
    single_sitting: bool = True
    navigation: str = "free"
    answer_all_required: bool = False
    result_shown_to_candidate: str = "after_release"
    formats: tuple[str, ...] = ("online",)
    languages: tuple[str, ...] = ("en",)
    cut: Cut = field(default_factory=Cut)
    retake: Retake = field(default_factory=Retake)


@dataclass(frozen=True)
class Proctor:
    named_at: str = ""
    contact_required: tuple[str, ...] = ("name", "phone", "email")
    professional_relationship: bool = True
    min_age: int = 18
    allowed: tuple[str, ...] = ()
    needs_approval: tuple[str, ...] = ()
    blocked: tuple[str, ...] = ()
    notice_over_sittings: int = 0
    board_list: bool = False
    attestation_due_days: int = 7
    reminder_days: tuple[int, ...] = ()
    link_hours: int = 168


@dataclass(frozen=True)
class Competency:
    id: str = ""
    slug: str = ""
    title: str = ""


@dataclass(frozen=True)
class Taxonomy:
    cross_tags: tuple[str, ...] = ()
    competencies: tuple[Competency, ...] = ()


@dataclass(frozen=True)
class StandardSetting:
    method: str = ""
    panel_min: int = 0
    panel_target: tuple[int, ...] = ()
    rounds: int = 0
    discuss_range_over: float = 0.0
    discuss_sd_over: float = 0.0
    cross_check: str = ""


@dataclass(frozen=True)
class Accommodations:
    answer_business_days: int = 10
    free_for_everybody: tuple[str, ...] = ()
    reader_may_be_proctor: bool = False
    offered: tuple[str, ...] = ()


@dataclass(frozen=True)
class ScoreReport:
    pass_shows_number: bool = False
    fail_shows_scaled_score: bool = True
    bands: tuple[str, ...] = ("below", "near", "above")
    band_min_items: int = 4
    order: str = "blueprint"


@dataclass(frozen=True)
class Incidents:
    candidate_report_days: int = 5
    note: tuple[str, ...] = ()
    hold: tuple[str, ...] = ()
    technical_hold_over_minutes: int = 10
    second_person_to_take_away: bool = True
    misconduct_void_counts: bool = True
    answer_days: int = 10
    standard_of_proof: str = "It is clearly more likely than not, on all that both sides said and showed."


@dataclass(frozen=True)
class IncompleteData:
    """Answers lost by a fault on our side: from what share on they may count, and how long the candidate may choose."""

    count_percent_min: int = 90
    choice_days: int = 14


@dataclass(frozen=True)
class Appeals:
    file_days: int = 30
    decide_days: int = 60


@dataclass(frozen=True)
class Patterns:
    """From how many candidates on the figures of one proctor are shown, and when they raise a question."""

    candidates_min: int = 5
    many_candidates: int = 10
    pass_share_over: float = 0.95
    attest_seconds_under: int = 60


@dataclass(frozen=True)
class Reports:
    """From how many people on a group is shown, and the regions that a roster may name; none named: any."""

    suppress_under: int = 10
    regions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Text:
    """One versioned text that people agree to or sign: a title and numbered paragraphs or statements."""

    version: str = ""
    title: str = ""
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Statements:
    """What candidates agree to, what proctors agree to, and what they sign afterwards."""

    agreement: Text = field(default_factory=Text)
    proctor_rules: Text = field(default_factory=Text)
    attestation: Text = field(default_factory=Text)


@dataclass(frozen=True)
class Release:
    """How results are released, and after how many days a candidate is told why one takes longer."""

    mode: str = "on_clean_attestation"
    late_after_days: int = 14
