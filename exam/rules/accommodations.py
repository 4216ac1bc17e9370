"""The accommodations a board can grant, in plain words; what makes a grant whole, and how a request may end."""

from collections.abc import Collection
from datetime import date, timedelta

# Code: what staff read. What the proctor and the candidate read is the arrangement, never the code.
ACCOMMODATIONS = {
    "time-1.25": "Extra time: 1.25 times the limit",
    "time-1.5": "Extra time: 1.5 times the limit",
    "time-2.0": "Extra time: double the limit",
    "time-untimed": "No time limit",
    "break-scheduled": "Breaks at set points",
    "break-stop-clock": "Breaks that stop the clock",
    "multi-day": "One exam over several days",
    "screen-reader": "Assistive technology",
    "large-text": "Large text",
    "high-contrast": "High contrast",
    "reader": "A person reads aloud",
    "scribe": "A person records the answers",
    "text-to-speech": "Software reads aloud",
    "separate-room": "A separate room",
    "reduced-distraction": "A room with little distraction",
    "sign-language": "Sign language for spoken directions",
    "paper": "A printed exam",
    "braille": "An exam in braille",
    "language-xx": "The exam in another language, or a glossary",
    "medical-device": "A medical device in the room",
    "food-drink": "Food and drink in the room",
    "comfort-aid": "A comfort aid in the room",
    "support-person": "A support person who is present and silent",
    "oral": "The exam by word of mouth",
}
BREAKS = frozenset({"break-scheduled", "break-stop-clock"})
TIMES = ("time-1.25", "time-1.5", "time-2.0", "time-untimed")
# How a request stands or ended, as staff read it.
OUTCOMES = {"open": "Open", "granted": "Granted", "declined": "Declined", "withdrawn": "Taken back"}
# Letters that tell that somebody asked: only those who grant accommodations see them among the letters.
LETTERS = ("candidate/request_received", "candidate/request_granted", "candidate/request_declined")
# Entries of the audit trail that tell by themselves that something was asked for or arranged (C21).
TELLING_ACTIONS = ("ask_for_accommodations", "grant_accommodations", "decline_accommodations",
                   "take_back_accommodation_request", "withdraw_accommodations", "change_limit", "pause", "resume")
TELLING_FACTS = ("candidate/request_", "accommodation_papers", '"phase":"resume"')
MOST_OPEN = 3
LONGEST_AGO = timedelta(days=366)  # a year that was typed wrongly would call the answer late for ever
DECLINED_BEFORE = ("You declined an earlier request of this person, or a part of one, so somebody else has to look at "
                   "this one. You can still grant all of it.")


def words_of(codes: Collection[str]) -> list[str]:
    """The codes in plain words, in the order of the catalogue."""
    return [words for code, words in ACCOMMODATIONS.items() if code in codes]


def to_choose_from(offered: Collection[str], free: Collection[str]) -> dict[str, str]:
    """What staff may grant: offered by the program, and not open to everybody without asking."""
    return {code: words for code, words in ACCOMMODATIONS.items() if code in offered and code not in free}


def problems_of_grant(codes: Collection[str], break_count: int, break_minutes: int,
                      offered: Collection[str]) -> list[str]:
    """What keeps a grant from being whole, in sentences."""
    found = []
    if not codes:
        found.append("Choose at least one accommodation.")
    if any(code not in offered or code not in ACCOMMODATIONS for code in codes):
        found.append("Choose from what the program offers.")
    if len([code for code in codes if code in TIMES]) > 1:
        found.append("Choose one kind of extra time only.")
    breaks = bool(BREAKS & set(codes))
    if breaks and not (1 <= break_count <= 20 and 1 <= break_minutes <= 480):
        found.append("Say how many breaks (1 to 20) and how many minutes in all (1 to 480).")
    if not breaks and (break_count or break_minutes):
        found.append("A number of breaks needs one of the two kinds of breaks.")
    return found


def problems_of_request(asked_on: date, today: date, open_now: int) -> list[str]:
    """What keeps a request from being put on record, in sentences."""
    found = []
    if asked_on > today:
        found.append("The day of the request lies in the future. Give the day on which it came.")
    if asked_on < today - LONGEST_AGO:
        found.append("The day of the request lies more than a year back. Look at the year.")
    if open_now >= MOST_OPEN:
        found.append(f"{MOST_OPEN} requests are open already. One of them has to be answered or taken back first.")
    return found
