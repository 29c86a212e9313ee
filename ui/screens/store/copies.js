// One place where copies are kept, with its copies: when each was made, how large it is, whether it was verified and
// tried
// out. It shows; what is done with a copy is told to the page.

import { html, nothing } from '../../lib/lit.js';
import { desk } from '../../lib/desk.js';
import { bytes, when } from '../../lib/format.js';
import { t } from '../../lib/i18n.js';
import { Part, define } from '../../lib/part.js';
import '../../components/ti-icon.js';
import '../../components/ti-refusal.js';

/** @typedef {import('../../lib/wire').PlaceView} PlaceView */
/** @typedef {import('../../lib/wire').CopyView} CopyView */

/** How many copies are shown before the rest is asked for. */
const SHOWN = 4;

/** What people know a place by: its folder's name. @param {PlaceView} place */
export function placeName(place) {
  return place.local ? t('store.copies.local') : (place.folder.split(/[\\/]/).at(-1) ?? place.folder);
}

class StoreCopies extends Part {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = { place: { attribute: false }, busy: { type: Boolean }, all: { state: true } };

  constructor() {
    super();
    /** @type {PlaceView | null} */
    this.place = null;
    this.busy = false;
    this.all = false;
  }

  /** @param {CopyView} copy */
  state(copy) {
    if (copy.drill_passed === false)
      return html`<span class="chip stop"><b aria-hidden="true">✕</b>${t('store.copies.drill_failed')}</span>`;
    if (copy.drill_passed)
      return html`<span class="chip ok"><b
          aria-hidden="true">✓</b>${t('store.copies.drilled', {
            at: when(copy.drilled_at ?? '', desk.view.today),
          })}</span>`;
    if (copy.verified)
      return html`<span class="chip ok"><b aria-hidden="true">✓</b>${t('store.copies.verified')}</span>`;
    return html`<span class="chip warn"><b aria-hidden="true">?</b>${t('store.copies.unknown')}</span>`;
  }

  /** @param {CopyView} copy */
  copy(copy) {
    return html`<tr><td class="num">${when(copy.at, desk.view.today)}</td><td class="num">${bytes(copy.bytes)}</td>
      <td class="num">${
        copy.up_to === null ? '—' : html`${copy.up_to} <span class="faint">${copy.hash}</span>`
      }</td><td>${this.state(copy)}</td>
      <td>${
        desk.may('backup.drill') && this.place?.here
          ? html`<button class="button" data-test="drill-${copy.file}"
    ?disabled=${this.busy}
      @click=${() =>
        this.tell('drill', { place: this.place?.id, file: copy.file })}>${t('store.copies.drill')}</button>`
          : nothing
      }</td></tr>`;
  }

  render() {
    const { place } = this;
    if (!place) return nothing;
    const shown = this.all ? place.copies : place.copies.slice(0, SHOWN);
    return html`<section class="card copies-at" data-test="place-${place.id}">
      <header class="row"><ti-icon name=${place.local ? 'monitor' : place.here ? 'save' : 'unplug'}></ti-icon>
        <h2>${placeName(place)}</h2>
        ${
          place.trouble && place.here
            ? html`<span class="chip stop" data-test="place-trouble"><b
    aria-hidden="true">✕</b>${t('store.copies.trouble')}</span>`
            : place.here
              ? html`<span class="chip ok"><b
      aria-hidden="true">✓</b>${t('store.copies.here')}</span>`
              : place.local
                ? nothing
                : html`<span
        class="chip stop"><b aria-hidden="true">!</b>${t('store.copies.gone')}</span>`
        }
        ${
          place.free_megabytes === null
            ? nothing
            : html`<span
    class="faint num">${t('store.copies.free', { size: bytes(place.free_megabytes * 1024 * 1024) })}</span>`
        }
        ${
          place.local || !desk.may('backup.drop_place')
            ? nothing
            : html`<button class="button quiet push"
    data-test="drop-${place.id}" ?disabled=${this.busy}
      @click=${() => this.tell('drop', { place: place.id })}>${t('store.copies.drop')}</button>`
        }</header>
      <p class="path faint">${place.folder}</p>
      ${place.trouble && place.here ? html`<ti-refusal .refusal=${place.trouble} still></ti-refusal>` : nothing}
      ${place.here || place.local ? nothing : html`<p>${t('store.copies.gone_do')}</p>`}
      ${
        shown.length === 0
          ? html`<p class="soft">${t('store.copies.none')}</p>`
          : html`<table class="copies-table">
        <thead><tr>${['at', 'size', 'records', 'state'].map(
          (head) => html`<th scope="col">${t(`store.copies.${head}`)}</th>`,
        )}<td></td></tr></thead>
        <tbody>${shown.map((copy) => this.copy(copy))}</tbody></table>`
      }
      ${
        shown.length < place.copies.length
          ? html`<button class="button quiet"
    @click=${() => (this.all = true)}>${t('store.copies.all', { n: place.copies.length })}</button>`
          : nothing
      }
    </section>`;
  }
}

define('store-copies', StoreCopies);
