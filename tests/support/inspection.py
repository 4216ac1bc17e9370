"""What a page of the room must be in every state: nothing for axe to say, large targets, no scrolling sideways."""

SMALL_TARGETS = """() => [...document.querySelectorAll("a, button, summary, input, label[for]")]
    .filter((element) => element.checkVisibility() && !element.closest("p") && !element.matches("input.usa-radio__input"
        + ", input.usa-checkbox__input, .usa-skipnav, #room-say-time, .usa-label"))
    .map((element) => [element.textContent.trim() || element.id, element.getBoundingClientRect()])
    .filter(([, box]) => box.width < 44 || box.height < 44)
    .map(([words, box]) => `${words}: ${box.width} x ${box.height}`)"""
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Inspection:
    """Looks at one state of the page and collects what is wrong with it."""

    def __init__(self, visit, axe):
        self.visit, self.axe = visit, axe
        self.found: dict[str, list] = {}
        self.titles: list[str] = []

    def look(self, state: str, page=None) -> None:
        page = page or self.visit.page
        page.evaluate("scrollTo(0, 0)")  # so that the bar stands over nothing, and every contrast can be told
        report = self.axe(page)
        faults = [*report.violations, *report.incomplete, *page.evaluate(SMALL_TARGETS)]
        if page.evaluate(SIDEWAYS) > 0:
            faults.append("scrolls sideways")
        if page.locator("h1:visible").count() != 1:
            faults.append("not one h1")
        if faults:
            self.found[state] = faults
