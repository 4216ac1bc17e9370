"""What the account pages accept: addresses, passwords, one-time codes."""

from email_validator import EmailNotValidError, validate_email
from wtforms import PasswordField
from wtforms.validators import InputRequired, Length, ValidationError

from exam.forms.base import Form, line
from exam.rules.passwords import LONGEST


def real_address(_form, field) -> None:
    """The shape of a mail address, checked without asking any server."""
    try:
        validate_email(field.data or "", check_deliverability=False)
    except EmailNotValidError:
        raise ValidationError("This does not look like an email address. Please check it.") from None


def email_line(label: str = "Email address", **facts):
    """A field for one mail address."""
    attributes = {"type": "email", "autocomplete": "email", "inputmode": "email", "autocapitalize": "none"}
    return line(label, most=254, missing="Please type the email address.", rules=(real_address,),
                render_kw={**attributes, **facts})


def password_line(label: str, autocomplete: str, missing: str = "Please type a password.") -> PasswordField:
    """A field for a password: pasting and password managers work, and nothing is stripped from it."""
    return PasswordField(label, validators=[InputRequired(missing), Length(
        max=LONGEST, message=f"Please use at most {LONGEST} characters.")], render_kw={"autocomplete": autocomplete})


class SignIn(Form):
    """Address and password."""

    email = email_line(autocomplete="username")
    password = password_line("Password", "current-password", "Please type your password.")


class NewPassword(Form):
    """A new password, once: it can be shown instead of typed twice."""

    password = password_line("New password", "new-password")


class ChangePassword(Form):
    """The old password and the new one."""

    old = password_line("Your password until now", "current-password", "Please type your password until now.")
    password = password_line("New password", "new-password")


class ForgottenPassword(Form):
    """The address that the letter goes to."""

    email = email_line()


class OneTimeCode(Form):
    """Six digits from the app on one's phone."""

    code = line("Six-digit code", most=12, missing="Please type the six digits that your app shows.",
                render_kw={"autocomplete": "one-time-code", "inputmode": "numeric"})
