"""What a proctor has to know before they say yes: short questions about the duties, asked until each is right (C15)."""

# Question: its text, the right answer, and what is said after the other one.
DUTIES = {
    "explain": ("The candidate does not understand a question. May you explain it?", "no",
                "You do not read, explain or comment on any question. The candidate answers it as it stands."),
    "leave": ("The candidate works quietly. May you leave the room for a short while?", "no",
              "You stay in the room, in view of the candidate, the whole time. If you have to go, pause the exam."),
    "report": ("You see the candidate look at a phone, and they put it away at once. Do you report it?", "yes",
               "You report whatever is irregular, also when it looks small. The board decides what it means."),
}


def duty_words() -> dict[str, str]:
    """Each question by its name."""
    return {name: words for name, (words, _, _) in DUTIES.items()}


def right_answers() -> dict[str, str]:
    """The answer to each question that the rules of proctoring give."""
    return {name: right for name, (_, right, _) in DUTIES.items()}
