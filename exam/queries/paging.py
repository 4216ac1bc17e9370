"""One page of a long list."""

from dataclasses import dataclass

from sqlalchemy import Select, func, select

from exam.database import db

PAGE_SIZE = 50


@dataclass(frozen=True)
class Page:
    """The rows of one page, and where it stands among the others."""

    rows: list
    number: int
    count: int
    size: int = PAGE_SIZE

    @property
    def pages(self) -> int:
        """How many pages there are; one for an empty list."""
        return max(1, -(-self.count // self.size))

    @property
    def has_prev(self) -> bool:
        """Whether a page comes before."""
        return self.number > 1

    @property
    def has_next(self) -> bool:
        """Whether a page comes after."""
        return self.number < self.pages


def page_of(asked: Select, number: int, *, size: int = PAGE_SIZE, whole_rows: bool = False) -> Page:
    """The page with this number; one beyond the end gives the last. `asked` says the order."""
    count = db.session.scalar(select(func.count()).select_from(asked.order_by(None).subquery())) or 0
    last = max(1, -(-count // size))
    number = min(max(1, number), last)
    found = db.session.execute(asked.limit(size).offset((number - 1) * size))
    return Page(list(found.all() if whole_rows else found.scalars()), number, count, size)
