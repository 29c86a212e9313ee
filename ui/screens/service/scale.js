/**
 * Listens to the scale while a weighing is on view, and judges a reading against its band. It takes no weight: what is
 * recorded is the reading that Rust took from the line.
 */
import { rpc } from '../../lib/host.js';

/** @typedef {import('../../lib/wire').ScaleReading} ScaleReading */
/** @typedef {import('../../lib/wire').NextView} NextView */

/** How long a reading must have stood still before it is taken without a tap, in milliseconds. */
export const STILL = 1000;
/** From how many milligrams on a reading is another one than before. */
const OTHER = 10;
/** How long to wait before the scale is asked again where it does not answer, in milliseconds. */
const REST = 1500;

/** @param {number} time in milliseconds */
const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));

/**
 * Listens until told to stop.
 * @param {(reading: ScaleReading|null) => void} heard null where the scale cannot be asked
 * @returns {() => void} stops listening
 */
export function listen(heard) {
  let on = true;
  void (async () => {
    let seen = 0;
    while (on) {
      const asked = performance.now();
      try {
        const reading = /** @type {ScaleReading} */ (await rpc('scale.wait', { seen }));
        if (!on) return;
        const same = reading.number === seen;
        seen = reading.number;
        heard(reading);
        if (same && performance.now() - asked < REST) await pause(REST / 5);
      } catch {
        if (on) heard(null);
        await pause(REST);
      }
    }
  })();
  return () => {
    on = false;
  };
}

/** @typedef {'nothing'|'below'|'inside'|'over'} Place */

/**
 * Where a weight stands against the band.
 * @param {number|null} weight in milligrams
 * @param {NextView} next
 * @returns {Place}
 */
export function placeOf(weight, next) {
  if (weight === null || weight <= 0) return 'nothing';
  if (weight < next.low_mg) return 'below';
  return weight <= next.high_mg ? 'inside' : 'over';
}

/** Whether something else lies on the scale than what was confirmed last. */
export class Fresh {
  /** @type {number|null} */
  #confirmed = null;
  #fresh = true;

  /** @param {number|null} weight what was just confirmed, in milligrams; null where it was typed */
  confirmed(weight) {
    this.#confirmed = weight;
    this.#fresh = weight === null;
  }

  /** @param {ScaleReading} reading @returns {boolean} */
  sees(reading) {
    const moved = !reading.stable || Math.abs((reading.weight_mg ?? 0) - (this.#confirmed ?? 0)) > OTHER;
    this.#fresh ||= moved;
    return this.#fresh;
  }
}

/**
 * Milligrams of a weight that was typed in grams.
 * @param {string} text
 * @returns {number|null} null where it is no weight
 */
export function typedWeight(text) {
  // A Chinese keyboard types digits and points full-width.
  const plain = text.normalize('NFKC').replace('。', '.');
  const found = /^\s*(\d{1,5})(?:[.,](\d{1,3}))?\s*g?\s*$/u.exec(plain);
  if (!found) return null;
  return Number(found[1]) * 1000 + Number((found[2] ?? '').padEnd(3, '0'));
}
