"""An item as pages show it: through the one allow-list of markup, with its key marked for those who may see it."""

from dataclasses import dataclass, replace

from markupsafe import Markup

from exam.queries.shown_items import Reading, ShownItem, as_html, cleaned, shown_item
from question_bank.instructions import KIND_WORDS, SCORING_WORDS
from question_bank.items import ItemContent

BOARD_PICTURES = "/board/items/pictures/"


@dataclass(frozen=True)
class ShownOption:
    """One option with the reason why it is right or wrong."""

    letter: str
    text: Markup
    rationale: Markup
    is_key: bool


@dataclass(frozen=True)
class ShownContent:
    """One revision, ready for a page. `preview` is the question as the exam room shows it."""

    content: ItemContent
    stem: Markup
    options: tuple[ShownOption, ...]
    preview: ShownItem
    rationale: Markup

    @property
    def kind(self) -> str:
        """The kind of the question, in words."""
        return KIND_WORDS[self.content.kind]

    @property
    def scoring(self) -> str:
        """How a multiple response is counted, in words."""
        return SCORING_WORDS[self.content.scoring]


def shown(content: ItemContent) -> ShownContent:
    """The content as HTML that holds only allowed tags, whatever the database holds."""
    options = tuple(ShownOption(letter, _html(option.text), _html(option.rationale),
                                option.id in content.right_options)
                    for letter, option in zip("ABCDEFGHIJ", content.options, strict=False))
    return ShownContent(content, _html(content.stem), options, preview_of(content), _html(content.rationale))


def preview_of(content: ItemContent) -> ShownItem:
    """The question as a candidate sees it, its options in the order written and nothing chosen."""
    text = cleaned(content, BOARD_PICTURES)
    item = shown_item(1, text, [(option.id, option.id) for option in content.options])
    if not content.stimulus:
        return item
    return replace(item, reading=Reading(1, 1, text.stimulus, text.language))


def _html(text: str) -> Markup:
    return as_html(text, BOARD_PICTURES)
