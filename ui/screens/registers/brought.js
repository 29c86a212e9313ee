// A table brought into a register: picked, looked at row by row, and written in one go once somebody has seen what
// is wrong.

import { html, nothing } from '../../lib/lit.js';
import { refusalOf, rpc } from '../../lib/host.js';
import { pick, t } from '../../lib/i18n.js';
import { say } from '../../lib/notice.js';
import { Part, define } from '../../lib/part.js';
import '../../components/ti-dialog.js';
import '../../components/ti-refusal.js';

/** So many bad rows are named. */
const NAMED = 20;

class RegisterBrought extends Part {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = {
    register: {},
    file: { state: true },
    found: { state: true },
    refusal: { state: true },
    busy: { state: true },
  };

  constructor() {
    super();
    /** Which register; empty while nothing is brought in. */
    this.register = '';
    /** @type {import('../../lib/wire').FileView | null} */
    this.file = null;
    /** @type {import('../../lib/wire').BroughtEntries | null} */
    this.found = null;
    /** @type {import('../../lib/wire').Refusal | null} */
    this.refusal = null;
    this.busy = false;
  }

  /** @param {() => Promise<void>} work */
  async try(work) {
    this.busy = true;
    this.refusal = null;
    try {
      await work();
    } catch (thrown) {
      this.refusal = refusalOf(thrown);
    } finally {
      this.busy = false;
    }
  }

  pick() {
    return this.try(async () => {
      const file = await rpc('files.pick', { purpose: 'register' });
      if (!file) return;
      this.file = file;
      this.found = await rpc('register.bring', { register: this.register, file: file.file, write: false });
    });
  }

  write() {
    return this.try(async () => {
      const file = this.file?.file ?? '';
      const found = await rpc('register.bring', { register: this.register, file, write: true });
      say(t('register.brought', { n: found.good }), 'ok');
      this.close();
    });
  }

  close() {
    this.file = null;
    this.found = null;
    this.refusal = null;
    this.tell('closed');
  }

  /** @param {import('../../lib/wire').BroughtEntries} found */
  seen(found) {
    const bad = found.bad.slice(0, NAMED);
    return html`<p><b class="num">${found.good}</b> ${t('register.good_rows')} · <b
      class="num">${found.bad.length}</b> ${t('register.bad_rows')}</p>
      ${
        found.missing.length > 0
          ? html`<p
        class="late">${t('register.missing', { columns: found.missing.join('、') })}</p>`
          : nothing
      }
      ${
        found.unknown.length > 0
          ? html`<p
        class="faint">${t('register.unknown', { columns: found.unknown.join('、') })}</p>`
          : nothing
      }
      <ul>${bad.map(
        (row) => html`<li><span class="num">${t('register.row', { n: row.line })}</span>
        ${pick(row.message, row.message_en)}</li>`,
      )}</ul>`;
  }

  render() {
    if (!this.register) return nothing;
    const content = html`<div class="stack"><p class="soft">${t('register.bring_why')}</p>
      <button type="button" class="button" data-test="bring-pick" ?disabled=${this.busy}
        @click=${() => this.pick()}>${this.file?.name ?? t('register.bring_pick')}</button>
      ${this.found ? this.seen(this.found) : nothing}
      ${this.refusal ? html`<ti-refusal .refusal=${this.refusal}></ti-refusal>` : nothing}</div>`;
    const actions = html`<button type="button" class="button push" data-test="bring-cancel"
      @click=${() => this.close()}>${t('setup.form.cancel')}</button>
      <button type="button" class="button next" data-test="bring-write" ?disabled=${this.busy || !this.found?.good}
        @click=${() => this.write()}>${t('register.bring_write')}</button>`;
    return html`<ti-dialog open .heading=${t('register.bring')} .content=${content} .actions=${actions}
      @close=${() => this.close()}></ti-dialog>`;
  }
}

define('register-brought', RegisterBrought);
