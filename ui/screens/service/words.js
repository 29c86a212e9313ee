/**
 * The enumerated words of a service: codes of the wire with their word in the language on view. The Chinese word of a
 * concern is also what is recorded as the customer's statement, because the judgement reads Chinese words.
 */
import words from '../../i18n/words.js';
import { t, word } from '../../lib/i18n.js';

/** @type {readonly import('../../lib/wire').Channel[]} */
export const CHANNELS = [
  'skin_consultation',
  'skin_test',
  'make_up_consultation',
  'make_up_assessment',
  'online_questionnaire',
  'online_consultation',
];

/** @type {import('../../lib/i18n.js').Code<'concern'>[]} */
const SAID = [
  'moisture',
  'soothing',
  'oil_control',
  'blemishes',
  'wrinkles',
  'firming',
  'repair',
  'nourishing',
  'radiance',
  'pores',
  'scent',
  'light_texture',
];
/** The concerns that are said with one tap, in the order of the shop floor. */
export const CONCERNS = SAID.map((code) => ({ code, word: words['zh-CN'][`concern.${code}`] }));

/** @param {string} code */
export const concernWord = (code) => t(`concern.${code}`);
/** @param {import('../../lib/wire').Channel} code */
export const channelWord = (code) => word(`channel.${code}`);
/** @param {import('../../lib/wire').Purpose} code */
export const purposeWord = (code) => word(`purpose.${code}`);
/** @param {import('../../lib/wire').Mode} code */
export const modeWord = (code) => word(`mode.${code}`);
/** @param {import('../../lib/wire').Role} code */
export const roleWord = (code) => word(`role.${code}`);
/** @param {string} way */
export const wayWord = (way) => t(`delivery.${way}`);
