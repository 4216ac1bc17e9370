"""Follows the evidence from the journal to the decision, and says at which field it does not hold."""

import hashlib
import json
from collections.abc import Iterator

import hearings
import losses
import panels
import scoring
from sealing import canonical, sha256

Fault = tuple[str, str, str]
GENESIS = "0" * 64


def faults_of(files: dict) -> list[Fault]:
    """Every place where the evidence contradicts itself. `files` are the documents by their names without ending."""
    found: list[Fault] = []
    for file, check in CHECKS:
        try:
            found += check(files)
        except (KeyError, TypeError, ValueError, IndexError, AttributeError, ZeroDivisionError) as trouble:
            found.append((file, "?", f"cannot be followed: {type(trouble).__name__} {trouble}"))
    return found


def _program(files: dict) -> Iterator[Fault]:
    program = files["program"]
    for document, digest in (("document", "digest"), ("blueprint_document", "blueprint_digest")):
        if sha256(canonical(program[document]).encode()) != program[digest]:
            yield "program.json", digest, f"the {document} does not give this digest"


def _exam_form(files: dict) -> Iterator[Fault]:
    form = files["exam-form"]
    for place, row in enumerate(form["items"]):
        if sha256(canonical(row["document"]).encode()) != row["digest"]:
            yield "exam-form.json", f"items/{place}/document", "the question does not fit its digest"
    rows = [[row["position"], row["digest"], row["scored"]] for row in form["items"]]
    if sha256(b"examhall-form-1\x00" + canonical(rows).encode()) != form["digest"]:
        yield "exam-form.json", "digest", "the questions in this order do not give the digest of the exam form"


def _positions(files: dict) -> Iterator[Fault]:
    held = {row["position"]: row for row in files["exam-form"]["items"]}
    for place, row in enumerate(files["journal"]["positions"]):
        item = held[row["position"]]
        if (row["revision_digest"], row["scored"]) != (item["digest"], item["scored"]):
            yield "journal.json", f"positions/{place}", "is not the question of the exam form"
        if sorted(option for _, option in row["options"]) != sorted(one["id"] for one in item["document"]["options"]):
            yield "journal.json", f"positions/{place}/options", "are not the options of the question"


def _hand_in(files: dict) -> Iterator[Fault]:
    journal = files["journal"]
    if journal["disposals"] or journal["submission"]["answers"] is None:
        yield from _disposal(files)
        return
    handed_in, kept = journal["submission"], scoring.in_force(journal["events"])
    lost = losses.on_record(files)
    for row in journal["positions"]:
        if row["position"] not in lost and handed_in["answers"].get(str(row["position"])) != kept.get(row["position"]):
            yield "journal.json", f"submission/answers/{row['position']}", "is not the newest answer of the journal"
    shown = [[row["position"], row["revision_digest"], row["options"]] for row in journal["positions"]]
    facts = ["examhall-submission-1", journal["sitting"], files["exam-form"]["digest"], shown, handed_in["answers"]]
    if sha256(canonical(facts).encode()) != handed_in["digest"]:
        yield "journal.json", "submission/digest", "what was handed in does not give the digest"


def _disposal(files: dict) -> Iterator[Fault]:
    """The answers are said to be gone: then none of them is here, and the audit trail names each removal."""
    journal, told = files["journal"], hearings.Told(files["audit"]["entries"])
    if journal["events"] or journal["submission"]["answers"] is not None:
        yield "journal.json", "events", "answers stand here that are said to be disposed of"
    if not journal["disposals"]:
        yield "journal.json", "submission/answers", "are missing, and nothing says that they were disposed of"
    for place, row in enumerate(journal["disposals"]):
        if not told.by("dispose", f"sitting:{journal['sitting']}", row["disposed_at"], actor=row["disposed_by"],
                       disposal=row["id"], kind=row["kind"], rows=row["row_count"], digest=row["digest"],
                       rule=row["rule"]):
            yield "journal.json", f"disposals/{place}", "no such disposal at this time is in the audit trail"


def _attestations(files: dict) -> Iterator[Fault]:
    for place, row in enumerate(files["proctor"]["attestations"]):
        if row["submission_digest"] != files["journal"]["submission"]["digest"]:
            yield "proctor.json", f"attestations/{place}/submission_digest", "is not that of what was handed in"
        words = {number: said["statement"] for number, said in row["answers"].items()}
        if None not in words.values() and text_digest(row["text_version"], words) != row["text_digest"]:
            yield "proctor.json", f"attestations/{place}/text_digest", "the words signed do not give this digest"


