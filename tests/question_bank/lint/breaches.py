"""For each rule items that break it, and near misses that do not; and small exam forms and banks in the same way."""

from dataclasses import replace

from question_bank.items import ItemContent, Option, Reference

STEM = ("Priya, 29, tells her peer worker that she has left her mail in a box since a hospital stay. She asks for help "
        "with it. What should the worker do?")
TEXTS = ("Offer to look at the first letter with her.", "Take the box to the office and sort it for her.",
         "Tell her that mail can wait until she rests.", "Call her sister, who may have time for such things.")


def item(code: str = "x-1", stem: str = STEM, texts=TEXTS, *, key: str = "a", **facts) -> ItemContent:
    """An item that breaks no rule, unless the facts say otherwise."""
    options = tuple(Option(letter, text, f"This is why {letter}.")
                    for letter, text in zip("abcdefgh", texts, strict=False))
    return ItemContent(**{"code": code, "competency": "C01", "level": "application", "stem": stem, "options": options,
                          "key": key, "references": (Reference("A published source", "1", "2026-01-01"),), **facts})


GOOD = item()
SHORT = "What is one sign of good listening?"


def recall(stem: str, texts=TEXTS, **facts) -> ItemContent:
    """A question that states a fact."""
    return item(stem=stem, texts=texts, level="recall", **facts)


def told(sentence: str, **facts) -> ItemContent:
    """The good item with one more sentence in its situation."""
    return item(stem=STEM.replace("She asks", f"{sentence} She asks"), **facts)


def fourth(text: str, **facts) -> ItemContent:
    """The good item with another last option, which is a distractor."""
    return item(texts=(*TEXTS[:3], text), **facts)


def right(text: str, end: str = TEXTS[3], **facts) -> ItemContent:
    """The good item with another key, and another last option where one is given."""
    return item(texts=(text, *TEXTS[1:3], end), **facts)


def without_rationale() -> ItemContent:
    return replace(GOOD, options=(*GOOD.options[:3], Option("d", TEXTS[3])))


