"""Acting on a form: what was typed is checked, and what a rule refuses becomes a sentence of the form."""

from collections.abc import Callable

from exam.errors import Refused
from exam.forms.base import Form


def tried(form: Form, act: Callable[[], object]) -> bool:
    """Check the form, then act; a refusal becomes a sentence of the form."""
    if not form.validate():
        return False
    try:
        act()
    except Refused as refused:
        form.form_errors.extend(refused.sentences)
        return False
    return True