def text_digest(version: str, words: dict[str, str]) -> str:
    """What an attestation says of the words that were shown."""
    return sha256(canonical([version, words]).encode())


def _scores(files: dict) -> Iterator[Fault]:
    items = {row["position"]: row["document"] for row in files["exam-form"]["items"]}
    cuts = {row["id"]: row for row in files["cut-scores"]["cut_scores"]}
    traced = {row["result"]: row for row in files["scoring"]["versions"]}
    scale = files["program"]["document"].get("exam", {}).get("cut", {}).get("scale")
    for place, result in enumerate(files["result"]["results"]):
        said, cut = traced[result["id"]], cuts[result["cut_score_id"]]
        answers, gone = files["journal"]["submission"]["answers"], bool(files["journal"]["disposals"])
        rows = [] if gone else scoring.trace(files["journal"]["positions"], items, answers, said["rule"])
        if said["rule"] != _rule(files["scoring"]["decisions"], result["scoring_version"]):
            yield "scoring.json", f"versions/{place}/rule", "is not what the decisions say"
        for number, (mine, theirs) in enumerate(zip(rows, said["rows"], strict=True)):
            if mine != theirs:
                yield "scoring.json", f"versions/{place}/rows/{number}", "is not what key and answer give"
        if scale is not None and scale != said["scale"]:
            yield "scoring.json", f"versions/{place}/scale", "is not the scale of the program"
        rows = scoring.rows_from_parts(result["parts"]) if gone else rows
        wanted = scoring.figures(rows, cut, said["band_min_items"])
        wanted |= {"cut_raw": cut["cut_raw"], "cut_basis": cut["basis"], "cut_interim": cut["interim"]}
        for name, value in wanted.items():
            if result[name] != value:
                yield "result.json", f"results/{place}/{name}", f"says {result[name]}, derived is {value}"


def _constants(files: dict) -> Iterator[Fault]:
    """The scale is the program's; the cut of a linked form is the fewest points worth the cut of its base form."""
    scale = files["program"]["document"].get("exam", {}).get("cut", {}).get("scale", {})
    for place, cut in enumerate(files["cut-scores"]["cut_scores"]):
        linking, where = cut["record"]["linking"], f"cut_scores/{place}/record/linking"
        for name in scale:
            if cut["record"]["scale"][name] != scale[name]:
                yield "cut-scores.json", f"cut_scores/{place}/record/scale/{name}", "is not that of the program"
        if linking["method"] == "none":
            if not linking.get("reason"):
                yield "cut-scores.json", f"{where}/reason", "no reason says why the form is not linked"
            continue
        worth = [scoring.worth(linking, score) for score in range(linking["maximum"] + 1)]
        if worth != sorted(worth):
            yield "cut-scores.json", f"{where}/constants", "more right answers would be worth less"
        enough = next((score for score, one in enumerate(worth) if one >= linking["base"]["cut"]), None)
        if "after" not in cut["record"] and enough != cut["cut_raw"]:
            yield "cut-scores.json", f"{where}/constants", f"give the cut {enough}, not {cut['cut_raw']}"


def _rule(decisions: list[dict], version: int) -> dict:
    """What the decisions up to a version change, by item: the newest word about an item holds."""
    found: dict[str, dict] = {}
    for row in decisions:
        if row["version"] <= version:
            keys = {"keys": row["decision"]["right_options"]} if row["decision"]["kind"] == "change_key" else {}
            found[row["item"]] = {"kind": row["decision"]["kind"], **keys}
    return found


def _records(files: dict) -> Iterator[Fault]:
    signed = {row["id"] for row in files["proctor"]["attestations"]}
    for place, row in enumerate(files["result"]["results"]):
        names = ("previous_record_hash", "sitting_id", "attestation_id", "release_id", "scoring_version", "raw_score",
                 "raw_max", "cut_score_id", "cut_raw", "scaled_score", "decision", "parts")
        replaced = [row["supersedes_id"]] if row["supersedes_id"] else []
        figures = canonical([row[name] for name in names] + replaced)
        if sha256(b"examhall-result-1\x00" + figures.encode()) != row["record_hash"]:
            yield "result.json", f"results/{place}/record_hash", "the figures do not give this hash"
        if row["attestation_id"] not in signed:
            yield "result.json", f"results/{place}/attestation_id", "no attestation with this id is in the pack"


