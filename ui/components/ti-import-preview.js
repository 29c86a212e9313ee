// What a table holds before any of it is taken: the columns found and what each means, the first good rows, and every
// bad row with its line, its column and why. It reads a preview; it takes nothing in.

import { html, nothing } from '../lib/lit.js';
import { Part, define } from '../lib/part.js';
import { pick, t } from '../lib/i18n.js';

class TiImportPreview extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = { preview: { attribute: false } };

  constructor() {
    super();
    /** @type {import('../lib/wire').ImportPreview | null} */
    this.preview = null;
  }

  /** @param {import('../lib/wire').ImportPreview} preview */
  columns(preview) {
    return html`<section class="import-part" aria-labelledby="import-columns">
      <h3 id="import-columns">${t('setup.import.columns')}</h3>
      ${
        preview.missing_columns.length
          ? html`<p class="import-missing"><b
            aria-hidden="true">✕</b> ${t('setup.import.missing', { columns: preview.missing_columns.join('、') })}</p>`
          : nothing
      }
      <ul class="import-columns">${preview.columns.map(
        (column) => html`<li class="chip ${column.means ? 'ok' : ''}">
        <b aria-hidden="true">${column.means ? '✓' : '–'}</b>${column.found}<span class="faint">${
          column.means && column.means !== column.found
            ? `→ ${column.means}`
            : column.means
              ? ''
              : t('setup.import.unused')
        }</span></li>`,
      )}</ul>
    </section>`;
  }

  /** @param {import('../lib/wire').ImportPreview} preview */
  bad(preview) {
    if (preview.bad_total === 0) return nothing;
    return html`<section class="import-part" aria-labelledby="import-bad">
      <h3 id="import-bad">${t('setup.import.bad', { n: preview.bad_total })}</h3>
      <div class="import-scroll" tabindex="0" role="group" aria-labelledby="import-bad"><table class="table compact">
        <thead><tr><th scope="col" class="figure">${t('setup.import.line')}</th><th
            scope="col">${t('setup.import.column')}</th><th scope="col">${t('setup.import.why')}</th></tr></thead>
        <tbody>${preview.bad.map(
          (row) => html`<tr><td
    class="figure num">${row.line}</td><td>${row.column ?? '–'}</td><td>${pick(row.message, row.message_en)}</td></tr>`,
        )}</tbody>
      </table></div>
      ${
        preview.bad_total > preview.bad.length
          ? html`<p
    class="faint">${t('setup.import.more_bad', { n: preview.bad_total - preview.bad.length })}</p>`
          : nothing
      }
    </section>`;
  }

  /** @param {import('../lib/wire').ImportPreview} preview */
  good(preview) {
    if (preview.rows.length === 0) return nothing;
    return html`<section class="import-part" aria-labelledby="import-good">
      <h3 id="import-good">${t('setup.import.first', { n: preview.rows.length })}</h3>
      <div class="import-scroll" tabindex="0" role="group" aria-labelledby="import-good"><table class="table compact">
        <thead><tr><th scope="col" class="figure">${t('setup.import.line')}</th><th
            scope="col">${t('setup.import.id')}</th><th scope="col">${t('setup.import.title')}</th><th
                scope="col">${t('setup.import.note')}</th></tr></thead>
        <tbody>${preview.rows.map(
          (row) => html`<tr><td class="figure num">${row.line}</td><td
    class="num">${row.id}</td><td>${row.title}</td><td class="soft">${row.note}</td></tr>`,
        )}</tbody>
      </table></div>
    </section>`;
  }

  render() {
    const { preview } = this;
    if (!preview) return nothing;
    return html`<div class="import-sum">
        <span class="chip ok"><b aria-hidden="true">✓</b>${t('setup.import.sum_good')} <span
            class="num">${preview.good - preview.already}</span></span>
        <span class="chip ${preview.bad_total ? 'stop' : ''}"><b
            aria-hidden="true">${preview.bad_total ? '✕' : '–'}</b>${t('setup.import.sum_bad')} <span
              class="num">${preview.bad_total}</span></span>
        <span class="chip"><b aria-hidden="true">=</b>${t('setup.import.sum_already')} <span
            class="num">${preview.already}</span></span>
      </div>
      ${this.columns(preview)} ${this.bad(preview)} ${this.good(preview)}`;
  }
}

define('ti-import-preview', TiImportPreview);
