"""How the bank is doing: what each cell holds against its target, what is overdue, and which habits give keys away."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from exam.database import db
from exam.models import Item, ItemCard, ProgramVersion
from exam.queries.item_lists import FLAGS, condition_of
from exam.queries.programs import program_versions
from question_bank.charts import Chart, Mark, bars
from question_bank.workflow import STATES

LETTERS = "ABCDEFGHIJ"


@dataclass(frozen=True)
class Cell:
    """One competency and level: approved items that may count, by the target, and what else is on its way."""

    level: str
    approved: int
    under_way: int
    target: int | None

    @property
    def short(self) -> int:
        """How many are missing."""
        return max(0, (self.target or 0) - self.approved)


@dataclass(frozen=True)
class Coverage:
    """The cells of one program by competency."""

    version: ProgramVersion
    levels: tuple[str, ...]
    rows: list[tuple[str, list[Cell]]]

    @property
    def short(self) -> int:
        """How many items are missing in all."""
        return sum(cell.short for _, cells in self.rows for cell in cells)

    @property
    def chart(self) -> Chart:
        """How full each competency is, in percent of its target; the lighter bars are not full."""
        totals = [(name, sum(cell.target or 0 for cell in cells), sum(cell.short for cell in cells))
                  for name, cells in self.rows]
        shares = [100 * (wanted - short) / wanted if wanted else 100 for _, wanted, short in totals]
        open_places = [place for place, share in enumerate(shares) if share < 100]
        words = (f"{len(open_places)} of {len(totals)} competencies are not full." if open_places
                 else "Every competency is full.")
        return bars("How full each competency is", [name for name, _, _ in totals], shares, words=words,
                    x_name="Competency", y_name="Percent of the target", other=open_places)


def coverages() -> list[Coverage]:
    """For the newest version of each program that says what its bank is to hold."""
    newest = {row.program_id: row for row in program_versions() if row.blueprint_document.get("bank_target")}
    held = _held()
    return [_coverage(version, held) for version in newest.values()]


def _held() -> Counter:
    asked = (select(ItemCard.competency, ItemCard.level, Item.state, func.count().label("number"))
             .select_from(ItemCard).join(Item)
             .where(Item.use == "operational", ItemCard.translation_of == "", Item.state != "retired")
             .group_by(ItemCard.competency, ItemCard.level, Item.state))
    return Counter({(row.competency, row.level, row.state): row.number for row in db.session.execute(asked)})


def _coverage(version: ProgramVersion, held: Counter) -> Coverage:
    blueprint = version.blueprint_document
    levels = tuple(blueprint.get("levels", ()))
    rows = []
    for competency, targets in sorted(blueprint["bank_target"].items()):
        cells = [Cell(level, held[competency, level, "approved"],
                      held[competency, level, "draft"] + held[competency, level, "in_review"], target)
                 for level, target in zip(levels, targets, strict=True)]
        rows.append((competency, cells))
    return Coverage(version, levels, rows)


def states_and_uses() -> list[tuple[str, Counter]]:
    """How many items of each state have each use."""
    found: dict[str, Counter] = {state: Counter() for state in STATES}
    asked = select(Item.state, Item.use, func.count()).group_by(Item.state, Item.use)
    for state, use, number in db.session.execute(asked):
        found[state][use] = number
    return list(found.items())


def flag_counts(today: date) -> list[tuple[str, str, int]]:
    """Each flag, its words, and how many items carry it."""
    return [(flag, words, db.session.scalar(select(func.count()).select_from(ItemCard).join(Item)
                                            .where(condition_of(flag, today))) or 0) for flag, words in FLAGS.items()]


@dataclass(frozen=True)
class KeyHabits:
    """Where keys stand as written, and how many are the longest option, over approved items of one right option."""

    places: list[int]
    longest: int
    count: int
    most_longest: float

    @property
    def share(self) -> float:
        """The share of keys that are the longest option."""
        return self.longest / self.count if self.count else 0.0

    @property
    def chart(self) -> Chart:
        """How often the key stands at each place."""
        fair = sum(self.places) / max(len(self.places), 1)
        return bars("Where the key stands", list(LETTERS[:len(self.places)]), self.places,
                    words=f"Evenly spread, each place would hold {fair:.0f}.", x_name="Option as written",
                    y_name="Items")


def key_habits(most_longest: float) -> KeyHabits:
    """Counted over the cards; options are drawn anew for each candidate, so this is a habit of writers."""
    kept = (Item.state == "approved", Item.use.in_(("operational", "pretest")), ItemCard.kind == "single",
            ItemCard.translation_of == "")
    by_place = select(ItemCard.key_place, func.count()).join(Item).where(*kept).group_by(ItemCard.key_place)
    places = {place: number for place, number in db.session.execute(by_place) if place is not None}
    longest = db.session.scalar(select(func.count()).select_from(ItemCard).join(Item).where(
        *kept, ItemCard.key_is_longest)) or 0
    filled = [places.get(place, 0) for place in range(max(places, default=-1) + 1)]
    return KeyHabits(filled, longest, sum(filled), most_longest)


def people_chart(people: dict[str, dict[str, int]]) -> Chart:
    """In how many items somebody with a name of each group, a pronoun, or an age of each band appears."""
    rows = [(words, people[part].get(key, 0)) for part, key, words in (
        ("groups", "women", "Women"), ("groups", "men", "Men"), ("groups", "either", "Either"),
        ("pronouns", "she", "she"), ("pronouns", "he", "he"),
        ("ages", "under 30", "<30"), ("ages", "30 to 49", "30-49"), ("ages", "50 and over", "50+"))]
    return bars("Who the items are about", [words for words, _ in rows], [number for _, number in rows],
                words="Names of women, of men and of either, pronouns, and ages.", x_name="Names, pronouns, ages",
                y_name="Items", marks=(Mark(2.5, ""), Mark(4.5, "")))
