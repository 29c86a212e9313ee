// The tags that belong on things after a form was saved: each as the picture of the very PDF that is printed, one press
// to print it. A tag that is not wanted now can be made again from its thing at any time.

import { html, nothing } from '../../lib/lit.js';
import { rpc } from '../../lib/host.js';
import { refusalOf } from '../../lib/host.js';
import { Part, define } from '../../lib/part.js';
import { t } from '../../lib/i18n.js';
import { drawLabel } from '../service/label-picture.js';
import '../../components/ti-dialog.js';
import '../../components/ti-refusal.js';

/** @typedef {{of: import('../../lib/wire').TagOf, id: string, name: string}} One */

class WorkTags extends Part {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = {
    tags: { attribute: false },
    at: { state: true },
    small: { state: true },
    done: { state: true },
    refusal: { state: true },
    busy: { state: true },
  };

  constructor() {
    super();
    /** @type {One[]} */
    this.tags = [];
    this.at = 0;
    this.small = false;
    /** What became of each that was printed, by its place in the row. @type {Record<number, string>} */
    this.done = {};
    /** @type {import('../../lib/wire').Refusal | null} */
    this.refusal = null;
    this.busy = false;
    this.shown = '';
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (!changed.has('tags')) return;
    this.at = 0;
    this.done = {};
    this.refusal = null;
    this.shown = '';
  }

  async updated() {
    const one = this.tags[this.at];
    const wanted = one ? `${one.of} ${one.id} ${this.small}` : '';
    if (!one || wanted === this.shown) return;
    this.shown = wanted;
    try {
      const picture = await rpc('tag.look', { of: one.of, id: one.id, small: this.small });
      const dialog = /** @type {any} */ (this.querySelector('ti-dialog'));
      await dialog?.updateComplete;
      const canvas = /** @type {HTMLCanvasElement | null} */ (this.querySelector('canvas'));
      if (canvas && this.shown === wanted) await drawLabel(canvas, picture);
    } catch (thrown) {
      this.refusal = refusalOf(thrown);
    }
  }

  async print() {
    const one = this.tags[this.at];
    if (!one || this.busy) return;
    this.busy = true;
    this.refusal = null;
    try {
      const printed = await rpc('tag.print', { of: one.of, id: one.id, small: this.small });
      this.done = {
        ...this.done,
        [this.at]: t(printed.outcome === 'printed' ? 'work.tag.printed' : 'work.tag.saved', { where: printed.where }),
      };
      if (this.at + 1 < this.tags.length) this.at += 1;
    } catch (thrown) {
      this.refusal = refusalOf(thrown);
    } finally {
      this.busy = false;
    }
  }

  /** Prints all that are not printed yet, one after the other; it stops where one fails. */
  async printAll() {
    for (let at = 0; at < this.tags.length; at += 1) {
      if (this.done[at]) continue;
      this.at = at;
      await this.print();
      if (!this.done[at]) return;
    }
  }

  render() {
    const one = this.tags[this.at];
    if (!one) return nothing;
    const said = this.done[this.at] ?? this.done[this.at - 1];
    const left = this.tags.length - Object.keys(this.done).length;
    const content = html`<div class="tag-sheet">
      <div class="tag-paper"><canvas role="img" aria-label=${t('work.tag.of', { name: one.name })}
          data-test="tag-picture"></canvas></div>
      <div class="stack">
        <p><b>${one.name}</b>${
          this.tags.length > 1 ? html` <span class="faint num">${this.at + 1} / ${this.tags.length}</span>` : nothing
        }</p>
        <div class="chips" role="radiogroup" aria-label=${t('work.tag.stock')}>
          ${[false, true].map(
            (small) => html`<label class="chip-choice"><input type="radio" name="tag-stock"
    data-test="tag-stock-${small ? '40x30' : '60x40'}" .checked=${this.small === small}
      @change=${() => (this.small = small)}><span class="num">${small ? '40×30' : '60×40'} mm</span></label>`,
          )}
        </div>
        ${
          said
            ? html`<p class="chip ok" role="status" data-test="tag-done"><b aria-hidden="true">✓</b>${said}</p>`
            : nothing
        }
        ${this.refusal ? html`<ti-refusal .refusal=${this.refusal}></ti-refusal>` : nothing}
      </div></div>`;
    const actions = html`<button type="button" class="button push" data-test="tag-later"
        @click=${() => this.tell('closed')}>${t(left > 0 ? 'work.tag.later' : 'common.close')}</button>
      ${
        left > 1
          ? html`<button type="button" class="button next" data-test="tag-print-all" ?disabled=${this.busy}
              @click=${() => this.printAll()}>
            <ti-icon name="printer"></ti-icon>${t('work.tag.print_all', { n: left })}</button>`
          : nothing
      }
      <button type="button" class="button ${left === 1 ? 'next' : ''}" data-test="tag-print" ?disabled=${this.busy}
          @click=${() => this.print()}>
        <ti-icon name="printer"></ti-icon>${t(this.done[this.at] ? 'work.tag.again' : 'work.tag.print')}</button>`;
    return html`<ti-dialog open .heading=${t('work.tag.title')} .content=${content} .actions=${actions}
        @close=${() => this.tell('closed')}></ti-dialog>`;
  }
}

define('work-tags', WorkTags);
