"""What a format with texts, feedback and tags keeps of an item: the rest is as in a new item."""

from dataclasses import replace

from question_bank.interchange.foreign_markup import spelled
from question_bank.interchange.labels import told_by
from question_bank.items import ItemContent, Option


def held_in_tags(item: ItemContent) -> ItemContent:
    """The item with lettered options, one spelling for its texts, and nothing that its tags cannot tell."""
    letters = dict(zip([option.id for option in item.options], "abcdefghij", strict=False))
    told = told_by(" ".join(tag.split()) for tag in item.tags)
    stem = f"{item.stimulus}<p>{item.stem}</p>" if item.scenario else item.stem
    return replace(
        item, options=tuple(Option(letters[one.id], spelled(one.text), spelled(one.rationale)) for one in item.options),
        key=letters.get(item.key, ""), keys=tuple(letters[one.id] for one in item.options if one.id in item.keys),
        stem=spelled(stem),
        rationale=spelled(item.rationale), title=" ".join(item.title.split()), tags=tuple(told["tags"]),
        enemies=tuple(" ".join(code.split()) for code in item.enemies), competency=" ".join(item.competency.split()),
        level=" ".join(item.level.split()), references=(), reviews=(), accepted={}, author="", tool="", scenario="",
        stimulus="", translation_of_digest="")
