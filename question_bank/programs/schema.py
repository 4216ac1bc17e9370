"""What a program file may say: every table and key, its type and its default. Nothing else is allowed."""

from dataclasses import dataclass, field
from datetime import date

from question_bank.programs.exam_tables import (
    Accommodations,
    Appeals,
    Exam,
    Incidents,
    IncompleteData,
    Patterns,
    Proctor,
    Release,
    Reports,
    ScoreReport,
    StandardSetting,
    Statements,
    Taxonomy,
)
from question_bank.programs.lint_table import Lint
from question_bank.programs.pathway_tables import (
    Contact,
    Credential,
    Eligibility,
    Fee,
    Pathway,
    Renewal,
    Supervision,
    Training,
    Wording,
)
from question_bank.programs.retention_table import Retention
from question_bank.programs.statistics_table import Statistics


@dataclass(frozen=True)
class ProgramTables:
    """The whole file, table by table."""

    schema: int = 1
    id: str = ""
    version: str = ""
    effective_from: date = date(1970, 1, 1)
    jurisdiction: str = ""
    sample: bool = False
    credential: Credential = field(default_factory=Credential)
    wording: Wording = field(default_factory=Wording)
    contact: Contact = field(default_factory=Contact)
    pathway: Pathway = field(default_factory=Pathway)
    eligibility: Eligibility = field(default_factory=Eligibility)
    training: Training = field(default_factory=Training)
    exam: Exam = field(default_factory=Exam)
    proctor: Proctor = field(default_factory=Proctor)
    release: Release = field(default_factory=Release)
    fees: tuple[Fee, ...] = ()
    renewal: Renewal = field(default_factory=Renewal)
    supervision: Supervision = field(default_factory=Supervision)
    taxonomy: Taxonomy = field(default_factory=Taxonomy)
    standard_setting: StandardSetting = field(default_factory=StandardSetting)
    accommodations: Accommodations = field(default_factory=Accommodations)
    score_report: ScoreReport = field(default_factory=ScoreReport)
    incidents: Incidents = field(default_factory=Incidents)
    incomplete_data: IncompleteData = field(default_factory=IncompleteData)
    appeals: Appeals = field(default_factory=Appeals)
    patterns: Patterns = field(default_factory=Patterns)
    lint: Lint = field(default_factory=Lint)
    statistics: Statistics = field(default_factory=Statistics)
    retention: Retention = field(default_factory=Retention)
    reports: Reports = field(default_factory=Reports)
    statements: Statements = field(default_factory=Statements)
