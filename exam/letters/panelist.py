"""Letters to the members of a standard-setting panel: invited, reminded, thanked. No subject says what it is about."""

from datetime import date, datetime, timedelta

from exam.letters.outbox import make_link, write
from exam.models import Letter, Link, Panelist

DAYS = 90


def invitation(panelist: Panelist, *, now: datetime) -> Letter:
    """Asks the person to say yes or no; the same link leads to the questions afterwards."""
    link = make_link("panel", now=now, hours=24 * DAYS, panelist_id=panelist.id)
    return _to(panelist, "invitation", now=now, link=link)


def reminder(panelist: Panelist, link: Link, *, now: datetime, last_day: date | None) -> Letter:
    """The same link once more: an earlier letter does not die because we reminded. No last day once it has passed.

    A panel may work for longer than a link lives, so from here on it lives as long as after an invitation.
    """
    link.expires_at = max(link.expires_at, now + timedelta(days=DAYS))
    return _to(panelist, "reminder", now=now, link=link, last_day=last_day)


def admitted(panelist: Panelist, link: Link, *, now: datetime) -> Letter:
    """The board has looked at what was named, and the person takes part."""
    return _to(panelist, "admitted", now=now, link=link)


def thanks(panelist: Panelist, *, now: datetime) -> Letter:
    """The panel is done, and the link opens nothing any more."""
    return _to(panelist, "thanks", now=now)


def _to(panelist: Panelist, kind: str, *, now: datetime, link: Link | None = None, **words) -> Letter:
    credential = panelist.study.exam_form.program_version.program.credential.title
    return write(f"panelist/{kind}", panelist.email, now=now, link=link, panelist=panelist, credential=credential,
                 **words)
