"""What must fit together inside one item: its kind, its options, its key, its set."""

import re
from collections.abc import Callable, Mapping

from question_bank.item_sizes import MOST_OPTIONS
from question_bank.items import KINDS, SCORING_RULES
from question_bank.workflow import USES

Add = Callable[[str, str, str], None]  # field, code, message
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,59}")
RULE = re.compile(r"IW-\d\d")
DIGEST = re.compile(r"[0-9a-f]{64}")


def check_whole(plain: Mapping, add: Add) -> None:
    """Report what does not fit in a document whose fields are all of their types."""
    if not CODE.fullmatch(plain["code"]):
        add("code", "no-code", "Give the item a code of letters, digits, dots and hyphens, at most 60.")
    if not plain["stem"]:
        add("stem", "no-stem", "The question is missing.")
    if plain["use"] not in USES:
        add("use", "unknown-use", f"Use one of {', '.join(USES)}.")
    if plain["translation_of_digest"] and not DIGEST.fullmatch(plain["translation_of_digest"]):
        add("translation_of_digest", "wrong-type", "A digest of 64 hexadecimal digits is expected here.")
    for rule in plain["accepted"]:
        if not RULE.fullmatch(rule):
            add("accepted", "unknown-field", f"{rule[:20]!r} is no rule. Rules are named like IW-09.")
    _check_set(plain, add)
    _check_options(plain["options"], add)
    _check_kind(plain, add)


def _check_set(plain: Mapping, add: Add) -> None:
    if plain["scenario"] and not CODE.fullmatch(plain["scenario"]):
        add("scenario", "no-code", "Give the set a code of letters, digits, dots and hyphens, at most 60.")
    if bool(plain["scenario"]) != bool(plain["stimulus"]):
        field = "stimulus" if plain["scenario"] else "scenario"
        add(field, "no-scenario", "A set of questions has both a code and the text that they share. Give both or none.")


def _check_options(options: list[dict], add: Add) -> None:
    if not 2 <= len(options) <= MOST_OPTIONS:
        code = "fewer-than-two-choices" if len(options) < 2 else "too-many-choices"
        found = "1 option was" if len(options) == 1 else f"{len(options)} options were"
        add("options", code, f"{found} found. Give 2 to {MOST_OPTIONS}.")
    ids = [option["id"] for option in options]
    texts = [" ".join(option["text"].casefold().split()) for option in options]
    for number, option in enumerate(options):
        if not option["id"] or not option["text"]:
            add(f"options {number + 1}.text", "empty-choice", "This option is empty. Fill it in or remove it.")
        elif ids.index(option["id"]) < number or texts.index(texts[number]) < number:
            add(f"options {number + 1}.text", "duplicate-choice", "This option stands there twice. Change one.")


def _check_kind(plain: Mapping, add: Add) -> None:
    kind = plain["kind"]
    if kind not in KINDS:
        add("kind", f"other-interaction:{kind}", f"Questions of this kind cannot be used. Use {', '.join(KINDS)}.")
        return
    if plain["scoring"] not in SCORING_RULES:
        add("scoring", "custom-scoring", f"Use one of {', '.join(SCORING_RULES)}.")
    if kind != "multiple" and plain["scoring"] == "right_minus_wrong":
        add("scoring", "partial-credit", "Only a question with several right options can give part of its points.")
    if kind == "true_false" and len(plain["options"]) > 2:
        add("options", "too-many-choices", "A true or false question has two options.")
    _check_key(plain, kind, [option["id"] for option in plain["options"]], add)


def _check_key(plain: Mapping, kind: str, ids: list[str], add: Add) -> None:
    """One key for most kinds; for a multiple response at least one, each an option, each once."""
    field, unused = ("keys", "key") if kind == "multiple" else ("key", "keys")
    named = plain["keys"] if kind == "multiple" else [plain["key"]] * bool(plain["key"])
    if plain[unused]:
        code = "several-keys" if kind != "multiple" else "wrong-kind"
        add(unused, code, f"A question of this kind names its right options in {field!r} alone.")
    elif not named:
        add(field, "no-key", "Say which option is right.")
    for key in named:
        if key not in ids:
            held = ", ".join(filter(None, ids))
            advice = f"The options are {held}." if held else "There are no options. Add them, and name the right one."
            add(field, "key-not-a-choice", f"The key {key[:20]!r} names no option. {advice}")
    if len(set(named)) < len(named):
        add(field, "duplicate-choice", "One option is named twice as right. Name it once.")
