"""Every table of Examhall, by the words of the design."""

from exam.database import AuditEntry
from exam.models.accommodations import AccommodationGrant, AccommodationRequest
from exam.models.accounts import Account, Agreement, Candidate, LogIn, StaffRole
from exam.models.analyses import AnalysisRun, AnswerVector, ItemFigure
from exam.models.appeals import Appeal
from exam.models.assets import Asset
from exam.models.blueprints import BlueprintDraft
from exam.models.codes import SittingCode
from exam.models.conflicts import Conflict, PatternLook
from exam.models.declarations import Declaration
from exam.models.exam_forms import CutProposal, CutScore, ExamForm, ExamFormItem, ExamFormSheet
from exam.models.incidents import Hold, Incident, IncidentDecision
from exam.models.inquiries import Inquiry
from exam.models.item_cards import ItemCard, ItemPair
from exam.models.items import Item, ItemReview, ItemRevision
from exam.models.jobs import Job
from exam.models.journal import AnswerEvent, HandedIn, Submission
from exam.models.letters import Letter, Link
from exam.models.limits import TryCount
from exam.models.losses import Loss
from exam.models.nominations import Attestation, AttestationDevice, Nomination
from exam.models.programs import Authorization, ProgramVersion
from exam.models.pulses import Pulse
from exam.models.receivers import ApiToken, Webhook, WebhookDelivery
from exam.models.rescoring import RescoreProposal
from exam.models.results import ExportPart, Release, Result, ResultsExport
from exam.models.retention import Disposal, LegalHold
from exam.models.scoring import (
    CorrectionNotice,
    KeyCheck,
    KeyFinding,
    Rescoring,
    ScoringDecision,
    ScoringOutcome,
    ScoringVersion,
    ShadowRun,
)
from exam.models.sittings import Pause, Sitting, SittingPosition, TimeCredit
from exam.models.standard_setting import PanelBookmark, Panelist, PanelRating, PanelSheet, PanelView, StandardSetting
from exam.models.trail import TrailStep

__all__ = [
    "AccommodationGrant", "AccommodationRequest", "Account", "Agreement", "AnalysisRun", "AnswerEvent", "AnswerVector",
    "ApiToken", "Appeal", "Asset", "Attestation", "AttestationDevice", "AuditEntry", "Authorization", "BlueprintDraft",
    "Candidate", "Conflict", "CorrectionNotice", "CutProposal", "CutScore", "Declaration", "Disposal", "ExamForm",
    "ExamFormItem", "ExamFormSheet", "ExportPart", "HandedIn", "Hold", "Incident", "IncidentDecision", "Inquiry",
    "Item", "ItemCard", "ItemFigure", "ItemPair", "ItemReview", "ItemRevision", "Job", "KeyCheck", "KeyFinding",
    "LegalHold", "Letter", "Link", "LogIn", "Loss", "Nomination", "PanelBookmark", "PanelRating", "PanelSheet",
    "PanelView", "Panelist", "PatternLook", "Pause", "ProgramVersion", "Pulse", "Release", "RescoreProposal",
    "Rescoring", "Result", "ResultsExport", "ScoringDecision", "ScoringOutcome", "ScoringVersion", "ShadowRun",
    "Sitting", "SittingCode", "SittingPosition", "StaffRole", "StandardSetting", "Submission", "TimeCredit",
    "TrailStep", "TryCount", "Webhook", "WebhookDelivery",
]
