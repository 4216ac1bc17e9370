"""What the read API is asked and what it answers, in the words of its description."""

import re

from marshmallow import Schema, ValidationError, fields

from exam.rules.export_columns import COLUMNS, OF_THE_EXPORT

NUMBERS = {"blueprint_version", "training_hours", "sitting_no", "raw_score", "raw_max", "cut_raw", "scaled_score",
           "scaled_cut", "scoring_version", "incident_count"}
RECORD = (*(name for name in COLUMNS if name not in OF_THE_EXPORT), "record_sha256")


class Whole(fields.Integer):
    """A whole number in digits and nothing else: no sign, no blank, no point, no exponent."""

    def __init__(self, least: int, most: int, *, words: str, **facts):
        super().__init__(metadata={"minimum": least, "maximum": most, "description": words}, **facts)
        self.least, self.most = least, most

    def _deserialize(self, value, attr, data, **named):
        if not (isinstance(value, str) and re.fullmatch("0|[1-9][0-9]{0,15}", value)
                and self.least <= int(value) <= self.most):
            raise ValidationError(f"This must be a whole number from {self.least} to {self.most}.")
        return int(value)


class Word(fields.String):
    """A name of ours, spelled with few signs."""

    def __init__(self, signs: str, most: int, *, words: str, **facts):
        super().__init__(metadata={"pattern": f"^[{signs}]{{1,{most}}}$", "description": words}, **facts)
        self.shape = re.compile(f"[{signs}]{{1,{most}}}")

    def _deserialize(self, value, attr, data, **named):
        if not (isinstance(value, str) and self.shape.fullmatch(value)):
            raise ValidationError("This is not spelled like a name of ours.")
        return value


class Nothing(Schema):
    """No argument at all."""


class AfterNumber(Schema):
    """Where to go on: after the release with this number."""

    after = Whole(0, 2**53, load_default=0, words="The number of a release: `next_after` of the answer before.")


class AfterRelease(AfterNumber):
    """The same for one page, of one program or of all."""

    limit = Whole(1, 500, load_default=100, words="How many at most.")
    program = Word("a-z0-9-", 60, load_default="", words="The id of one program; all of them when left out.")


class AfterCode(Schema):
    """Where to go on: after the one with this code."""

    after = Word("A-Za-z0-9._-", 60, load_default="", words="A code: `next_after` of the answer before.")
    limit = Whole(1, 200, load_default=100, words="How many at most.")


def _field(name: str) -> fields.Field:
    kind = fields.Integer if name in NUMBERS else fields.Boolean if name == "program_is_sample" else fields.String
    return kind(required=True)


Record = Schema.from_dict({name: _field(name) for name in RECORD}, name="Result")
Void = Schema.from_dict({name: fields.String(required=True) for name in ("sitting_id", "release_id", "voided_at")},
                        name="VoidResult")


class Results(Schema):
    """Released results, in the order of their releases."""

    results = fields.List(fields.Nested(Record), required=True)
    next_after = fields.Integer(required=True, metadata={"description": "Give it as `after` to go on from here."})
    more = fields.Boolean(required=True, metadata={"description": "Whether there are more already."})


class VoidResults(Schema):
    """Results that were released and whose sitting became void: they do not count any more."""

    void = fields.List(fields.Nested(Void), required=True)


class Form(Schema):
    """One published exam form."""

    code = fields.String(required=True)
    program_id = fields.String(required=True)
    program_version = fields.String(required=True)
    purpose = fields.String(required=True)
    language = fields.String(required=True)
    state = fields.String(required=True)
    digest = fields.String(required=True)
    scored_items = fields.Integer(required=True)
    pretest_items = fields.Integer(required=True)
    cut_raw = fields.Integer(required=True, allow_none=True)


class Forms(Schema):
    """Exam forms by code."""

    exam_forms = fields.List(fields.Nested(Form), required=True)
    next_after = fields.String(required=True)
    more = fields.Boolean(required=True)


class OptionText(Schema):
    """One option of a question."""

    id = fields.String(required=True)
    text = fields.String(required=True)


class Question(Schema):
    """One approved question; its keys only for tokens that have the scope items:keys."""

    def get_attribute(self, obj, attr, default):
        """Only what stands in the dictionary: it has methods of its own, and one is named `keys`."""
        return obj.get(attr, default)

    code = fields.String(required=True)
    revision = fields.Integer(required=True)
    digest = fields.String(required=True)
    use = fields.String(required=True)
    competency = fields.String(required=True)
    level = fields.String(required=True)
    language = fields.String(required=True)
    kind = fields.String(required=True)
    stimulus = fields.String(required=True)
    stem = fields.String(required=True)
    options = fields.List(fields.Nested(OptionText), required=True)
    keys = fields.List(fields.String())


class Questions(Schema):
    """Approved questions by code."""

    items = fields.List(fields.Nested(Question), required=True)
    next_after = fields.String(required=True)
    more = fields.Boolean(required=True)


class Problem(Schema):
    """What is wrong, as RFC 9457 writes it."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    instance = fields.String()
