"""Reads a page as strictly as its readers deserve: title, one main heading, unique ids, labels, no dead anchors."""

from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
NEEDS_LABEL = {"input", "select", "textarea"}
LABELLED_OTHERWISE = {"hidden", "submit", "button"}


class Page(HTMLParser):
    """Collects what is wrong with one page."""

    def __init__(self, text: str):
        super().__init__(convert_charrefs=True)
        self.problems: list[str] = []
        self.open: list[str] = []
        self.ids: list[str] = []
        self.fields: list[dict] = []
        self.labels: set[str] = set()
        self.anchors: set[str] = set()
        self.headings = 0
        self.title = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attributes) -> None:
        facts = dict(attributes)
        if tag not in VOID:
            self.open.append(tag)
        if "id" in facts:
            self.ids.append(facts["id"])
        if tag == "html" and not facts.get("lang"):
            self.problems.append("the page names no language")
        self.headings += tag == "h1"
        if tag == "label" and "for" in facts:
            self.labels.add(facts["for"])
        if tag in NEEDS_LABEL and facts.get("type") not in LABELLED_OTHERWISE:
            self.fields.append({**facts, "wrapped": "label" in self.open})
        if tag == "a" and (facts.get("href") or "").startswith("#"):
            self.anchors.add(facts["href"][1:])

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.problems.append(f"</{tag}> closes nothing that is open")

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "title" and "svg" not in self.open:
            self.title += data


def problems_of(text: str) -> list[str]:
    """What is wrong with a page, in words; empty for a good one."""
    page = Page(text)
    found = list(page.problems)
    if not page.title.strip():
        found.append("no title")
    if page.headings != 1:
        found.append(f"{page.headings} main headings")
    found += [f"id {name} stands {page.ids.count(name)} times" for name in set(page.ids) if page.ids.count(name) > 1]
    found += [f"no label for {field.get('name')}" for field in page.fields
              if not (field["wrapped"] or field.get("id") in page.labels or field.get("aria-label"))]
    found += [f"#{name} leads nowhere" for name in page.anchors if name and name not in page.ids]
    return found