LONG_WORDS = "Unconditional institutional responsibilities necessitate interdisciplinary collaboration "
# (rule, severity, an item that breaks it, a near miss)
ITEMS = [
    ("IW-01", "error", replace(GOOD, competency="C99"), replace(GOOD, competency="C11")),
    ("IW-01", "error", replace(GOOD, tags=("ethic",)), replace(GOOD, tags=("ethics",))),
    ("IW-02", "error", replace(GOOD, level="hard"), replace(GOOD, level="judgement")),
    ("IW-02", "warning", item(stem="Priya asks for help with her mail. What should the worker do?"), GOOD),
    ("IW-02", "warning", item(stem="Snow fell all night long on the quiet hills and the wide fields by the old river, "
                                   "and more snow is on its way today. What helps?"), GOOD),
    ("IW-03", "error", replace(GOOD, references=()), GOOD),
    ("IW-03", "error", without_rationale(), GOOD),
    ("IW-04", "error", replace(GOOD, key="z"), replace(GOOD, key="b")),
    ("IW-07", "error", replace(GOOD, enemies=("x-1",)), replace(GOOD, enemies=("x-2",))),
    ("IW-08", "error", told("A sign in the hall shows 988."), told("A sign in the hall shows 988.", tags=("law:US",))),
    ("IW-08", "error", told("She has read RSMo 632.305."), told("She has read 632 pages.")),
    ("IW-08", "error", told("A card says 1-800-555-0100."), told("A card says 1-800.")),
    ("IW-09", "warning",
     recall("What names a barrier to treatment?", ("Intimidation", "Discrimination", "Pride", "Money")),
     recall("What is a barrier to treatment?", ("Intimidation", "Worry", "Pride", "Money"))),
    ("IW-09", "error", recall(LONG_WORDS * 3 + "?"), recall("HIPAA confidentiality HIPAA confidentiality?")),
    ("IW-10", "warning", told("Since the day when she came home from the place by the lake where she spent the whole "
                              "of the spring with two old friends of hers, she has put each new letter in the box by "
                              "the door."),
     told("She has put each new letter in the box by the door.")),
    ("IW-10", "warning", recall("When a person who has been at a center for a while asks for a copy of all notes "
                                "there, who will give it to her?"),
     recall("A person who has been at a center for a while asks for a copy of her notes. Who will give it?")),
    ("IW-11", "warning", told("She is tired. " * 20), told("She is tired. " * 8)),
    ("IW-11", "error", told("She is tired. " * 35), told("She is tired. " * 20)),
    ("IW-11", "warning", fourth("Call her sister, " + "and her aunt, " * 9),
     fourth("Call her sister, " + "and her aunt, " * 5)),
    ("IW-12", "warning", item(stem=STEM + " Choose with care."), item(stem=STEM.replace("What should the worker do?",
                                                                                      "The worker should first"))),
    ("IW-12", "warning", recall("Which of the following is true?"), recall("Which of these helps a person most?")),
    ("IW-13", "info", recall(SHORT), recall(SHORT, ("One", "Two", "Three", "Four"))),
    ("IW-15", "error", item(stem=STEM.replace("should the worker do", "should the worker not do")),
     told("She does not sleep well.")),
    ("IW-15", "warning", item(stem=STEM.replace("should the worker do", "should the worker NOT do")), GOOD),
    ("IW-15", "warning", item(stem=STEM.replace("should the worker do", "should the worker <em>not</em> do")), GOOD),
    ("IW-16", "error", fourth("Do not call her sister today, who may have time.",
                              stem=STEM.replace("should the worker do", "should the worker NOT do")),
     fourth("Do not call her sister today, who may have time.")),
    ("IW-17", "error", fourth("All of the above"), fourth("Ask all of them above the shop.")),
    ("IW-17", "error", fourth("Both A and B"), fourth("Both Al and Bo")),
    ("IW-18", "error", fourth("None of these answers"), fourth("None of it today")),
    ("IW-19", "error", fourth("A and C only"), fourth("A and his family")),
    ("IW-20", "warning", fourth("Call her sister each day, and always at noon."), fourth("Call her sister at noon.")),
    ("IW-20", "warning", fourth("Call her sister, who must have time for such things."),
     fourth("Say that a sexual tie is never allowed with her.")),
    ("IW-21", "warning", right("Offer to look at mail that may be the first.", end="Call her sister, who has time."),
     fourth("Call her sister, who may have time for such things.")),
    ("IW-21", "warning", right("Offer help that is often asked for here."), item()),
    ("IW-22", "warning", right("Offer to look at the first letter with her, then at the next, until the box is as good "
                               "as empty."), right("Offer to look at the first letter with her at once.")),
    ("IW-23", "warning", right("Offer to open the hospital letter with her."),
     item(texts=("Offer to open the hospital letter with her.", TEXTS[1], TEXTS[2], "Call the hospital for her."))),
    ("IW-24", "info", item(texts=("Sort the letters and rest, then phone.", "Sort the papers at the desk.",
                                  "Rest on the couch for an hour.", "Phone a cousin for advice.")),
     item(texts=("Sort the letters and rest.", "Sort the papers at the desk.", "Rest on a couch.", "Phone a friend."))),
    ("IW-25", "warning", recall("What helps most when someone is upset is a", ("calm voice", "open door", "warm room")),
     recall("What helps most when someone is upset is a", ("calm voice", "wide door", "warm room"))),
    ("IW-25", "warning", recall("The parts of a plan that come first are", ("a sign", "goals", "steps", "names")),
     recall("The parts of a plan that come first are", ("signs", "goals", "steps", "names"))),
    ("IW-26", "info", fourth("Call her sister, who may have time for such things"), GOOD),
    ("IW-26", "info", fourth("to call her sister, who may have time for such things."), GOOD),
    ("IW-26", "info", fourth("Calling her sister, who may have time for such things."),
     fourth("Nothing, since her sister may have time for such things.")),
    ("IW-27", "error", fourth("Offer to look at the first letter with her!"), GOOD),
    ("IW-27", "error", recall("How long is it?", ("1 to 5 days", "5 to 10 days", "11 to 15 days", "16 to 20 days"),
                              fixed_order=True),
     recall("How long is it?", ("1 to 5 days", "6 to 10 days", "11 to 15 days", "16 to 20 days"), fixed_order=True)),
    ("IW-27", "error", recall("How long is it?", ("under two days", "two days", "at least two days"), fixed_order=True),
     recall("How long is it?", ("under two days", "two days", "more than two days"), fixed_order=True)),
    ("IW-27", "warning", fourth("Offer to look at the letter with her."), fourth("Offer to burn the letter with her.")),
    ("IW-28", "warning", recall("How long is it?", ("30 days", "10 days", "60 days", "90 days"), fixed_order=True),
     recall("How long is it?", ("90 days", "60 days", "30 days", "10 days"), fixed_order=True)),
    ("IW-28", "warning", recall("When is it?", ("March 3", "May 1", "January 9"), fixed_order=True),
     recall("When is it?", ("March 3", "May 1", "at noon"))),
    ("IW-28", "warning", recall("How many are there?", ("two", "ten", "twenty-one")),
     recall("How many are there?", ("two", "ten", "twenty-one"), fixed_order=True)),
    ("IW-30", "error", item(texts=TEXTS[:2]), item(texts=TEXTS[:3])),
    ("IW-30", "error", item(texts=(*TEXTS, "Wait for a day.", "Sing to her.")),
     item(texts=(*TEXTS, "Wait for a day."))),
    ("IW-32", "error", told("A neighbor is an addict."), told("A neighbor is in recovery.")),
    ("IW-32", "error", told("She has been clean for two years."), told("Her room is clean and light.")),
    ("IW-32", "error", told("Her brother committed suicide."), told("Her brother died by suicide.")),
    ("IW-32", "error", told("She suffers from anxiety."), told("She lives with anxiety.")),
    ("IW-32", "error", told("The substance abuse office is shut."),
     told("The Substance Abuse and Mental Health Services Administration is shut.")),
    ("IW-32", "warning", told("She had a relapse in May."), told("She had a cold in May.")),
    ("IW-32", "info", told("She took a class on relapse prevention."), told("She took a class on cooking.")),
    ("IW-32", "warning", told("A client and a patient wait."), told("A client and a nurse wait.")),
    ("IW-34", "warning", told("Her aunt calls it a piece of cake."), told("Her aunt bakes a cake.")),
    ("IW-35", "warning", told("She keeps a loaded gun."), told("She keeps a loaded cart.")),
    ("IW-36", "error", replace(GOOD, stem=" "), GOOD),
    ("IW-36", "error", told("They will recieve it."), told("They will receive it.")),
    ("IW-36", "error", told("She is  tired."), told("She is tired.")),
    ("IW-36", "error", told("She is is tired."), told("She says that that is hard.")),
    ("IW-36", "error", told("She is tired , too."), told("She is tired, too.")),
    ("IW-36", "error", told("She is &amp;nbsp; tired."), told("She &amp; he are tired.")),
]
ONLY_FOR_MANY = {"IW-06", "IW-29", "IW-33"}
