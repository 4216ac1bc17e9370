"""What staff do before the day so that what was granted is there: nothing of it happens by itself."""

from collections.abc import Collection

from exam.rules.accommodations import ACCOMMODATIONS

# What needs the questions on paper before the day: as what is read, as braille, or as the script of whoever reads.
PRINTED = frozenset({"paper", "braille", "oral"})
# Code: what staff do before the day of the exam.
PREPARATIONS = {
    "multi-day": "Look at the last day of the exam below. There must be days enough left. "
                 "The exam shows its questions in parts, and those of one day are locked on the next.",
    "reader": "Find the person who reads aloud, or ask whom the candidate brings. The proctor types the name.",
    "scribe": "Find the person who enters the answers, or ask whom the candidate brings. The proctor types the name.",
    "text-to-speech": "Ask the candidate to try the software in a practice exam, on the device of the day.",
    "separate-room": "Ask the proctor whether there is such a room.",
    "reduced-distraction": "Ask the proctor whether there is such a room.",
    "sign-language": "Find the person who signs, or ask whom the candidate brings. The proctor types the name.",
    "paper": "Set an exam form aside, have its printed exam made, and send it to the proctor in a closed envelope. The "
             "candidate gets it on the day, and the proctor sends it back. Find the person who enters the answers.",
    "braille": "Set an exam form aside, and have its printed exam put into braille by somebody who keeps it secret. "
               "Send it to the proctor in a closed envelope. Find the person who enters the answers.",
    "language-xx": "For questions in another language, change the language of the exam on the candidate's page of the "
                   "roster. For a word list, send the list to the proctor.",
    "support-person": "Ask the candidate who comes. The proctor types the name.",
    "oral": "Set an exam form aside, have its printed exam made, and send it to the person who reads: it is the "
            "script. Find that person. The proctor types the name.",
}


def to_prepare(codes: Collection[str]) -> list[str]:
    """What staff do for these codes, in the order of the catalogue and each sentence once."""
    return list(dict.fromkeys(PREPARATIONS[code] for code in ACCOMMODATIONS if code in codes and code in PREPARATIONS))


def is_printed(codes: Collection[str]) -> bool:
    """Whether the questions are read from paper, so that page and paper must be the same exam in the same order."""
    return not PRINTED.isdisjoint(codes)
