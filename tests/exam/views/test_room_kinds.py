"""Every kind of question in the room: boxes, fixed orders, what a set shares, and pictures of this exam alone."""

import re

import pytest

from exam.actions import items, sittings
from exam.database import db
from exam.errors import NotFound, Refused
from exam.models import Asset, Sitting
from exam.queries.assets import asset_with_digest
from exam.rules import actors
from tests.factories import kinds
from tests.factories import world as maker
from tests.support.databases import ONE_KIND
from tests.support.pictures import picture
from tests.support.rooms import Room

pytestmark = ONE_KIND

BY = actors.candidate("somebody")


@pytest.fixture
def world(db_app, clock):
    return maker.program_only(now=clock.now())


@pytest.fixture
def sitting(world) -> Sitting:
    return kinds.practising(world)


@pytest.fixture
def room(db_app, sitting) -> Room:
    return Room(db_app, sitting)


def question(page: str, position: int) -> str:
    return re.search(rf'<fieldset[^>]*data-position="{position}">.*?</fieldset>', page, re.S)[0]


def shown_options(page: str, position: int) -> list[str]:
    return re.findall(rf'name="choice-{position}" value="(\w+)"', page)


def test_boxes_stand_where_several_may_be_chosen_and_radios_elsewhere(room):
    page = room.page()
    types = [set(re.findall(rf'type="(\w+)" id="c{number}-', page)) for number in range(1, 7)]
    assert types == [{"radio"}, {"checkbox"}, {"checkbox"}, {"radio"}, {"radio"}, {"radio"}]
    assert "Choose all that apply. It counts when you choose exactly the right ones." in question(page, 2)
    assert "Each wrong choice takes one away, never below zero." in question(page, 3)
    assert "Choose" not in question(page, 1) and 'name="several" value="2 3"' in page


def test_true_stands_before_false_for_everybody(world):
    people = [kinds.practising(world, prefix=f"k{number}") for number in range(4)]
    assert [[option for _, option in sitting.positions[3].options] for sitting in people] == [["a", "b"]] * 4


def test_what_a_set_shares_stands_once_before_its_first_question_and_never_its_code(room):
    page = room.page()
    assert page.count("wellness chart") == 1 and "codecanary" not in page
    reading = page.index("Read this first: it belongs to questions 5 and 6")
    assert page.index("Question 4 of 6") < reading < page.index("Question 5 of 6")


def test_boxes_are_saved_by_the_button_and_unticking_all_of_them_is_no_answer(room, sitting):
    a, b, c, _ = room.options[2]
    room.post("answers", **{"choice-2": [a, c], "choice-1": room.options[1][0]})
    page = room.page()
    assert [opaque for opaque in room.options[2] if f'value="{opaque}" checked' in page] == [a, c]
    assert "2 of 6 questions answered" in " ".join(page.split())
    room.post("answers")  # the radio stays, the boxes were unticked
    page = room.page()
    assert f'value="{room.options[1][0]}" checked' in page and f'value="{a}" checked' not in page
    assert "1 of 6 questions answered" in " ".join(page.split())
    review = room.client.get("/room/review").get_data(as_text=True)
    assert "5 of 6 questions have no answer" in review
    room.post("answers", **{"choice-2": b})
    assert f'value="{b}" checked' in room.page()


def test_practice_counts_points_and_explains_each_kind(room, sitting):
    given = {row.position: {option: opaque for opaque, option in row.options} for row in sitting.positions}
    room.post("answers", **{"choice-1": given[1]["b"], "choice-2": [o for o in room.options[2] if o in (
        given[2]["b"], given[2]["c"])], "choice-3": given[3]["b"], "choice-4": given[4]["b"]})
    room.post("hand-in")
    page = " ".join(room.page().split())
    assert "3 of 7 points." in page  # 1 + 1 + 1 of 2 + 0
    assert "partly right</span> 1 of 2 points" in page
    assert "Right answers:</strong> <span>Option b of k-2; Option c of k-2" in page
    assert page.count("wellness chart") == 1 and "codecanary" not in page


class TestPictures:
    def address(self, asset=kinds.PICTURE) -> str:
        return f"/room/media/{asset.digest}"

    def test_v5_3_2_1_a_picture_of_the_exam_comes_with_its_type_and_is_kept_nowhere(self, room):
        assert f'<img src="{self.address()}" alt="A chart of five days">' in room.page()
        answer = room.client.get(self.address())
        assert (answer.status_code, answer.data, answer.content_type) == (200, kinds.PICTURE.data, "image/png")
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff" and "default-src 'none'" in answer.headers[
            "Content-Security-Policy"]

    def test_t36_no_other_picture_of_the_bank_is_shown(self, room, world, app):
        other = picture(0x99)
        items.import_items([maker.item_content("z", stem=f'What? <img src="asset:{other.digest}" alt="x">')],
                           pictures=[other], now=world.now, by=maker.AUTHOR)
        for address in (self.address(other), self.address(kinds.IN_A_REASON), "/room/media/nothing"):
            assert room.client.get(address).status_code == 404
        assert app.test_client().get(self.address()).status_code == 404

    def test_pictures_are_shown_as_long_as_the_questions_are(self, room, sitting, world):
        sitting.break_count, sitting.break_seconds = 1, 300
        db.session.commit()
        sittings.pause(sitting, kind="break", now=world.now, by=BY)
        assert room.client.get(self.address()).status_code == 404
        sittings.take_over_practice(sitting, now=world.now, by=BY)
        assert room.client.get(self.address()).status_code == 404  # this device was left behind
        room.let_in(sitting)
        assert room.client.get(self.address()).status_code == 200
        sittings.submit(sitting, now=world.now, by=BY)
        for asset in (kinds.PICTURE, kinds.IN_A_REASON):  # the reasons are shown now, with their pictures
            assert room.client.get(self.address(asset)).status_code == 200
        sitting.positions[5].revision.item.use = "operational"
        db.session.commit()
        assert room.client.get(self.address()).status_code == 404

    def test_c01_a_later_revision_changes_no_picture_of_a_sitting_that_has_begun(self, room, sitting, world):
        row, other = sitting.positions[5], picture(0x99)
        items.import_items([maker.item_content("y", stem=f'What? <img src="asset:{other.digest}" alt="x">')],
                           pictures=[other], now=world.now, by=maker.AUTHOR)
        item = row.revision.item
        stem = f'Another <img src="asset:{other.digest}" alt="Another chart">'
        items.edit(item, maker.replace(item.current.content, stem=stem), seen_number=1, note="", now=world.now,
                   by=maker.AUTHOR)
        db.session.expire_all()
        assert row.media == [kinds.PICTURE.digest] and room.client.get(self.address(other)).status_code == 404
        assert f'src="{self.address()}"' in room.page() and room.client.get(self.address()).status_code == 200

    def test_an_item_never_shows_a_picture_that_the_bank_lacks(self, world):
        other = picture(0x55)
        content = maker.item_content("x", stem=f'What? <img src="asset:{other.digest}" alt="x">')
        for act in (lambda: items.write(content, now=world.now, by=maker.AUTHOR),
                    lambda: items.import_items([content], now=world.now, by=maker.AUTHOR)):
            with pytest.raises(Refused, match="This picture is not in the bank"):
                act()
        with pytest.raises(NotFound):
            asset_with_digest(other.digest)
        assert db.session.query(Asset).count() == 0
