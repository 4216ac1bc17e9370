// What the server has not acknowledged, kept on this device through a reload or a crash: opaque option ids, numbers of
// questions and counters, nothing else. Wiped change by change at the server's receipt, and whole after the hand-in.

const NAME = "examhall-room";
const EVENTS = "events";

// The store of one exam on this device. A browser that forbids it gets one that keeps nothing: the page still saves.
export async function openStore(room) {
  try {
    return new Store(await opened(), room);
  } catch {
    return new NoStore();
  }
}

export async function wipe() {
  if (!globalThis.indexedDB) return;
  await settled(indexedDB.deleteDatabase(NAME)).catch(() => {});
}

class Store {
  constructor(database, room) {
    this.database = database;
    this.room = room;
    database.onversionchange = () => database.close();
  }

  async all() {
    const range = IDBKeyRange.bound([this.room], [this.room, []]);
    const found = await settled(this.database.transaction(EVENTS).objectStore(EVENTS).getAll(range));
    return found.map(({ room, ...event }) => event);
  }

  async put(event) {
    return this.#change((events) => events.put({ room: this.room, ...event }));
  }

  async remove(gone) {
    return this.#change((events) => gone.forEach(({ lease, seq }) => events.delete([this.room, lease, seq])));
  }

  async isEmpty() {
    return (await settled(this.database.transaction(EVENTS).objectStore(EVENTS).count())) === 0;
  }

  close() {
    this.database.close();
  }

  // Strict: the browser says "done" only when the change is on the disk.
  #change(write) {
    const transaction = this.database.transaction(EVENTS, "readwrite", { durability: "strict" });
    write(transaction.objectStore(EVENTS));
    return new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
  }
}

class NoStore {
  async all() {
    return [];
  }

  async put() {}

  async remove() {}

  async isEmpty() {
    return true;
  }

  close() {}
}

function opened() {
  const asked = indexedDB.open(NAME, 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore(EVENTS, { keyPath: ["room", "lease", "seq"] });
  return settled(asked);
}

function settled(asked) {
  return new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}
