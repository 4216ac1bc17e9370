"""The room's scripts one by one, in a browser: the queue against a model, the digest, and the silence of the timer."""

import hashlib
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exam.queries.journal import answers_digest
from exam.web.assets import STATIC

PLAY = Path(__file__).with_name("queue_play.js").read_text(encoding="utf-8")
SMALL = st.integers(0, 3)
STEPS = st.lists(st.tuples(
    st.sampled_from(["choose"] * 4 + ["send", "arrive", "hear"] * 3 + ["flag", "lose", "reload", "takeOver"]),
    st.integers(1, 4), SMALL), min_size=20, max_size=60)


@pytest.fixture(scope="module")
def anywhere(browser):
    """An empty page from which the modules can be loaded; no server stands behind it."""
    context = browser.new_context(base_url="http://127.0.0.1")
    context.route("**/*", lambda route: route.fulfill(body="<title>Empty</title>", content_type="text/html"))
    context.route("**/static/**", lambda route: route.fulfill(
        path=STATIC.parent / urlsplit(route.request.url).path.lstrip("/"), content_type="text/javascript"))
    page = context.new_page()
    page.goto("/")
    yield page
    context.close()


def model(created: list[dict], key: str) -> dict[int, object]:
    """The newest by (lease, seq) for each question; a blank is no answer."""
    newest = sorted(created, key=lambda event: (event["lease"], event["seq"]))
    return {event["position"]: event[key] for event in newest if event[key] is not None}


def test_f24_f26_no_change_is_lost_whatever_the_line_does(anywhere):
    @settings(max_examples=100)
    @given(STEPS)
    def played(steps):
        played = anywhere.evaluate(PLAY, steps)
        created = played["created"]
        for number, (answers, lost) in enumerate(played["seen"]):
            made = sum(step[0] in ("choose", "flag") for step in steps[:number + 1])
            assert lost == 0
            assert {int(place): choice for place, choice in answers.items()} == model(created[:made], "choice")
        in_order = sorted(created, key=lambda event: (event["lease"], event["seq"]))
        assert played["server"] == in_order and played["isSaved"]
        assert played["digest"] == answers_digest(model(created, "choice"))
        assert played["flags"] == sorted(place for place, on in model(created, "flagged").items() if on)
        # "Saved" was never said while the server lacked a change.
        assert all(held == made for said, held, made in played["verdicts"] if said)

    played()


def test_the_digest_is_sha_256(anywhere):
    texts = ["", "abc", "1=k3\n2=ä€", *("x" * length for length in (55, 56, 63, 64, 65, 119, 120, 1000))]
    digests = anywhere.evaluate("""async (texts) => {
        const { sha256 } = await import("/static/js/room/digest.js");
        return texts.map(sha256);
    }""", texts)
    assert digests == [hashlib.sha256(text.encode()).hexdigest() for text in texts]


def test_a_change_that_can_never_be_held_is_not_sent_again_and_never_counted_as_saved(anywhere):
    assert anywhere.evaluate("""async () => {
        const { Queue } = await import("/static/js/room/queue.js");
        const queue = new Queue({ lease: 1 });
        const digestOfServer = queue.digest();
        const event = queue.choose(1, "a");
        queue.refuse([event]);
        return [queue.batch().events.length, queue.isWaiting, queue.isSaved(digestOfServer)];
    }""") == [0, False, False]


