"""An item between its frozen content and the fields of a form: nothing typed is lost on the way."""

from collections.abc import Iterator
from dataclasses import replace

from wtforms import RadioField
from wtforms.validators import InputRequired

from exam.forms.base import text
from exam.forms.board.items import ItemFields
from exam.forms.conditions import listed
from question_bank.cells import joined, parted
from question_bank.item_shape import item_from
from question_bank.items import ItemContent, document_of
from question_bank.lint import Known

LETTERS = "abcdefghij"
FEWEST_ROWS = 5


class ItemText(ItemFields):
    """The whole item. `rows` options are shown; those that stay empty are left out."""

    rows = FEWEST_ROWS

    def letters(self) -> str:
        """The letters of the options that are shown."""
        return LETTERS[:self.rows]

    def show(self, content: ItemContent, number: int) -> None:
        """Fill the fields with a revision."""
        for name in ("competency", "level", "stem", "language", "author", "tool", "fixed_order"):
            self[name].data = getattr(content, name)
        self.tags.data, self.seen.data = list(content.tags), number
        self.enemies.data = joined(content.enemies, ";")
        self.references.data = "\n".join(joined((one.source, one.section, one.checked), "|")
                                         for one in content.references)
        self.accepted.data = "\n".join(joined(pair, "|") for pair in content.accepted.items())
        for letter, option in zip(LETTERS, content.options, strict=False):
            self[f"option_{letter}"].data, self[f"rationale_{letter}"].data = option.text, option.rationale
            if option.id == content.key:
                self.key.data = letter

    def content_over(self, before: ItemContent | None) -> ItemContent | None:
        """The item that the fields say, with what the form does not show kept from the revision before.

        None when something is wrong; the sentences then stand at their fields.
        """
        ids = _ids(self.letters(), before)
        filled = [letter for letter in self.letters() if self[f"option_{letter}"].data]
        document = {**(document_of(before) if before else {}), **self._facts(),
                    "key": ids[self.key.data] if self.key.data in filled else "",
                    "options": [{"id": ids[letter], "text": self[f"option_{letter}"].data,
                                 "rationale": self[f"rationale_{letter}"].data or ""} for letter in filled]}
        content, problems = item_from(document, str)
        for problem in problems:
            self._put(problem.place, problem.message)
        return content if content is None or before is None else replace(content, code=before.code, use=before.use)

    def _facts(self) -> dict:
        texts = ("code", "competency", "level", "stem", "language", "use", "author", "tool")
        facts = {name: self[name].data or "" for name in texts if name in self}
        return {**facts, "tags": self.tags.data or [], "enemies": parted(self.enemies.data or "", ";"),
                "fixed_order": bool(self.fixed_order.data), "accepted": dict(self._reasons()),
                "references": [dict(zip(("source", "section", "checked"), parted(row, "|"), strict=False))
                               for row in (self.references.data or "").splitlines() if row.strip()]}

    def _reasons(self) -> Iterator[tuple[str, str]]:
        """The rule and the reason of each line; a line without a reason is kept, so that it is asked for."""
        for row in (self.accepted.data or "").splitlines():
            rule, *reason = parted(row, "|")
            if rule:
                yield rule.upper(), " ".join(reason)

    def _put(self, place: str, sentence: str) -> None:
        name = place.partition(" ")[0]
        target = self[name] if name in self._fields else self.option_a
        target.errors = [*target.errors, sentence]


def item_text_form(rows: int = FEWEST_ROWS) -> type[ItemText]:
    """The class of the form for so many options."""
    class Written(ItemText):
        """One question."""

    Written.rows = max(FEWEST_ROWS, rows)
    letters = LETTERS[:Written.rows]
    for place, letter in enumerate(letters):
        missing = f"Write option {letter.upper()}." if place < 2 else ""
        setattr(Written, f"option_{letter}", text(f"Option {letter.upper()}", most=1500, required=place < 2,
                                                  missing=missing, render_kw={"rows": 2}))
        setattr(Written, f"rationale_{letter}", text(f"Why {letter.upper()} is right or wrong", most=3000,
                                                     required=False, render_kw={"rows": 2}))
    Written.key = RadioField("Which option is right?", choices=listed({letter: letter.upper() for letter in letters}),
                             validators=[InputRequired("Choose the right option.")])
    return Written


def form_for(known: Known, before: ItemContent | None) -> ItemText:
    """The form for a new item, or for one that is there, whose code and use do not change here."""
    form = item_text_form(len(before.options) if before else FEWEST_ROWS)()
    if before is not None:
        del form.code, form.use
    _offer(form, known, before)
    return form


def _offer(form: ItemText, known: Known, before: ItemContent | None) -> None:
    """Put the names that may be chosen into the form; a name that the item has already stays possible."""
    held = (before.competency, before.level) if before else ("", "")
    for field, names, own in ((form.competency, known.competencies, held[0]), (form.level, known.levels, held[1])):
        field.choices = listed({name: name for name in sorted({*names, own} - {""})}, "Choose")
    form.tags.choices = listed({tag: tag for tag in sorted({*known.tags, *(before.tags if before else ())})})


def _ids(letters: str, before: ItemContent | None) -> dict[str, str]:
    """Options keep their ids by place; new ones get a letter that no other has."""
    held = [option.id for option in before.options] if before else []
    free = (letter for letter in LETTERS if letter not in held)
    return {letter: held[place] if place < len(held) else next(free) for place, letter in enumerate(letters)}
