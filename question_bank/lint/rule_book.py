"""The 36 rules of item writing: what each asks, on whose advice, how grave a breach is, and who can see it."""

from dataclasses import dataclass

BASES = {
    "H": "Haladyna, Downing and Rodriguez (2002), guidelines for multiple-choice items",
    "N": "NBME Item-Writing Guide (2020), flaws of items",
    "R": "Rodriguez (2005), three options are enough",
    "E": "ETS guidelines for fairness (2015, 2022)",
    "W": "NIDA, Words Matter, and related guides to respectful language",
    "C": "CLEAR, note on readability (Werner 1992)",
    "own": "our own rule",
}


@dataclass(frozen=True)
class Rule:
    """One rule. `values` are the keys of the table `[lint]` that it goes by; `question` is what a reviewer asks."""

    id: str
    sentence: str
    bases: tuple[str, ...]
    severities: tuple[str, ...]
    seen_by: str = "machine"
    values: tuple[str, ...] = ()
    question: str = ""

    @property
    def advice(self) -> str:
        """Whose advice the rule is."""
        return "; ".join(BASES[basis] for basis in self.bases)

    @property
    def lintable(self) -> bool:
        """Whether a machine can see a breach, in whole or in part."""
        return self.seen_by != "reviewer"


def _rule(number: int, sentence: str, bases: str, severities: str, *values: str, part: str = "", reviewer: str = ""):
    seen_by = "reviewer" if reviewer else "part" if part else "machine"
    return Rule(f"IW-{number:02d}", sentence, tuple(bases.split()), tuple(severities.split()), seen_by, values,
                reviewer or part)


RULE_BOOK = (
    _rule(1, "One item asks one important point and belongs to one competency that exists.", "H", "error"),
    _rule(2, "The cognitive level is declared, and an item above recall describes a situation.", "H", "error warning",
          "scenario_stem_min_words", part="Does the item ask for the level that it declares?"),
    _rule(3, "A published source backs the key, and every option says why it is right or wrong.", "H N", "error"),
    _rule(4, "There is one and only one best answer.", "H N", "error"),
    _rule(5, "An item asks no trivia and no opinion, and sets no trap.", "H", "",
          reviewer="Is this worth knowing in the job, and is the answer more than an opinion or a trap?"),
    _rule(6, "Situations are new and not copied from a training or from another item.", "H", "warning",
          "copied_run_words", part="Is the situation new, and are the words our own?"),
    _rule(7, "Items are independent: none gives another away.", "H N", "error warning", "similarity_max",
          "similar_words_min", part="Does any item on the form help to answer this one?"),
    _rule(8, "Law or numbers of one place carry the tag of that place.", "own", "error"),
    _rule(9, "The words fit the people who read them, and there is little to read.", "H C E", "warning error info",
          "grade_warn", "grade_error", "form_grade_mean_target"),
    _rule(10, "Sentences are short.", "C E", "warning", "sentence_mean_words", "sentence_max_words"),
    _rule(11, "The stem and the options are short.", "H", "warning error", "stem_warn_words", "stem_error_words",
          "option_warn_words"),
    _rule(12, "The stem is a whole question or a clear completion that can be answered without the options.", "H N",
          "warning", part="Can the stem be answered with the options covered?"),
    _rule(13, "The main idea stands in the stem, and options are short.", "H", "info", "option_words_over_stem"),
    _rule(14, "The stem holds nothing that the question does not need.", "H N", "",
          reviewer="Is every sentence of the stem needed to answer?"),
    _rule(15, "The wording is positive; NOT or EXCEPT stand only where they must, and then in emphasis.", "H N",
          "error warning", "negative_stems_max"),
    _rule(16, "No negative option answers a negative stem.", "H N", "error"),
    _rule(17, "No option says all of the above.", "H N", "error"),
    _rule(18, "No option says none of the above.", "H N", "error"),
    _rule(19, "No option combines other options.", "H N", "error"),
    _rule(20, "No absolute word gives an option away.", "N", "warning"),
    _rule(21, "The key does not hide behind a vague word for how often.", "N", "warning"),
    _rule(22, "The key is not the longest option.", "H N", "warning error", "key_length_ratio",
          "key_length_extra_chars", "key_longest_share_max"),
    _rule(23, "No word stands in the stem and in the key alone.", "N", "warning", "shared_word_min_letters"),
    _rule(24, "The key is not the option that has something of every other.", "N", "info",
          part="Could someone pick the key because the others resemble it?"),
    _rule(25, "The grammar of the stem fits every option.", "N H", "warning",
          part="Does each option read on from the stem?"),
    _rule(26, "The options are alike in content and form.", "H N", "info",
          part="Are the options of one kind, so that none stands out?"),
    _rule(27, "Options neither overlap nor include each other.", "H N", "error warning"),
    _rule(28, "Options stand in the order of their numbers or dates.", "H N", "warning"),
    _rule(29, "The key stands at each position about equally often.", "H", "error warning", "key_position_tolerance",
          "key_run_max"),
    _rule(30, "Distractors are plausible, and there are few of them.", "H R", "error info", "options_min",
          "options_max", "distractor_min_share"),
    _rule(31, "No option is a joke or gives itself away.", "H", "",
          reviewer="Would someone who does not know the answer take each distractor seriously?"),
    _rule(32, "Language puts the person first and respects recovery.", "W", "error warning info", "terms",
          "allowed_phrases"),
    _rule(33, "Nobody is drawn as a type, and names, pronouns and ages are balanced over the bank.", "E", "info",
          "name_uses_max", "pronoun_share_min", part="Is a diagnosis or a habit tied to a group of people?"),
    _rule(34, "Nothing outside the subject has to be known, such as sport, slang or a religion.", "E", "warning",
          part="Could someone from another place or culture stumble over a word?"),
    _rule(35, "Nothing is needlessly distressing.", "E", "warning",
          part="If the detail is painful, is it needed, and could it be milder?"),
    _rule(36, "The text is edited: spelled right, cleanly typed, and there once.", "H N", "error info",
          "correct_words", part="Is the text free of sentences from a source that others own?"),
)
RULES_BY_ID = {rule.id: rule for rule in RULE_BOOK}
