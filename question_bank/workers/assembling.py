"""The worker that assembles exam forms."""

from question_bank.assembly import AssemblyError, assemble
from question_bank.blueprint import blueprint_from_document
from question_bank.item_statistics import Statistics
from question_bank.items import content_from_document
from question_bank.workers.limits import work

# Less than a worker may run, so that it can still say what it did not find.
SECONDS = 30.0


def assemble_job(job: dict) -> dict:
    """Assemble exam forms: for each, its positions as [code, counts], or the sentences why not."""
    bank = [content_from_document(row) for row in job["items"]]
    figures = {code: Statistics(**known) for code, known in job["statistics"].items()}
    try:
        drawn = assemble(blueprint_from_document(job["blueprint"]), bank, seed=job["seed"], forms=job["forms"],
                         disjoint=job["disjoint"], avoid=frozenset(job["avoid"]), statistics=figures, seconds=SECONDS)
    except AssemblyError as trouble:
        return {"short": trouble.sentences}
    return {"forms": [[[item.code, counts] for item, counts in form.positions] for form in drawn.forms],
            "seeds": [form.seed for form in drawn.forms], "shared": drawn.shared}


if __name__ == "__main__":
    work({"assemble": assemble_job})
