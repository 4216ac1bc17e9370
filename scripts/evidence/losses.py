"""Lost answers: counted anew from the journal, and the program's rule held against what was done."""

from collections.abc import Iterator

import scoring

Fault = tuple[str, str, str]


def on_record(files: dict) -> set[int]:
    """The positions that two persons put on record as not proved by the journal; what was handed in is sealed still."""
    return {place for row in files["incidents"]["losses"] if row["outcome"] for place in row["incomplete"]}


def faults_of(files: dict) -> Iterator[Fault]:
    """A result stands only where the candidate chose it and the program's share of the questions was complete."""
    rule = files["program"]["document"].get("incomplete_data", {})
    journal = files["journal"]
    disposed = journal["disposals"] or journal["submission"]["answers"] is None
    kept, handed_in = scoring.in_force(journal["events"]), journal["submission"]["answers"] or {}
    scored = {row["position"] for row in journal["positions"] if row["scored"]}
    complete = {place for place in scored if place in kept and handed_in.get(str(place)) == kept[place]}
    for place, row in enumerate(files["incidents"]["losses"]):
        where = f"losses/{place}"
        for name, value in rule.items():
            if row[{"count_percent_min": "percent_min"}.get(name, name)] != value:
                yield "incidents.json", f"{where}/{name}", "is not what the program says"
        if row["turned_down_at"] is not None:
            continue
        found = len(scored), len(complete), sorted(scored - complete)
        if not disposed and (row["scored"], row["complete"], row["incomplete"]) != found:
            yield "incidents.json", f"{where}/complete", f"the journal gives {len(complete)} of {len(scored)}"
        enough = 100 * row["complete"] >= row["percent_min"] * row["scored"]
        if (row["outcome"], row["choice"]) != ("count", "count") or not enough:
            yield "incidents.json", f"{where}/outcome", "by the rule there is no result"
