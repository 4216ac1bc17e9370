"""Results, the release that creates them, and every export that carried them out."""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    LargeBinary,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from exam.database import Base, Instant, JsonText, new_id
from exam.models.exam_forms import CutScore
from exam.models.nominations import Attestation
from exam.models.sittings import Sitting


class Release(Base):
    """The act that creates a result and shows it to the board. Append-only, chained by hash."""

    __tablename__ = "release"

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    no: Mapped[int] = mapped_column(BigInteger, unique=True)
    sitting_id: Mapped[str] = mapped_column(ForeignKey("sitting.id"), index=True)
    mode: Mapped[str] = mapped_column(String(24))
    released_at: Mapped[datetime] = mapped_column(Instant)
    released_by: Mapped[str] = mapped_column(String(80))


class Result(Base):
    """Raw score, scaled score and decision of one sitting. It cannot exist without that sitting's attestation."""

    __tablename__ = "result"
    __table_args__ = (
        ForeignKeyConstraint(["attestation_id", "sitting_id"], ["attestation.id", "attestation.sitting_id"],
                             name="fk_result_attestation"),
        CheckConstraint("decision IN ('PASS', 'FAIL')", name="decision"),
        CheckConstraint("(decision = 'PASS') = (raw_score >= cut_raw)", name="exact_decision"),
        UniqueConstraint("sitting_id", "scoring_version"),
    )

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    sitting_id: Mapped[str] = mapped_column(ForeignKey("sitting.id"), index=True)
    attestation_id: Mapped[str] = mapped_column(String(26))
    release_id: Mapped[str] = mapped_column(ForeignKey("release.id"), unique=True)
    scoring_version: Mapped[int] = mapped_column(default=1)
    supersedes_id: Mapped[str | None] = mapped_column(ForeignKey("result.id"))
    raw_score: Mapped[int] = mapped_column()
    raw_max: Mapped[int] = mapped_column()
    cut_score_id: Mapped[str] = mapped_column(ForeignKey("cut_score.id"))
    cut_raw: Mapped[int] = mapped_column()
    cut_basis: Mapped[str] = mapped_column(String(20))
    cut_interim: Mapped[bool] = mapped_column(Boolean)
    scaled_score: Mapped[int] = mapped_column()
    scaled_cut: Mapped[int] = mapped_column()
    decision: Mapped[str] = mapped_column(String(4))
    # {"C01": {"items": 7, "points": 8, "correct": 5, "band": "near" or null}, ...}: questions, points, points earned
    parts: Mapped[dict] = mapped_column(JsonText)
    record_hash: Mapped[str] = mapped_column(String(64))
    previous_record_hash: Mapped[str] = mapped_column(String(64))

    sitting: Mapped[Sitting] = relationship(viewonly=True)
    attestation: Mapped[Attestation] = relationship(viewonly=True)
    release: Mapped[Release] = relationship()
    cut_score: Mapped[CutScore] = relationship(viewonly=True)
    supersedes: Mapped["Result | None"] = relationship(remote_side=[id], viewonly=True)


class ResultsExport(Base):
    """One export that left the house: who, when, which filter, how many rows, which digest. Append-only."""

    __tablename__ = "results_export"

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    exported_at: Mapped[datetime] = mapped_column(Instant)
    exported_by: Mapped[str] = mapped_column(String(80))
    recipient: Mapped[str] = mapped_column(String(200), default="")
    recipient_address: Mapped[str] = mapped_column(String(254), default="")  # where a correction is told by letter
    reason: Mapped[str] = mapped_column(String(500), default="")
    selection: Mapped[dict] = mapped_column(JsonText)
    since_export_id: Mapped[str | None] = mapped_column(ForeignKey("results_export.id"))
    last_release_no: Mapped[int] = mapped_column(BigInteger)
    row_count: Mapped[int] = mapped_column()
    manifest: Mapped[dict] = mapped_column(JsonText)
    signature: Mapped[str] = mapped_column(String(100))  # Ed25519 over the manifest's bytes, in base64


class ExportPart(Base):
    """A piece of one file of an export, compressed, as it left the house: later downloads are these bytes. Append-only.

    Names are corrected and incidents decided after an export; made anew, its files would differ from what was logged.
    """

    __tablename__ = "export_part"

    export_id: Mapped[str] = mapped_column(ForeignKey("results_export.id"), primary_key=True)
    file: Mapped[str] = mapped_column(String(40), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)
