// The program closes: the copy that is being made, what could not be copied and why, and the ways out. Nobody has to
// wait
// here: closing at once loses nothing that was saved, only this copy.

import { html } from '../lib/lit.js';
import { desk } from '../lib/desk.js';
import { rpc } from '../lib/host.js';
import { t } from '../lib/i18n.js';
import { Screen, define } from '../lib/screen.js';
import '../components/ti-icon.js';
import '../components/ti-progress.js';
import '../components/ti-refusal.js';
import './start/mark.js';

class Closing extends Screen {
  leave() {
    return this.act('leave', () => rpc('program.leave'));
  }

  async stay() {
    const view = await this.act('stay', () => rpc('program.stay'));
    if (view) desk.set(view);
  }

  keys() {
    return [{ key: 'Escape', label: t('start.closing.stay'), run: () => void this.stay() }];
  }

  render() {
    const { closing } = desk.view;
    if (!closing) return html``;
    const told = closing.told.length > 0;
    return html`<div class="alone"><start-mark></start-mark>
      <section class="card closing" data-test="closing" role="status">
        <h1>${t(told ? 'start.closing.told' : 'start.closing')}</h1>
        <p class="soft">${told ? t('start.closing.told_why', { n: closing.seconds }) : t('start.closing.why')}</p>
        ${
          told
            ? closing.told.map((refusal) => html`<ti-refusal .refusal=${refusal}></ti-refusal>`)
            : html`<ti-progress
    .job=${closing.job} .label=${t('store.backup.making')}></ti-progress>`
        }
        <div class="row"><button class="button" data-test="stay"
            @click=${() => this.stay()}>${t('start.closing.stay')}</button>
          <button class="button push ${told ? 'next' : ''}" data-test="leave" @click=${() => this.leave()}><ti-icon
              name="power"></ti-icon>${t(told ? 'start.closing.leave' : 'start.closing.at_once')}</button></div>
      </section></div>`;
  }
}

define('screen-closing', Closing);
