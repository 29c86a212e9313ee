/**
 * What became of a scan, for eyes and ears: a word across the window and a sound, unlike for right and wrong. Where
 * the machine has no sound, the eye alone is served.
 */

/** @typedef {{verdict: 'right' | 'wrong', text: string, to?: string}} Heard `to`: where a tap leads */

/** @type {Set<(heard: Heard) => void>} */
const listeners = new Set();
/** @type {AudioContext | null} */
let audio = null;

/** Pitch in hertz, beginning and length in seconds of each tone. */
const TONES = {
  right: [
    [988, 0, 0.07],
    [1319, 0.08, 0.12],
  ],
  wrong: [
    [196, 0, 0.18],
    [156, 0.22, 0.28],
  ],
};

/** @param {Heard['verdict']} verdict */
function sound(verdict) {
  try {
    audio ??= new AudioContext();
    void audio.resume();
    for (const [pitch = 0, from = 0, length = 0] of TONES[verdict]) {
      const [tone, loudness] = [audio.createOscillator(), audio.createGain()];
      const begins = audio.currentTime + from;
      tone.type = verdict === 'right' ? 'sine' : 'square';
      tone.frequency.value = pitch;
      loudness.gain.setValueAtTime(verdict === 'right' ? 0.25 : 0.15, begins);
      loudness.gain.exponentialRampToValueAtTime(0.001, begins + length);
      tone.connect(loudness).connect(audio.destination);
      tone.start(begins);
      tone.stop(begins + length);
    }
  } catch {
    audio = null; // No sound on this machine: what is shown stands.
  }
}

/** Tells what became of a scan. @param {Heard} heard */
export function tell(heard) {
  sound(heard.verdict);
  for (const listener of listeners) listener(heard);
}

/**
 * Hears it. Answers how to stop.
 * @param {(heard: Heard) => void} listener
 */
export function onHeard(listener) {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
