"""Which work is done outside the pages, who may see how it goes, and how long a worker may be silent about it."""

from dataclasses import dataclass
from datetime import timedelta

# A worker renews its lease while it lives; one that dies holds its job no longer than this.
LEASE = timedelta(seconds=60)
RENEW_EVERY_SECONDS = 15
# A job whose worker died so often is at fault itself.
MOST_TRIES = 3
DIED_EACH_TIME = ("This was begun {} times and stopped each time before its end. Ask for less, or tell the operator: "
                  "the log of the jobs command says more.")
MISTAKE = "This stopped because of a mistake on our side. Ask for it again, and tell the operator when it stops again."


@dataclass(frozen=True)
class JobKind:
    """One kind of work: its name in words, and the permission that shows how it goes."""

    words: str
    permission: str


KINDS: dict[str, JobKind] = {
    "analyse_exam_form": JobKind("Analysing an exam form", "see_analysis"),
    "export_results": JobKind("Exporting results", "export_results"),
    "assemble_exam_forms": JobKind("Assembling exam forms", "assemble_exam_forms"),
    "check_key": JobKind("Checking the key of an exam form", "see_scoring"),
    "shadow_scoring": JobKind("Reckoning what a scoring decision would change", "see_scoring"),
    "link_exam_forms": JobKind("Linking two exam forms", "see_exam_forms"),
    "look_through_bank": JobKind("Looking through the bank", "see_items"),
    "assemble_own_forms": JobKind("Drawing exam forms for candidates who come back", "see_exam_forms"),
}
