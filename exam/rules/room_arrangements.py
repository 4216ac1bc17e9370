"""What a proctor carries out in the room: the arrangements that no clock and no page can give by themselves (C20)."""

from collections.abc import Collection, Mapping

from exam.rules.accommodations import ACCOMMODATIONS

# Code: what the proctor is told to do. Never why it was arranged.
INSTRUCTIONS = {
    "break-scheduled": "The breaks lie at set points, which the exam page names to the candidate. When one is near, "
                       "remind the candidate. The candidate presses “Take a break”.",
    "multi-day": "The exam may go over several days, until the last day on which it may be taken. What was shown on "
                 "one day is locked on the next: before you pause it at the end of a day, ask whether everything that "
                 "is shown has an answer. To go on, meet again and show a new code.",
    "screen-reader": "The candidate may use assistive technology, such as a screen reader or a special keyboard.",
    "large-text": "The candidate may make the text larger.",
    "high-contrast": "The candidate may change the colors of the screen.",
    "reader": "A person reads the questions aloud, word for word, and explains nothing.",
    "scribe": "A person enters the answers that the candidate says, and adds nothing.",
    "text-to-speech": "Software on the candidate's device may read the questions aloud.",
    "separate-room": "The exam takes place in a room where nobody else takes an exam or works.",
    "reduced-distraction": "The exam takes place in a quiet room with little to look at or listen to.",
    "sign-language": "A person signs what you say. They do not sign or explain the questions.",
    "paper": "The candidate reads from paper that the board has sent. A person enters the answers on the exam page.",
    "braille": "The candidate reads braille that the board has sent. A person enters the answers on the exam page.",
    "language-xx": "The questions are in another language, or the candidate may use the word list that the board sent.",
    "medical-device": "A medical device may stay with the candidate, a phone that belongs to it included.",
    "food-drink": "Food and drink may stand on the desk.",
    "comfort-aid": "A comfort aid, such as a cushion or a small object to hold, may be in the room.",
    "support-person": "A person whom the candidate trusts is in the room, and stays silent.",
    "oral": "A person reads the script of the board aloud and enters the answers that the candidate says.",
}
# Code: what the second person in the room does. Their name is put down at the admission.
SECOND_PERSONS = {
    "reader": "reads aloud",
    "scribe": "enters the answers",
    "sign-language": "signs",
    "paper": "enters the answers from paper",
    "braille": "enters the answers from braille",
    "support-person": "is there for the candidate",
    "oral": "reads aloud and enters the answers",
}
SILENT = "support-person"  # whoever is only there cannot read or write for the candidate as well
# What the proctor may do as well where the program says that the one who reads or writes may be the proctor.
PROCTOR_MAY = frozenset({"reader", "scribe", "paper", "braille", "oral"})


def in_the_room(codes: Collection[str]) -> tuple[str, ...]:
    """The codes that are carried out in the room, in the order of the catalogue."""
    return tuple(code for code in ACCOMMODATIONS if code in INSTRUCTIONS and code in codes)


def instructions_for(codes: Collection[str]) -> list[str]:
    """What the proctor reads before the exam, a sentence or two for each."""
    return [INSTRUCTIONS[code] for code in in_the_room(codes)]


def second_persons_for(codes: Collection[str]) -> dict[str, str]:
    """Who else is in the room, by code: what they do there."""
    return {code: SECOND_PERSONS[code] for code in in_the_room(codes) if code in SECOND_PERSONS}


def room_in_words(codes: Collection[str], names: Mapping[str, str]) -> list[str]:
    """`food and drink in the room`, `a person reads aloud (Sam Lee)`: for a page, a desk and a signed statement."""
    words = [(ACCOMMODATIONS[code], names.get(code)) for code in in_the_room(codes)]
    return [(text[0].lower() + text[1:]) + (f" ({name})" if name else "") for text, name in words]
