"""The worker that sums up what a panel judged: ratings or bookmarks in, cut, spread, agreement and errors out."""

import numpy as np

from question_bank.psychometrics.bookmark import booklet, bookmark_cut
from question_bank.psychometrics.cut_scores import beuk, hofstee
from question_bank.psychometrics.enough import TooFew
from question_bank.psychometrics.plain import plain
from question_bank.psychometrics.raters import intraclass, panel, to_discuss
from question_bank.workers.limits import work


def judge_job(job: dict) -> dict:
    """What the ratings of one round come to, or the sentence why they come to nothing."""
    shares, points = np.asarray(job["ratings"], dtype=float) / 100, np.asarray(job["points"], dtype=float)
    try:
        found, worth = panel(shares), panel(shares * points[:, None])
    except ValueError as trouble:
        return {"trouble": str(trouble)}
    agreement = intraclass(shares)
    return plain({
        "items": found.items, "judges": found.judges, "cut": worth.cut, "se": worth.se,
        "se_with_items": worth.se_with_items, "judge_cuts": worth.judge_cuts,
        "severity": found.severity, "consistency": found.consistency, "means": found.item_means,
        "sds": found.item_sds, "lows": shares.min(axis=1), "highs": shares.max(axis=1),
        "discuss": to_discuss(shares, job["range_over"], job["sd_over"]),
        "icc": {kind: [one.value, one.low, one.high] for kind, one in agreement.items() if kind in ("ICC2", "ICC2k")}})


def booklet_job(job: dict) -> dict:
    """The places of the questions from the easiest to the hardest, and where each page lies."""
    found = booklet(job["slopes"], job["intercepts"], job["chance"])
    return plain({"order": found.order, "locations": found.locations})


def bookmark_job(job: dict) -> dict:
    """What the bookmarks of one round come to, or the sentence why they come to nothing."""
    try:
        found = bookmark_cut(job["slopes"], job["intercepts"], job["pages"], job["chance"])
    except ValueError as trouble:
        return {"trouble": str(trouble)}
    return plain({"judges": found.judges, "ability": found.ability, "cut": found.cut, "se": found.se,
                  "se_ability": found.se_ability, "abilities": found.abilities, "judge_cuts": found.judge_cuts})


def compromise_job(job: dict) -> dict:
    """The cross-check by Hofstee or Beuk, or the sentence why there is none."""
    try:
        if job["method"] == "beuk":
            cuts, shares = zip(*job["judgements"], strict=True)
            found = beuk(job["scores"], job["highest"], cuts, shares, job["least"])
        else:
            found = hofstee(job["scores"], job["highest"], job["judgements"], job["least"])
    except (TooFew, ValueError) as trouble:
        return {"trouble": str(trouble)}
    return plain({"n": found.n, "cut": found.cut, "share": found.share, "whole": found.whole,
                  "sentence": found.sentence})


if __name__ == "__main__":
    work({"judge": judge_job, "booklet": booklet_job, "bookmark": bookmark_job, "compromise": compromise_job})
