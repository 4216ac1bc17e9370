"""What an incident's facts say, in sentences that staff can weigh."""

from collections.abc import Mapping

from exam.rules.proctor_policy import CONFLICT_QUESTIONS, relationship_words

PLAIN = {
    "works_for_board": "The proctor's address is that of somebody on the board's staff.",
    "rates_questions": "The proctor's address is that of a member of a panel that rates questions.",
    "waits_for_exam": "The proctor's address is that of somebody who waits to take an exam, or is taking one.",
    "name_differs": "The name under the attestation differs from the proctor's name.",
    "typed_name_differs": "The name that was typed differs from the proctor's name.",
    "no_code": "The proctor says that there was no end code to type.",
    "named_after_admission": "This proctor was named when the candidate had been admitted already.",
    "asked_in_room": "The candidate asked for help from the exam room.",
    "night_between": "The exam was paused over a night, and several days were not arranged. All questions had been "
                     "shown by then.",
    "end_code_closed": "The end code was typed wrongly five times, so the step was closed.",
}


def sentences_of(facts: Mapping) -> list[str]:
    """Each fact that a person can weigh; ids and numbers of ours are left out."""
    found = [sentence for name, sentence in PLAIN.items() if facts.get(name)]
    if facts.get("alike"):
        found.append("Candidate and proctor share: " + ", ".join(facts["alike"]) + ".")
    found += [f"The proctor did not answer “no” to: {CONFLICT_QUESTIONS.get(kind, kind)}"
              for kind in facts.get("stated") or ()]
    if facts.get("outage_seconds"):
        found.append(f"The exam lost {facts['outage_seconds']} seconds by a fault on our side and got them back.")
    if facts.get("kind"):
        found.append(f"The proctor states this relationship: {relationship_words(facts['kind'])}.")
    return found
