"""A finished picture: its SVG, what it shows in words, and the same figures as a table."""

from dataclasses import dataclass
from html import escape
from pathlib import Path

WIDTH, HEIGHT = 400, 260
STYLE = (Path(__file__).resolve().parent / "chart.css").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Mark:
    """A line across the picture at one x with words: the cut score, a threshold."""

    at: float
    words: str


@dataclass(frozen=True)
class Chart:
    """`svg` for a page whose style sheet knows its classes; `head` and `rows` are the table behind it."""

    title: str
    svg: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __html__(self) -> str:
        """The picture for a page: every word in it was escaped when it was drawn."""
        return self.svg


def picture(title: str, words: str, parts: list[str], height: float = HEIGHT) -> str:
    """The parts as one SVG element that a screen reader reads as its title and one sentence."""
    return (f'<svg class="eh-chart" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:g}" role="img" '
            f'aria-label="{escape(f"{title}. {words}")}">{"".join(parts)}</svg>')


def standalone(chart: Chart) -> str:
    """The SVG with its own style, for a file or a PDF, whose typesetter knows only the fonts that it carries."""
    style = STYLE.replace("font: 12px/1 sans-serif", "font-family: 'Libertinus Serif', serif; font-size: 12px")
    return chart.svg.replace(">", f"><style>{style}</style>", 1)


def text(x: float, y: float, words: str, *, anchor: str = "start", turned: bool = False) -> str:
    """Words at a place; `turned` writes them upwards, for the name of an upright axis."""
    turn = f' transform="rotate(-90 {x:g} {y:g})"' if turned else ""
    return f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}"{turn}>{escape(words)}</text>'


def stroke(kind: str, x1: float, y1: float, x2: float, y2: float) -> str:
    """A straight line of one class."""
    return f'<line class="{kind}" x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}"/>'
