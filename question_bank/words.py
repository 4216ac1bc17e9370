"""How much there is to read in an item."""

from question_bank.items import ItemContent


def words_in(item: ItemContent) -> int:
    """How many words a candidate reads in an item: the question and every option."""
    return sum(len(text.split()) for text in (item.stem, *(option.text for option in item.options)))
