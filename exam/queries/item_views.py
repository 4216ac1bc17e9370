"""An item as pages show it: through the one allow-list of markup, with its key marked for those who may see it."""

from dataclasses import dataclass

from markupsafe import Markup

from question_bank.items import ItemContent
from question_bank.markup import render


@dataclass(frozen=True)
class ShownOption:
    """One option with the reason why it is right or wrong."""

    letter: str
    text: Markup
    rationale: Markup
    is_key: bool


@dataclass(frozen=True)
class ShownContent:
    """One revision, ready for a page."""

    content: ItemContent
    stem: Markup
    options: tuple[ShownOption, ...]


def shown(content: ItemContent) -> ShownContent:
    """The content as HTML that holds only allowed tags, whatever the database holds."""
    options = tuple(ShownOption(letter, Markup(render(option.text)), Markup(render(option.rationale)),
                                option.id == content.key)
                    for letter, option in zip("ABCDEFGHIJ", content.options, strict=False))
    return ShownContent(content, Markup(render(content.stem)), options)
