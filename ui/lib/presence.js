/**
 * Tells the desk that somebody is at the window, so that it does not lock. When to lock is the desk's decision.
 */
import { desk } from './desk.js';
import { rpc } from './host.js';

/** At most one word to the desk in this time, in milliseconds. */
const EVERY = 20_000;
let told = 0;

function touched() {
  const now = performance.now();
  if (desk.view.phase !== 'open' || (told > 0 && now - told < EVERY)) return;
  told = now;
  // A desk that does not answer is noticed by the long poll; this word may be lost.
  rpc('desk.touch').catch(() => {});
}

/** Begins to watch hands and keys. */
export function watchPresence() {
  for (const kind of ['pointerdown', 'keydown']) addEventListener(kind, touched, { capture: true, passive: true });
}