REFUSED = """async () => {
    const load = (name) => import(`/static/js/room/${name}.js`);
    const [{ Queue }, { Saving }, { openStore }, { stateOf, WORDS }] =
        await Promise.all(["queue", "saving", "store", "status"].map(load));
    const store = await openStore("refused");
    const digest = new Queue({ lease: 1 }).digest();  // the server holds no answer, and takes none
    const bodies = [];
    globalThis.fetch = async (address, { body }) => {
        const events = body ? JSON.parse(body).events : [];
        bodies.push(events.map(({ seq }) => seq));
        const refused = events.map(({ seq }) => ({ seq, sentence: "No." }));
        const reply = { held: 0, standing: "in_time", digest, refused };
        return new Response(JSON.stringify(reply), { status: body ? 400 : 200 });
    };
    const page = async (change) => {
        const queue = new Queue({ lease: 1 });
        queue.restore(await store.all());
        const said = [];
        const told = (outcome) => said.push(stateOf(queue, { ...outcome, digest: outcome.reply.digest }));
        const saving = new Saving({ queue, store, token: "t", told });
        const event = change?.(queue);
        if (event) await store.put(event);
        const isSent = [await saving.flush(), await saving.flush()];
        clearTimeout(saving.timer);
        return [said, isSent, (await store.all()).length];
    };
    const chosen = await page((queue) => queue.choose(1, "a"));
    const again = await page();
    const flagged = await page((queue) => queue.flag(2, true));
    store.close();
    return { chosen, again, flagged, bodies, words: [WORDS.refused("", 1), WORDS.refused("", 2)] };
}"""


def test_what_was_refused_is_told_once_and_a_page_that_is_loaded_again_can_hand_in(anywhere):
    played = anywhere.evaluate(REFUSED)
    assert played["chosen"] == [["refused", "refused"], [True, True], 0]  # still shown as chosen, so not all is saved
    assert played["again"] == [["empty", "empty"], [True, True], 0]  # the next page knows nothing of it
    assert played["flagged"] == [["refused", "empty"], [True, True], 0]  # the answers agree: told once
    assert played["bodies"] == [[1], [], [], [], [1], []]
    assert [words.split(" could")[0] for words in played["words"]] == ["1 answer or flag", "2 answers or flags"]


WATCH = """async ([start, words]) => {
    const { Timer } = await import("/static/js/room/timer.js");
    let seconds = 0, shown = "";
    const said = [];
    const say = (text, urgent) => said.push([urgent ? "urgent" : "polite", text]);
    const timer = new Timer({ show: (text) => { shown = text; }, say, over: () => said.push(["over", ""]),
        stopwatch: () => seconds * 1000 });
    timer.hear(start);
    for (const [passed, heard] of words) {
        for (let count = 0; count < passed; count += 1) { seconds += 1; timer.tick(); }
        if (heard !== undefined) timer.hear(heard);
    }
    return [shown, said];
}"""


def test_c34_the_timer_speaks_only_at_30_10_5_and_1_minutes(anywhere):
    shown, said = anywhere.evaluate(WATCH, [90 * 60, [[90 * 60 + 30]]])
    assert said == [["polite", "30 minutes left."], ["polite", "10 minutes left."], ["polite", "5 minutes left."],
                    ["urgent", "1 minute left."], ["over", ""]]
    assert shown == "0:00"


def test_the_timer_says_nothing_when_there_is_no_limit_or_no_mark_was_passed(anywhere):
    assert anywhere.evaluate(WATCH, [None, [[100]]]) == ["", []]
    assert anywhere.evaluate(WATCH, [1750, [[100]]]) == ["28 min", []]


def test_f29_after_a_sleep_the_servers_word_counts_and_is_said_once(anywhere):
    shown, said = anywhere.evaluate(WATCH, [3600, [[10, 130]]])
    assert (shown, said) == ("2:10", [["polite", "2 minutes left."]])


def test_added_time_is_said_and_the_marks_come_anew(anywhere):
    shown, said = anywhere.evaluate(WATCH, [20, [[10, 610], [11]]])
    assert said == [["polite", "Time was added. 10 minutes left."], ["polite", "10 minutes left."]]
    assert shown == "10 min"


def test_c11_time_that_comes_back_after_zero_may_run_out_again(anywhere):
    _, said = anywhere.evaluate(WATCH, [2, [[5, 30], [31]]])
    assert [kind for kind, _ in said] == ["over", "polite", "over"]
