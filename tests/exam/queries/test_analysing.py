"""What an analysis is made from: the scoring in force, the cut that belongs to it, and words where a point is split."""

from dataclasses import replace

from exam.database import db
from exam.models import ScoringDecision, ScoringVersion
from exam.queries.analysing import cut_of, material_of
from exam.queries.language_groups import bilingual
from exam.queries.released_answers import items_of_form
from question_bank.blueprint import shipped_blueprints
from question_bank.families import text_digest
from tests.factories import world as make
from tests.factories.analyses import analysed_world
from tests.factories.released_answers import drawn_choices, released_many, right_places
from tests.support.databases import ONE_KIND

BLUEPRINT = shipped_blueprints()["mo-cps-25-sample/1"]


def decided(world, number: int, position: int, kind: str, right=()) -> None:
    """One more version of the scoring, as an adopted decision leaves it."""
    row = ScoringDecision(item_revision_id=world.form.items[position - 1].item_revision_id, kind=kind,
                          right_options=list(right), cut_raw=None, reason="Test.", proposed_at=world.now,
                          proposed_by="test")
    db.session.add(row)
    db.session.flush()
    db.session.add(ScoringVersion(exam_form_id=world.form.id, number=number, decision_id=row.id, cuts={}))
    db.session.commit()


@ONE_KIND
def test_issue4_figures_follow_the_scoring_in_force(db_app):
    found = analysed_world(wrong_key_at=3)
    world = found.world

    def flagged(run) -> set[int]:
        return {item["position"] for item in run["items"] for flag in item["flags"]
                if flag["kind"] == "probable-miskey"}

    assert flagged(found.run.document["classical"]) == {3}
    cut = world.form.cut_score.cut_raw
    decided(world, 2, 3, "change_key", ["c"])
    decided(world, 3, 7, "credit_all")
    decided(world, 4, 9, "remove")
    material = material_of(world.form)
    assert (material.scoring_version, material.cut) == (4, cut - 1)
    classical = material.part("classical")
    assert flagged(classical) == set() and classical["k"] == 23
    assert [item["position"] for item in classical["items"] if not item["scored"]] == [7, 9]
    assert [option["is_key"] for option in classical["items"][2]["options"]] == [False, False, True, False]


@ONE_KIND
def test_issue4_where_a_question_gives_part_points_no_cut_is_held_against_right_answers(db_app, monkeypatch):
    world = make.world(several=1)
    items = items_of_form(world.form)
    assert cut_of(world.form, items) == world.form.cut_score.cut_raw
    monkeypatch.setattr("question_bank.items.ItemContent.points", 2)
    assert cut_of(world.form, items) is None


@ONE_KIND
def test_issue4_groups_are_compared_by_region_and_by_language_where_they_are_large_enough(db_app):
    world = make.world()
    assert bilingual(world.form, items_of_form(world.form)) is None
    places, wrong = right_places(world.form), {"South": 4, "Spanish": 6}
    choices = drawn_choices(world.form, 240)
    choices[1:181:2, wrong["South"]] = (places[wrong["South"]] + 1) % 4
    released_many(world, choices, regions=("North", "South"))
    spanish = make.exam_form(world.version, [
        replace(row, code=f"{row.code}-es", language="es", translation_of=row.code,
                translation_of_digest=text_digest(row)) for row in make.contents_for(BLUEPRINT)])
    theirs = drawn_choices(spanish, 120, seed=3)
    position = next(place for place, row in enumerate(items_of_form(spanish))
                    if row.content.translation_of == world.form.items[wrong["Spanish"]].revision.item.code)
    theirs[:90, position] = (right_places(spanish)[position] + 1) % 4
    released_many(world, theirs, form=spanish)
    material = material_of(world.form)
    regions, languages = material.part("regions"), material.part("languages")
    code = {name: world.form.items[place].revision.item.code for name, place in wrong.items()}
    assert [(one["focal"], one["n_focal"], one["n_reference"]) for one in regions["comparisons"]] == [
        ("South", 120, 120)]
    assert {"item": code["South"], "kind": "dif-c"}.items() <= regions["flags"][0].items()
    assert (languages["reference"], languages["other_form"], languages["questions"]) == ("English", spanish.code, 25)
    assert [(one["focal"], one["n_focal"]) for one in languages["comparisons"]] == [("Spanish", 120)]
    harder = [flag for flag in languages["flags"] if flag["item"] == code["Spanish"]]
    assert [flag["kind"] for flag in harder] == ["dif-c"] and "harder for Spanish" in harder[0]["sentence"]
    assert material.part("groups")["comparisons"] == []
