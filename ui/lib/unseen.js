// What stands in place of something of a customer: that it is not there, or that it is not for who reads. An inspector
// sees what was done and by whose code, and must not take what is withheld for what was never recorded.

import { desk } from './desk.js';
import { t } from './i18n.js';

/** @param {Parameters<typeof t>[0]} none what is said where nothing is there */
export const unseen = (none) => t(desk.redacted ? 'common.redacted' : none);
