/**
 * The desk's time as it goes on: what the desk said last, and by this page's own stopwatch how long ago that was. It is
 * for what ticks and for the moment at which a person says something; whether anything is due is never judged by it.
 */

let said = 0;
let heard = 0;
let offset = '+08:00';

/** Takes what the desk says: a moment with its offset. @param {string} now */
export function setClock(now) {
  said = Date.parse(now);
  heard = performance.now();
  offset = /[+-]\d\d:\d\d$/.exec(now)?.[0] ?? '+00:00';
}

/** Milliseconds since 1970: never later than the desk's own clock. */
const passed = () => said + Math.floor(performance.now() - heard);

/** Seconds from now until a moment. @param {string} moment */
export function secondsUntil(moment) {
  return (Date.parse(moment) - passed()) / 1000;
}

/** Milliseconds until the minute is full. */
export function untilNextMinute() {
  return 60_000 - (passed() % 60_000);
}

/** Now as the wire wants it, in the desk's offset and to the second; never later than the desk's now. */
export function moment() {
  const [hours = 0, minutes = 0] = offset.slice(1).split(':').map(Number);
  const ahead = (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
  return `${new Date(passed() + ahead).toISOString().slice(0, 19)}${offset}`;
}
