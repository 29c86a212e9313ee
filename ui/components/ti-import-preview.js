// What a table holds before any of it is taken: the columns found and what each means, the first good rows, and every
// bad row with its line, its column and why. It reads a preview; it takes nothing in.

import { html, nothing } from '../lib/lit.js';
import { Part, define } from '../lib/part.js';
import { pick, t, word } from '../lib/i18n.js';

class TiImportPreview extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = { preview: { attribute: false }, weaken: { attribute: false } };

  constructor() {
    super();
    /** @type {import('../lib/wire').ImportPreview | null} */
    this.preview = null;
    /** Whether somebody says that they looked at every row that weakens something. */
    this.weaken = false;
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
        <thead><tr><th scope="col" class="figure">${t('setup.import.cell')}</th><th
            scope="col">${t('setup.import.title')}</th><th scope="col">${t('setup.import.column')}</th><th
              scope="col">${t('setup.import.found')}</th><th scope="col">${t('setup.import.why')}</th></tr></thead>
        <tbody>${preview.bad.map(
          (row) =>
            html`<tr data-test="import-bad-row"><td class="figure num">${row.cell ?? row.line}</td><td>${
              row.title || '–'
            }</td><td>${row.column ?? '–'}</td><td class="import-value">${
              row.found || t('setup.import.nothing_there')
            }</td><td>${pick(row.message, row.message_en)}</td></tr>`,
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

  /**
   * What would change of what the store has, old beside new; what weakens comes first.
   * @param {import('../lib/wire').ImportPreview} preview
   */
  changes(preview) {
    if (preview.changes.length === 0) return nothing;
    return html`<section class="import-part" aria-labelledby="import-changes">
      <h3 id="import-changes">${t('setup.import.changes', { n: preview.changed })}</h3>
      <div class="import-scroll" tabindex="0" role="group" aria-labelledby="import-changes"><table
          class="table compact" data-test="import-changes">
        <thead><tr><th scope="col" class="figure">${t('setup.import.line')}</th><th
            scope="col">${t('setup.import.id')}</th><th scope="col">${t('setup.import.column')}</th><th
              scope="col">${t('setup.import.old')}</th><th scope="col">${t('setup.import.new')}</th></tr></thead>
        <tbody>${preview.changes.map((row) =>
          row.changes.map(
            (change) => html`<tr class=${change.weakens ? 'weakens' : ''}><td class="figure num">${row.line}</td><td
    class="num">${row.id}</td><td>${change.column}${
      change.weakens
        ? html` <span class="chip warn"><b aria-hidden="true">!</b>${t('setup.import.weakens')}</span>`
        : nothing
    }</td><td class="soft">${change.old || t('setup.import.nothing_there')}</td><td>${
      change.new || html`<b>${t('setup.import.lost')}</b>`
    }</td></tr>`,
          ),
        )}</tbody>
      </table></div>
    </section>`;
  }

  /** @param {import('../lib/wire').ImportPreview} preview */
  good(preview) {
    if (preview.rows.length === 0) return nothing;
    return html`<section class="import-part" aria-labelledby="import-good">
      <h3 id="import-good">${t('setup.import.first', { n: preview.rows.length })}</h3>
      <div class="import-scroll" tabindex="0" role="group" aria-labelledby="import-good"><table class="table compact">
        <thead><tr><th scope="col" class="figure">${t('setup.import.line')}</th><th
            scope="col">${t('setup.import.id')}</th>${preview.rows[0]?.taken.map(
              ({ column }) => html`<th scope="col">${column}</th>`,
            )}</tr></thead>
        <tbody>${preview.rows.map(
          (row) => html`<tr data-test="import-row"><td class="figure num">${row.line}</td><td
    class="num">${row.id}</td>${row.taken.map(
      ({ value }) => html`<td class="import-value" title=${value}>${value || '–'}</td>`,
    )}</tr>`,
        )}</tbody>
      </table></div>
    </section>`;
  }

  /**
   * What is not read: rows that are none of the table, and further sheets.
   * @param {import('../lib/wire').ImportPreview} preview
   */
  passed(preview) {
    const { passed, left_out } = preview;
    if (passed.length + left_out.length === 0) return nothing;
    return html`<section class="import-part" aria-labelledby="import-passed">
      <h3 id="import-passed">${t('setup.import.passed')}</h3>
      <ul class="import-columns" data-test="import-passed">${passed.map(
        (row) =>
          html`<li class="chip"><span class="num">${row.line}</span>${row.found}<span class="faint">${word(
            `import_passed.${row.why}`,
          )}</span></li>`,
      )}${left_out.map(
        (sheet) => html`<li class="chip warn"><b aria-hidden="true">!</b>${t('setup.import.sheet', { sheet })}</li>`,
      )}</ul>
    </section>`;
  }

  /** Nothing that protects a person is weakened before somebody says that they looked at it. */
  asked(weakened = this.preview?.weakened ?? 0) {
    if (weakened === 0) return nothing;
    return html`<section class="import-weakens" role="group" aria-labelledby="import-weakens">
      <p class="remark warn" id="import-weakens"><span
    aria-hidden="true">!</span>${t('setup.import.weakened', { n: weakened })}</p>
      <button type="button" class="toggle tick" role="checkbox" aria-checked=${String(this.weaken)}
          data-test="import-weaken" @click=${() => this.tell('weaken')}>
        <span class="tick-box" aria-hidden="true"></span>${t('setup.import.weaken', { n: weakened })}
      </button>
    </section>`;
  }

  render() {
    const { preview } = this;
    if (!preview) return nothing;
    return html`<div class="import-sum">
        <span class="chip ok"><b aria-hidden="true">✓</b>${t('setup.import.sum_good')} <span
            class="num">${preview.good - preview.already}</span></span>
        <span class="chip"><b aria-hidden="true">+</b>${t('setup.import.sum_new')} <span
            class="num">${preview.added}</span></span>
        <span class="chip"><b aria-hidden="true">→</b>${t('setup.import.sum_changed')} <span
            class="num">${preview.changed}</span></span>
        <span class="chip ${preview.bad_total ? 'stop' : ''}"><b
            aria-hidden="true">${preview.bad_total ? '✕' : '–'}</b>${t('setup.import.sum_bad')} <span
              class="num">${preview.bad_total}</span></span>
        <span class="chip"><b aria-hidden="true">=</b>${t('setup.import.sum_already')} <span
            class="num">${preview.already}</span></span>
      </div>
      ${this.asked()} ${this.changes(preview)} ${this.columns(preview)} ${this.bad(preview)}
      ${this.passed(preview)} ${this.good(preview)}`;
  }
}

define('ti-import-preview', TiImportPreview);
