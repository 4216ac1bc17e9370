// A page, a device's store, a server, and a line between them that loses, doubles and swaps what it carries.
async (steps) => {
    const { Queue } = await import("/static/js/room/queue.js");
    const { sha256 } = await import("/static/js/room/digest.js");
    const named = (event) => `${event.lease}.${event.seq}`;
    const order = (one, other) => one.lease - other.lease || one.seq - other.seq;
    const server = new Map(), stored = new Map(), created = [], verdicts = [];
    let lease = 1, requests = [], replies = [], queue;
    const held = () => [...server.values()].sort(order);
    const chosen = () => held().filter((event) => event.choice !== null);
    const inForce = () => new Map(chosen().map((event) => [event.position, event.choice]));
    const digest = () => sha256([...inForce()].sort((a, b) => a[0] - b[0]).map(([p, c]) => `${p}=${c}`).join("\n"));
    const keep = (event) => { created.push(event); stored.set(named(event), event); };
    const take = (list, which, again) => again ? list[which % list.length] : list.splice(which % list.length, 1)[0];
    const load = () => {
        const own = held().filter((event) => event.lease === lease);
        queue = new Queue({ lease, held: own.length ? own.at(-1).seq : 0, known: held() });
        queue.restore([...stored.values()]);
        replies = [];
    };
    const answer = ({ events }) => {
        events.forEach((event) => server.has(named(event)) || server.set(named(event), event));
        return { events, digest: digest() };
    };
    const read = ({ events, digest }) => {
        queue.acknowledge(events);
        events.forEach((event) => stored.delete(named(event)));
        verdicts.push([queue.isSaved(digest), server.size, created.length]);
    };
    const plays = {
        choose: (position, option) => keep(queue.choose(position, option ? `o${option}.p${option}` : ".", 7)),
        flag: (position, on) => keep(queue.flag(position, on % 2 === 1, 7)),
        send: (most) => requests.push(queue.batch(1 + most)),
        arrive: (which, again) => requests.length && replies.push(answer(take(requests, which, again % 2))),
        lose: (which) => requests.length && take(requests, which),
        hear: (which, again) => replies.length && read(take(replies, which, again % 2)),
        reload: () => load(),
        takeOver: () => { lease += 1; load(); },
    };
    load();
    const seen = [];
    for (const [name, one, two] of steps) {
        plays[name](one, two);
        seen.push([Object.fromEntries(queue.answers()), created.filter((event) => !server.has(named(event))
            && !(queue.waiting.has(named(event)) && stored.has(named(event)))).length]);
    }
    while (queue.isWaiting) read(answer(queue.batch()));
    read(answer(queue.batch()));
    return { seen, created, verdicts, server: held(), isSaved: verdicts.at(-1)[0], digest: queue.digest(),
             flags: [1, 2, 3, 4].filter((position) => queue.isFlagged(position)) };
}