def _trail(files: dict) -> Iterator[Fault]:
    states: dict[str, str] = {}
    for place, row in enumerate(files["trail"]["steps"]):
        before = states.get(row["subject_id"], row["state_before"])
        if row["state_before"] != before:
            yield "trail.json", f"steps/{place}/state_before", f"the step before it ended in {before}"
        states[row["subject_id"]] = row["state_after"]


def _audit(files: dict) -> Iterator[Fault]:
    chain = files["audit"]
    previous, expected = chain["before"], chain["first"]
    for place, row in enumerate(chain["entries"]):
        if row["no"] != expected:
            if "previous_hash" not in row or row["no"] < expected or not chain["has_gaps"]:
                yield "audit.json", f"entries/{place}/no", f"entry {expected} is missing or moved"
            previous = row.get("previous_hash", previous)
        if row.get("previous_hash", previous) != previous:
            yield "audit.json", f"entries/{place}/previous_hash", "is not sealed over the entry before it"
        content = row["content"] if "content" in row else content_of(row)
        previous = hashlib.sha256(b"examhall-audit-1\x00" + f"{previous}{content}".encode()).hexdigest()
        if row.get("hash", previous) != previous:
            yield "audit.json", f"entries/{place}/hash", "what the entry says does not give this hash"
        expected = row["no"] + 1
    if (expected - 1, previous) != (chain["head"]["no"], chain["head"]["hash"]) and not chain["has_gaps"]:
        yield "audit.json", "head", "the entries do not lead to this head"


def content_of(entry: dict) -> str:
    """The digest of what one entry says."""
    said = canonical([entry[name] for name in ("no", "at", "actor", "action", "subject", "facts")])
    return sha256(b"examhall-audit-content-1\x00" + said.encode())


def digest_of(document: dict) -> str:
    """The digest by which the audit trail knows a document."""
    return sha256(canonical(document).encode())


def _register(files: dict) -> Iterator[Fault]:
    """What the sealed audit trail says of the same facts."""
    said = {(row["action"], json.dumps(name), value) for row in files["audit"]["entries"] if "facts" in row
            for name, value in row["facts"].items() if isinstance(value, str | int)}
    for place, row in enumerate(files["result"]["results"]):
        if not {(action, '"record_hash"', row["record_hash"]) for action in ("release", "rescore")} & said:
            yield "result.json", f"results/{place}/record_hash", "no release in the audit trail names it"
    if not any(name == '"submission_digest"' and value == files["journal"]["submission"]["digest"]
               for _, name, value in said):
        yield "journal.json", "submission/digest", "no entry of the audit trail names it"
    if ("publish_exam_form", '"digest"', files["exam-form"]["digest"]) not in said:
        yield "exam-form.json", "digest", "no publication in the audit trail names it"
    yield from _adopted(files, said)


def _adopted(files: dict, said: set[tuple]) -> Iterator[Fault]:
    adopted = {tuple(cut) for row in files["audit"]["entries"] for cut in row.get("facts", {}).get("cuts", ())}
    for place, row in enumerate(files["cut-scores"]["cut_scores"]):
        alone = any(name == '"cut_raw"' and value == row["cut_raw"] for _, name, value in said)
        again = {(row["id"], row["cut_raw"], digest_of(row["record"]))} & adopted
        if not alone and not again:
            yield "cut-scores.json", f"cut_scores/{place}/cut_raw", "no adoption in the audit trail names it"
        for name, document in (("record", row["record"]), ("linking", row["record"]["linking"])):
            if not again and ("adopt_cut_score", f'"{name}_digest"', digest_of(document)) not in said:
                yield "cut-scores.json", f"cut_scores/{place}/{name}", "is not what the audit trail says was adopted"


CHECKS = (("program.json", _program), ("exam-form.json", _exam_form), ("journal.json", _positions),
          ("journal.json", _hand_in), ("proctor.json", _attestations), ("scoring.json", _scores),
          ("cut-scores.json", _constants), ("cut-scores.json", panels.faults_of), ("result.json", _records),
          ("trail.json", _trail), ("audit.json", _audit), ("result.json", _register),
          ("hearings.json", hearings.faults_of), ("incidents.json", losses.faults_of))
