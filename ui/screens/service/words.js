/**
 * The enumerated words of a service: codes of the wire with their word in the language on view. The Chinese word of a
 * concern is also what is recorded as the customer's statement, because the judgement reads Chinese words.
 */
import { t } from '../../lib/i18n.js';

/** @type {readonly import('../../lib/wire').Channel[]} */
export const CHANNELS = [
  'skin_consultation',
  'skin_test',
  'make_up_consultation',
  'make_up_assessment',
  'online_questionnaire',
  'online_consultation',
];

/** The concerns that are said with one tap, in the order of the shop floor. */
export const CONCERNS = Object.freeze([
  { code: 'moisture', word: '保湿' },
  { code: 'soothing', word: '舒缓' },
  { code: 'oil_control', word: '控油' },
  { code: 'blemishes', word: '祛痘' },
  { code: 'wrinkles', word: '抗皱' },
  { code: 'firming', word: '紧致' },
  { code: 'repair', word: '修护' },
  { code: 'nourishing', word: '滋养' },
  { code: 'radiance', word: '光泽' },
  { code: 'pores', word: '细致毛孔' },
  { code: 'scent', word: '香气' },
  { code: 'light_texture', word: '质地清爽' },
]);

/** @param {string} code */
export const concernWord = (code) => t(`common.concern_${code}`);
/** @param {string} code */
export const channelWord = (code) => t(`common.channel_${code}`);
/** @param {string} code */
export const purposeWord = (code) => t(`common.purpose_${code}`);
/** @param {string} code */
export const modeWord = (code) => t(`common.mode_${code}`);
/** @param {string} code */
export const roleWord = (code) => t(`common.role_${code}`);
/** @param {string} way */
export const wayWord = (way) => t(`common.way_${way}`);
