"""Who may not decide: the kinds of ties that keep a person from deciding about a candidate (C12)."""

KINDS = {
    "trained": "I trained this person, or this training",
    "proctored": "I proctored this person",
    "works_with": "We work together, or one of us supervises the other",
    "relative": "We are related, or live together",
    "other": "Another tie, which the note names",
}
REASONS = {
    "trained": "You declared that you trained this candidate.",
    "proctored": "You declared that you proctored this candidate.",
    "works_with": "You declared that you work with this candidate.",
    "relative": "You declared that you are related to this candidate.",
    "other": "You declared a tie to this candidate.",
}
IS_THE_CANDIDATE = "You are the candidate of this exam."
PROCTOR_OF_THIS = "You were named as a proctor of this exam."
PROCTOR_OF_ANOTHER = "You were named as a proctor of another exam of this candidate."
SOMEBODY_ELSE = "Somebody else has to decide."
TRAINS = ("You declared that you train people for this exam. While that holds, you see no question that an exam may "
          "ask. When it is over, ask somebody else who looks after the staff to end it under Conflicts.")
