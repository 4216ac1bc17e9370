"""An item between its frozen content and the fields of a form: nothing typed is lost on the way."""

import html
from collections.abc import Iterator, Mapping
from dataclasses import replace

from exam.forms.board.item_kinds import LETTERS, fields_of, rows_for, true_and_false
from exam.forms.board.items import ItemFields
from exam.forms.conditions import listed
from exam.rules.merging import Value
from question_bank.cells import joined, parted
from question_bank.item_shape import item_from
from question_bank.items import ItemContent, document_of
from question_bank.lint import Known

PLAIN = ("competency", "level", "title", "scenario", "stimulus", "stem", "rationale", "language", "author", "tool")
# Fields that stand around the text of an item: they belong to the act of writing.
AROUND = ("csrf_token", "code", "use", "note", "key_reason", "picture", "picture_words", "picture_place", "seen")
BESIDE = "reason_"  # the name of a field beside a warning begins so, and ends with the rule


class ItemText(ItemFields):
    """The whole item of one kind. `rows` options are shown; those that stay empty are left out."""

    kind = "single"
    rows = 0

    def letters(self) -> str:
        """The letters of the options that are shown."""
        return LETTERS[:self.rows]

    def show(self, content: ItemContent, number: int) -> None:
        """Fill the fields with a revision."""
        self.seen.data = number
        self.take(self.values_of(content))

    def take(self, values: Mapping[str, Value]) -> None:
        """Put these values into the fields."""
        for name, value in values.items():
            self[name].data = value

    @property
    def values(self) -> dict[str, Value]:
        """What the fields say now, for everything that belongs to the text of the item."""
        return {name: field.data for name, field in self._fields.items() if name not in AROUND}

    def values_of(self, content: ItemContent) -> dict[str, Value]:
        """What the fields of this form would say of a revision."""
        values: dict[str, Value] = {name: getattr(content, name) for name in (*PLAIN, "fixed_order") if name in self}
        values |= {"tags": list(content.tags), "enemies": joined(content.enemies, ";"),
                   "references": "\n".join(joined((one.source, one.section, one.checked), "|")
                                           for one in content.references),
                   "accepted": "\n".join(joined(pair, "|") for pair in content.accepted.items())}
        for letter, option in zip(self.letters(), content.options, strict=False):
            if self.kind != "true_false":
                values[f"option_{letter}"] = option.text
            values[f"rationale_{letter}"] = option.rationale
        return values | self._right_values([letter for letter, option in zip(LETTERS, content.options, strict=False)
                                            if option.id in content.right_options], content.scoring)

    def take_reasons(self, given: Mapping[str, str]) -> None:
        """Put the reasons that were typed beside the warnings among the others; a newer one takes the older's place."""
        reasons = dict(self._reasons())
        typed = {name.removeprefix(BESIDE): " ".join(reason.split()) for name, reason in given.items()
                 if name.startswith(BESIDE) and reason.strip()}
        if typed:
            self.accepted.data = "\n".join(joined(pair, "|") for pair in (reasons | typed).items())

    def content_over(self, before: ItemContent | None) -> ItemContent | None:
        """The item that the fields say, with what the form does not show kept from the revision before.

        None when something is wrong; the sentences then stand at their fields.
        """
        ids, texts = _ids(self.letters(), before), self._texts(before)
        filled = [letter for letter in self.letters() if texts[letter]]
        document = {**(document_of(before) if before else {}), **self._facts(), **self._right(ids, filled),
                    "options": [{"id": ids[letter], "text": texts[letter],
                                 "rationale": self[f"rationale_{letter}"].data or ""} for letter in filled]}
        content, problems = item_from(document, str)
        for problem in problems:
            self._put(problem.place, problem.message)
        return content if content is None or before is None else replace(content, code=before.code, use=before.use)

    def places_for_pictures(self) -> list[str]:
        """The names of the fields whose text may show a picture."""
        return ["stem", "stimulus", *(name for name in self._fields if name.startswith(("option_", "rationale")))]

    def put_picture(self, digest: str) -> str:
        """Put a picture of the bank at the end of the text that was chosen; the answer is the place in words."""
        shown = f'<img src="asset:{digest}" alt="{html.escape(self.picture_words.data or "")}">'
        chosen = self.picture_place.data
        field = self[chosen if chosen in self.places_for_pictures() else "stem"]
        field.data = f"{field.data or ''} {shown}".strip()
        self.picture_words.data = ""
        return field.label.text

    def _right_values(self, letters: list[str], scoring: str) -> dict[str, Value]:
        if self.kind == "multiple":
            return {"keys": letters, "scoring": scoring}
        return {"key": letters[0]} if letters and letters[0] in self.letters() else {}

    def _texts(self, before: ItemContent | None) -> dict[str, str]:
        """The text of each option by its letter; true and false are not typed."""
        if self.kind != "true_false":
            return {letter: self[f"option_{letter}"].data or "" for letter in self.letters()}
        kept = before is not None and before.kind == "true_false" and before.language == self.language.data
        words = [option.text for option in before.options] if kept else true_and_false(self.language.data or "")
        return dict(zip(self.letters(), words, strict=True))

    def _right(self, ids: dict[str, str], filled: list[str]) -> dict:
        if self.kind == "multiple":
            return {"kind": self.kind, "key": "", "scoring": self.scoring.data or "",
                    "keys": [ids[letter] for letter in self.keys.data or () if letter in filled]}
        return {"kind": self.kind, "keys": [], "scoring": "all_or_nothing",
                "key": ids[self.key.data] if self.key.data in filled else ""}

    def _facts(self) -> dict:
        facts = {name: self[name].data or "" for name in ("code", "use", *PLAIN) if name in self}
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
        first = self["rationale_a"] if self.kind == "true_false" else self["option_a"]
        target = self[name] if name in self._fields else first
        target.errors = [*target.errors, sentence]


def item_text_form(kind: str = "single", rows: int = 0) -> type[ItemText]:
    """The class of the form for this kind and so many options."""
    rows = rows_for(kind, rows)
    return type("Written", (ItemText,), {"kind": kind, "rows": rows, **fields_of(kind, rows),
                                         "__doc__": "One question."})


def form_for(known: Known, before: ItemContent | None, kind: str = "", rows: int = 0, *,
             used: bool = False) -> ItemText:
    """The form for a new item, or for one that is there, whose code and use do not change here.

    `used` says that candidates may have answered it: then the form asks why another answer counts as right.
    """
    kind = kind or (before.kind if before else "single")
    form = item_text_form(kind, max(rows, len(before.options) if before else 0))()
    if before is not None:
        del form.code, form.use
    if not used:
        del form.key_reason
    _offer(form, known, before)
    return form


def _offer(form: ItemText, known: Known, before: ItemContent | None) -> None:
    """Put the names that may be chosen into the form; a name that the item has already stays possible."""
    held = (before.competency, before.level) if before else ("", "")
    for field, names, own in ((form.competency, known.competencies, held[0]), (form.level, known.levels, held[1])):
        field.choices = listed({name: name for name in sorted({*names, own} - {""})}, "Choose")
    form.tags.choices = listed({tag: tag for tag in sorted({*known.tags, *(before.tags if before else ())})})
    form.picture_place.choices = listed({name: form[name].label.text for name in form.places_for_pictures()})


def _ids(letters: str, before: ItemContent | None) -> dict[str, str]:
    """Options keep their ids by place; new ones get a letter that no other has."""
    held = [option.id for option in before.options] if before else []
    free = (letter for letter in LETTERS if letter not in held)
    return {letter: held[place] if place < len(held) else next(free) for place, letter in enumerate(letters)}
