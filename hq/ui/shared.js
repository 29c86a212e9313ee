/** What both pages of headquarters use: how a command is sent, and how times and figures are said. */
import { spoken, t } from './words.js';

/** @param {string} name @param {object} body */
export const command = (name, body) =>
  fetch(`console/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

/** @param {number | null} seconds */
export function ago(seconds) {
  if (seconds === null) return t('never');
  if (seconds < 60) return t('now');
  if (seconds < 3600) return t('minutes', Math.floor(seconds / 60));
  if (seconds < 86_400) return t('hours', Math.floor(seconds / 3600));
  return t('days', Math.floor(seconds / 86_400));
}

/** @param {number} value */
export const number = (value) => value.toLocaleString(spoken());
