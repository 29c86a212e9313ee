/**
 * What the window knows of the desk: which phase it is in, who sits here, what may be called. It listens to the desk in
 * one long poll and tells those who asked. It decides nothing: every permission is judged again behind `rpc`.
 */
import { setClock, untilNextMinute } from './clock.js';
import { onSilence, rpc, RefusalError, UNREACHABLE } from './host.js';

/** @typedef {import('./wire').DeskView} DeskView */
/** @typedef {import('./wire').Topic} Topic */
/** @typedef {import('./host.js').Name} Name */

/** After these the view itself has changed. @type {Topic[]} */
const OF_THE_VIEW = ['session', 'shown', 'store', 'device', 'headquarters'];
/** How long to wait before asking again a desk that did not answer, in milliseconds. */
const AGAIN = 1500;

/** @type {Set<(view: DeskView) => void>} */
const listeners = new Set();
/** @type {Map<Topic, Set<() => void>>} */
const topics = new Map();
let listening = false;

/** @type {DeskView} */
const UNKNOWN = {
  phase: 'locked',
  surface: 'staff',
  handed: false,
  second_screen: false,
  shown: null,
  store: null,
  reading_alone: null,
  headquarters: null,
  now: '',
  today: '',
  me: null,
  faces: [],
  last: null,
  key: null,
  may: [],
  auto_lock_seconds: 600,
  trouble: null,
  device: {
    scale: null,
    auto_confirm: false,
    label_printer: null,
    a4_printer: null,
    a5_printer: null,
    receipt_printer: null,
    inbox: '',
    auto_lock_minutes: 10,
  },
  disk: { room: 'fine', free_megabytes: null },
  closing: null,
};

export const desk = {
  /** The last view that the desk gave. Before the first one `known` is false. */
  view: UNKNOWN,
  known: false,
  /** The desk gives no answer: what is shown may be stale, and nothing can be saved. */
  unreachable: false,
  /** Why the desk shows itself not at all; `null` once it did. @type {import('./wire').Refusal | null} */
  refused: null,

  /**
   * Asks the desk anew.
   * @returns {Promise<DeskView>}
   */
  async refresh() {
    try {
      desk.set(await rpc('desk.look'));
    } catch (thrown) {
      const refusal = expected(thrown);
      if (!desk.known && refusal.code !== UNREACHABLE) {
        desk.refused = refusal;
        tell();
      }
      throw thrown;
    }
    return desk.view;
  },

  /**
   * Takes a view that a command answered with, such as `desk.unlock`.
   * @param {DeskView} view
   */
  set(view) {
    const turned = desk.known && desk.view.today !== view.today;
    desk.view = view;
    setClock(view.now);
    desk.known = true;
    desk.refused = null;
    tell();
    // A new day: whatever a screen read is of the day before.
    if (turned) tellAll();
  },

  /**
   * Hears of every change of the view. Answers how to stop.
   * @param {(view: DeskView) => void} listener
   */
  subscribe(listener) {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },

  /**
   * Hears of a topic: something of this kind was written, here or in the other window. Answers how to stop.
   * @param {Topic} topic
   * @param {() => void} listener
   */
  onTopic(topic, listener) {
    const heard = topics.get(topic) ?? new Set();
    topics.set(topic, heard.add(listener));
    return () => void heard.delete(listener);
  },

  /** Whether who sits here reads without seeing customers: an inspector and nothing else. */
  get redacted() {
    const roles = desk.view.me?.roles ?? [];
    return roles.length > 0 && roles.every((role) => role === 'inspector');
  },

  /**
   * Whether this window and person may call a command: for what to show, never for what to allow.
   * @param {Name} command
   */
  may(command) {
    return desk.view.may.includes(command);
  },

  /** Starts listening. Once a page. */
  async start() {
    if (listening) return;
    listening = true;
    onSilence(fallSilent);
    await desk.refresh().catch(expected);
    void listen();
    keepTime();
  },
};

/** Asks the desk for the day and for the room on the disk: at each turn of the minute, and when somebody comes back. */
function keepTime() {
  const ask = () => {
    if (document.visibilityState === 'visible' && !desk.unreachable) desk.refresh().catch(expected);
  };
  const turn = () => {
    ask();
    setTimeout(turn, untilNextMinute());
  };
  setTimeout(turn, untilNextMinute());
  addEventListener('focus', ask);
  document.addEventListener('visibilitychange', ask);
}

async function listen() {
  let seen = 0;
  for (;;) {
    try {
      const { revision, topics: changed } = await rpc('desk.wait', { seen });
      if (!desk.known || changed.some((topic) => OF_THE_VIEW.includes(topic))) await desk.refresh();
      for (const topic of changed) topics.get(topic)?.forEach((listener) => listener());
      seen = revision;
    } catch (thrown) {
      expected(thrown);
      await pause();
    }
  }
}

/** No answer came: says so, and asks until one comes. */
async function fallSilent() {
  if (desk.unreachable) return;
  desk.unreachable = true;
  tell();
  while (desk.unreachable) {
    await pause();
    await desk.refresh().then(comeBack, (thrown) => {
      // A refusal is an answer too: the desk is there.
      if (expected(thrown).code !== UNREACHABLE) comeBack();
    });
  }
}

function comeBack() {
  desk.unreachable = false;
  tell();
  tellAll();
}

/** Anything may be new. */
function tellAll() {
  for (const heard of topics.values()) heard.forEach((listener) => listener());
}

function pause() {
  return new Promise((resolve) => setTimeout(resolve, AGAIN));
}

/**
 * A refusal is part of talking to a desk; anything else is a fault and goes on its way.
 * @param {unknown} thrown
 */
function expected(thrown) {
  if (!(thrown instanceof RefusalError)) throw thrown;
  return thrown.refusal;
}

function tell() {
  for (const listener of [...listeners]) listener(desk.view);
}
