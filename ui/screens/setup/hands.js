// Whose hand a command asks for: what this person may do is offered, the rest is shown with the post that may. It
// only chooses words; who may is decided in Rust, and `desk.may` is what was decided.

import { html } from '../../lib/lit.js';
import { desk } from '../../lib/desk.js';
import { t } from '../../lib/i18n.js';
import { posts } from '../../lib/posts.js';

export { posts };

/**
 * The button, if this person may; else who may.
 * @param {import('../../lib/desk.js').Name} command
 * @param {unknown} content
 */
export function offer(command, content) {
  return desk.may(command)
    ? content
    : html`<span class="by-other">${t('setup.by_other', { who: posts(command) })}</span>`;
}
