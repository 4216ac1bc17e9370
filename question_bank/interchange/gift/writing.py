"""Writing GIFT as Moodle reads it: the code and the tags in a comment, texts as HTML, reasons as feedback."""

from collections.abc import Mapping, Sequence

from question_bank.assets import Asset
from question_bank.interchange.gift.blocks import escaped
from question_bank.interchange.labels import labels_of, plainly, stem_with_set, unheld
from question_bank.interchange.weights import percent, weights_for
from question_bank.items import ItemContent, Option
from question_bank.problems import Problem


def write(items: Sequence[ItemContent], assets: Mapping[str, Asset] | None = None) -> bytes:
    """The items as one file, in the given order."""
    return "\n".join(map(_block, items)).encode()


def losses(items: Sequence[ItemContent]) -> list[Problem]:
    """What the format cannot hold of these items, as warnings."""
    return [problem for item in items for problem in unheld(item, pictures=False)]


def _block(item: ItemContent) -> str:
    told = " ".join(f"[tag:{_in_brackets(label)}]" for label in labels_of(item))
    lines = [f"// [id:{_in_brackets(item.code)}] {told}".rstrip(),
             f"::{escaped(item.title or item.code)}::[html]{_words(stem_with_set(item))} {{"]
    lines += [f"\t{_mark(item, option)}{_words(option.text)}{_reason(option)}" for option in item.options]
    if item.rationale:
        lines.append(f"\t####{_words(item.rationale)}")
    return "\n".join([*lines, "}", ""])


def _mark(item: ItemContent, option: Option) -> str:
    if item.kind != "multiple":
        return "=" if option.id == item.key else "~"
    right, wrong = weights_for(len(item.keys), item.scoring)
    return f"~%{percent(right if option.id in item.keys else wrong)}%"


def _reason(option: Option) -> str:
    return f"#{_words(option.rationale)}" if option.rationale else ""


def _words(text: str) -> str:
    return escaped(plainly(text))


def _in_brackets(text: str) -> str:
    return text.replace("\\", "\\\\").replace("]", "\\]").replace("\n", " ")
