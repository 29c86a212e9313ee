/**
 * The texts of the pages. `t` answers in the language in use; a key that is missing there falls back to Chinese, and
 * one
 * that is missing everywhere shows itself, so that it is seen. `cargo xtask tidy` proves that none is.
 */
import words from '../i18n/words.js';

/** @typedef {'zh-CN' | 'en'} Lang */
/** @typedef {Record<string, string>} Texts */
/** @typedef {keyof typeof words.en} WordKey */
/**
 * The codes of a group of words.
 * @template {string} G
 * @typedef {WordKey extends infer K ? (K extends `${G}.${infer C}` ? C : never) : never} Code
 */

const PARTS = [
  'common',
  'refusals',
  'lock',
  'today',
  'service',
  'screen',
  'customers',
  'rights',
  'start',
  'setup',
  'materials',
  'store',
  'labels',
  'day',
  'work',
  'register',
];
const KEPT = 'tiaohe.lang';

/** @type {Record<Lang, Texts>} */
const texts = { 'zh-CN': { ...words['zh-CN'] }, en: { ...words.en } };
/** @type {Set<() => void>} */
const listeners = new Set();
/** @type {Lang} */
let current = localStorage.getItem(KEPT) === 'en' ? 'en' : 'zh-CN';

await Promise.all(
  /** @type {Lang[]} */ (['zh-CN', 'en']).flatMap((language) =>
    PARTS.map(async (part) => {
      try {
        Object.assign(texts[language], (await import(`../i18n/${language}/${part}.js`)).default);
      } catch (cause) {
        console.error(`texts ${language}/${part} are not there`, cause);
      }
    }),
  ),
);
document.documentElement.lang = current;

/** @returns {Lang} */
export function lang() {
  return current;
}

/**
 * Changes the language of this window and keeps it for the next start.
 * @param {Lang} language
 * @param {{keep?: boolean}} [how] `keep: false` for a customer's choice, which ends with them
 */
export function setLang(language, { keep = true } = {}) {
  current = language;
  document.documentElement.lang = language;
  if (keep) localStorage.setItem(KEPT, language);
  for (const listener of [...listeners]) listener();
}

/**
 * Hears of a change of language. Answers how to stop.
 * @param {() => void} listener
 */
export function onLang(listener) {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/**
 * The text for a key, with `{name}` replaced.
 * @param {string} key
 * @param {Record<string, unknown>} [vars]
 */
export function t(key, vars = {}) {
  const text = texts[current][key] ?? texts['zh-CN'][key];
  if (text === undefined) {
    console.warn(`no text for ${key}`);
    return key;
  }
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in vars ? String(vars[name]) : whole));
}

/**
 * A word that paper, log and refusal share with the pages: `word(`zone.${lot.zone}`)`. A code without a word, and a
 * word that is not there, do not pass the check of types.
 * @param {WordKey} key
 */
export function word(key) {
  return t(key);
}

/**
 * Whether there is a text for a key in the language in use.
 * @param {string} key
 */
export function has(key) {
  return key in texts[current];
}

/**
 * Of two texts (or sets of texts) that came over the wire, the one in the language in use; Chinese where English is
 * empty.
 * @template T
 * @param {T} zh
 * @param {T} en
 * @returns {T}
 */
export function pick(zh, en) {
  return current === 'en' && en ? en : zh;
}
