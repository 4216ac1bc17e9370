"""The candidate's way, as it is lived: from the first letter to the result, and once more after a fail."""

import pytest

from exam.actions import releases
from exam.database import db
from exam.letters import candidate as to_candidate
from exam.models import Letter, Link, Sitting
from exam.rules import actors
from exam.web.links import link_address
from tests.factories import world as make
from tests.factories.candidates import Browser, words_of
from tests.factories.people import PASSWORD, post
from tests.factories.proctors import Phone, living_code
from tests.support.rooms import Room
from tests.support.settings import SECRET

ROBIN = {"name": "Robin Vale", "email": "robin@clinic.example", "phone": "816 555 0142",
         "relationship_kind": "supervisor", "organisation": "Harbor House"}


@pytest.fixture
def world(db_app, clock):
    made = make.world(now=clock())
    made.secrets = [SECRET]
    return made


class Alma(Browser):
    """A candidate who does on each page what the page says."""

    def chooses_a_password(self, link: Link) -> None:
        address = link_address(link).removeprefix("http://localhost")
        assert post(self.client, address, password=PASSWORD).headers["Location"] == "/account/sign-in"

    def signs_in(self) -> None:
        answer = post(self.client, "/account/sign-in", email=self.person.email, password=PASSWORD)
        assert answer.headers["Location"] == "/candidate"

    def goes_on(self) -> str:
        """Follow the one button of the status page, and return where it leads."""
        main = self.page().split("<main")[1]
        return main.split('class="usa-button" href="')[1].split('"')[0]

    def does(self, address: str, **fields) -> None:
        answer = self.post(address, **fields)
        assert answer.status_code == 303, words_of(answer.get_data(as_text=True))


def sitting_of(alma: Alma) -> Sitting:
    db.session.expire_all()
    return db.session.query(Sitting).order_by(Sitting.sitting_no.desc()).first()


def hands_in(alma: Alma, world, right: int) -> None:
    """The answers are saved and handed in, in the room."""
    make.answered(world, sitting_of(alma), right=right)
    room = Room(alma.client.application, sitting_of(alma), alma.client)
    assert room.client.post("/room/hand-in", data=room.hidden("/room/review")).status_code == 303


def sits_the_exam(alma: Alma, robin: Phone, world, clock, right: int) -> None:
    """From the start code to the end code, with both in one room."""
    robin.admit()
    start = f"/candidate/sittings/{sitting_of(alma).id}/start"
    answer = alma.post(start, page="/candidate", code=living_code(sitting_of(alma), "start").lower())
    assert answer.headers["Location"] == "/room"
    world.now = clock.advance(minutes=50)
    hands_in(alma, world, right)


def test_from_the_first_letter_to_the_result_and_once_more(world, app, clock):
    # The board has put Alma on its list. She gets a letter, chooses a password and signs in.
    person = make.candidate(legal_first_name="Alma", legal_last_name="Reyes", email="alma@example.org")
    sitting = make.registered(world, person, agreed=False)
    to_candidate.welcome(person, sitting, now=clock())
    db.session.commit()
    alma = Alma(app.test_client(), person, clock)
    alma.client.delete_cookie("examhall")
    alma.chooses_a_password(db.session.query(Link).filter_by(purpose="set-password").one())
    alma.signs_in()

    # The page leads her: first the information page, then a proctor.
    assert "Read what you should know" in alma.words()
    alma.does(alma.goes_on(), confirmed="y")
    assert "Name a proctor" in alma.words()
    alma.does(alma.goes_on(), **{**ROBIN, "name": "Kim Ash", "email": "kim@clinic.example"})
    assert "Waiting for Kim Ash" in alma.words()

    # Kim cannot do it. That has no effect; Alma names Robin, who says yes.
    kim = Phone(app.test_client(), sitting_of(alma).nominations[0])
    clock.advance(hours=3)
    kim.decline()
    assert "Kim Ash cannot be your proctor. That happens often and has no effect on your exam." in alma.words()
    alma.does(alma.goes_on(), **ROBIN)
    robin = Phone(app.test_client(), sitting_of(alma).nominations[-1])
    robin.accept()
    assert "Meet your proctor and start" in alma.words()
    assert alma.goes_on().endswith("/start")

    # They sit together. Alma hands in, and her page shows the end code while it waits for Robin.
    sits_the_exam(alma, robin, world, clock, right=18)
    waiting = alma.words()
    assert "Your answers are in" in waiting
    assert living_code(sitting_of(alma), "end") in waiting
    assert "No result exists yet." in waiting

    # Robin signs, the result is released, and Alma reads it where nobody looks over her shoulder.
    robin.type_end_code()
    robin.sign()
    assert "The board releases your result next." in alma.words()
    releases.release(sitting_of(alma), mode="on_clean_attestation", now=clock(), by=actors.system("release"))
    assert "Your result is ready" in alma.words()
    result = alma.words(alma.goes_on())
    assert "NOT PASSED Your score is 484. The score needed is 500." in result
    assert "You may take the exam again, from Mar 9, 2026" in result

    # She asks for another sitting. A week later, with other questions and Robin again, she passes.
    alma.does(f"/candidate/sittings/{sitting_of(alma).id}/retake")
    assert sitting_of(alma).sitting_no == 2
    clock.advance(days=7)
    world.now = clock()
    blueprint = make.shipped_blueprints()[world.version.program.exam.blueprint]
    make.exam_form(world.version, make.contents_for(blueprint, "second"), now=clock())
    alma.signs_in()
    alma.does(alma.goes_on(), **ROBIN)
    again = Phone(app.test_client(), sitting_of(alma).nominations[-1])
    again.accept()
    sits_the_exam(alma, again, world, clock, right=22)
    again.type_end_code()
    again.sign()
    releases.release(sitting_of(alma), mode="on_clean_attestation", now=clock(), by=actors.system("release"))
    assert "PASS You have passed." in alma.words(f"/candidate/sittings/{sitting_of(alma).id}/result")

    # Both exams stand on her page, each letter was written once, and none of them told the result.
    assert "sitting 1: released" in alma.words()
    kinds = sorted(row.kind for row in db.session.query(Letter).filter_by(audience="candidate"))
    assert kinds == sorted(["candidate/welcome", "candidate/proctor_declined", "candidate/authorized",
                            *["candidate/proctor_accepted", "candidate/submitted", "candidate/result_ready"] * 2])
