"""An item of QTI 2 or 3 as a plain document: one choice interaction, its key, its texts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from question_bank.interchange.qti.answers import check_choices
from question_bank.interchange.qti.feedback import Reasons, is_shown, titled, together
from question_bank.interchange.qti.keys import key_in
from question_bank.interchange.qti.processing import Processing
from question_bank.interchange.qti.refusals import ItemRefused
from question_bank.interchange.qti.texts import Texts, cut, note_styles

FEEDBACK = ("feedbackInline", "feedbackBlock", "modalFeedback")
TEMPLATES = ("templateDeclaration", "templateProcessing", "templateBlock", "templateInline", "printedVariable")
PASSAGE = ("passage", "sharedstimulus", "stimulus", "ext:passage")
PAGES = ("text/html", "application/xhtml+xml")
UNUSED = {"apipAccessibility", "catalogInfo", "companionMaterialsInfo"}
TRUE_FALSE = ({"true", "false"}, {"verdadero", "falso"})
Passages = Callable[[str], tuple[str, str]]  # the address of a shared text; its name and its words


@dataclass
class ChoiceItem:
    """One item that is being read. `passage` fetches a shared text of the package."""

    item: etree._Element
    texts: Texts
    passage: Passages

    def document(self) -> dict:
        """The fields of the item. Raises ItemRefused with the first reason why it cannot be used."""
        interaction = self._interaction()
        choices = interaction.findall("simpleChoice")
        names = [(choice.get("identifier") or "").strip() for choice in choices]
        check_choices(names)
        processing = Processing(self.item)
        response = interaction.get("responseIdentifier") or ""
        key = key_in(processing, response, names, _whole(interaction.get("maxChoices")), self.texts.notices)
        reasons = self._reasons(processing, response, names)
        options = [{"id": name, "text": self.texts.of_element(choice), "rationale": reasons.of(name)}
                   for name, choice in zip(names, choices, strict=True)]
        fields = {**key.fields, "options": options, "rationale": together(reasons.general),
                  "fixed_order": self._is_fixed(interaction, choices), **self._shared(),
                  "stem": self._stem(interaction, choices)}
        return fields | kind_by_words(fields)

    def _is_fixed(self, interaction: etree._Element, choices: list[etree._Element]) -> bool:
        """Whether the options keep their order: all of them do where one of them has to."""
        if interaction.get("shuffle", "false").lower() != "true":
            return True
        fixed = sum(choice.get("fixed", "").lower() == "true" for choice in choices)
        if 0 < fixed < len(choices):
            self.texts.notices.note("order-fixed", "The file keeps some of the options at their places and moves the "
                                    "others. Here all of them keep their order.")
        return fixed > 0

    def _interaction(self) -> etree._Element:
        """The one choice interaction."""
        if self.item.get("adaptive", "").lower() == "true":
            raise ItemRefused("adaptive", "The question changes while it is answered. Make it a plain choice.")
        if any(True for _ in self.item.iter(*TEMPLATES)):
            raise ItemRefused("templated", "The question is made anew from a template each time. Write it out.")
        body = self.item.find("itemBody")
        found = [] if body is None else [part for part in body.iter(etree.Element) if part.tag.endswith("Interaction")]
        if len(found) > 1:
            raise ItemRefused("composite", f"{len(found)} interactions stand in one question. Split it.")
        if not found or found[0].tag != "choiceInteraction":
            name = found[0].tag if found else "none"
            raise ItemRefused(f"other-interaction:{name[:40]}", "Only questions with options to choose from can be used"
                              f", and this one has {name[:40] if found else 'no interaction'}.")
        return found[0]

    def _reasons(self, processing: Processing, response: str, names: list[str]) -> Reasons:
        """Every feedback, taken out of the texts around it."""
        reasons = Reasons(names)
        parts = list(self.item.iter(*FEEDBACK))
        outcomes = {name: dict(processing.run(response, [name])) for name in names} if parts else {}
        for part in parts:
            outcome, identifier = part.get("outcomeIdentifier"), part.get("identifier")
            shown = frozenset(name for name in names if is_shown(outcomes[name], outcome, identifier))
            around = next((one.get("identifier") for one in part.iterancestors("simpleChoice")), "")
            cut(part)
            text = titled(part.get("title"), self.texts.of_element(part))
            reasons.add(text, shown, (around or identifier or "").strip())
        note_styles(self.item, self.texts.notices)
        for part in self.item:
            if part.tag in UNUSED:
                self.texts.notices.note("accessibility-dropped", f"The part {part.tag} was left out. "
                                        "Plan accommodations here.", "info")
        return reasons

    def _shared(self) -> dict:
        """The text that the item shares with others, taken out of its body."""
        found = [*self._linked_texts(), *self._texts_in_body()]
        words = together([text for _, text in found if text])
        return {"scenario": next((name for name, _ in found if name), ""), "stimulus": words} if words else {}

    def _linked_texts(self) -> Iterator[tuple[str, str]]:
        """Texts that stand in files of their own."""
        for part in list(self.item.iter("assessmentStimulusRef", "include", "object")):
            if part.tag != "object" or (part.get("type") or "").lower() in PAGES:
                yield self.passage(part.get("href") or part.get("data") or "")
                cut(part)

    def _texts_in_body(self) -> Iterator[tuple[str, str]]:
        """Passages that stand in the question itself; notes for scorers are left out."""
        for part in list(self.item.iter("rubricBlock", "stimulus", "div")):
            if part.tag == "rubricBlock" and "candidate" not in (part.get("view") or "candidate").split():
                self.texts.notices.note("text-dropped", "A note that is not for candidates was left out.", "info")
                cut(part)
            elif _is_passage(part):
                cut(part)
                yield part.get("label") or part.get("data-stimulus-idref") or "", self.texts.of_element(part)

    def _stem(self, interaction: etree._Element, choices: list[etree._Element]) -> str:
        for choice in choices:
            cut(choice)
        interaction.tag = "div"
        prompt = interaction.find("prompt")
        if prompt is not None:
            prompt.tag = "div"
        return self.texts.of_element(self.item.find("itemBody"))


def kind_by_words(fields: dict) -> dict:
    """A question whose two options say true and false is of that kind."""
    words = {option["text"].strip(" .").casefold() for option in fields["options"]}
    return {"kind": "true_false"} if fields["kind"] == "single" and words in TRUE_FALSE else {}


def _is_passage(part: etree._Element) -> bool:
    if part.tag == "stimulus":
        return True
    kinds = {*(part.get("class") or "").split()}
    if part.tag == "div":  # where a converter has put a text into the question that stood in a file of its own
        return "qti-shared-stimulus" in kinds
    return (part.get("use") or "").casefold() in PASSAGE or not kinds.isdisjoint(PASSAGE)


def _whole(text: str | None) -> int | None:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 9 else None
