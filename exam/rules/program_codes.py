"""The codes of a program file that this product knows by name: incidents and accommodations."""

from exam.rules.accommodations import ACCOMMODATIONS
from exam.rules.incidents import CODES
from question_bank.programs import Program


def unknown_codes(program: Program) -> list[str]:
    """A sentence for every code that nothing here would carry out."""
    incidents, arranged = program.incidents, program.accommodations
    lists = (("incidents.note", incidents.note, CODES), ("incidents.hold", incidents.hold, CODES),
             ("accommodations.offered", arranged.offered, ACCOMMODATIONS))
    return [f"{key}: {code!r} is not known. Write codes from this list: {', '.join(known)}."
            for key, codes, known in lists for code in codes if code not in known]
