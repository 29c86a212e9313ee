// What a register's list shows of each entry, and what it is narrowed by.

import { html, nothing } from '../../lib/lit.js';
import { day } from '../../lib/format.js';
import { pick, t } from '../../lib/i18n.js';
import { cell, chip } from './cells.js';

/** @typedef {import('../../lib/wire').RegisterCard} Card */
/** @typedef {import('../../lib/wire').EntryRow} Row */
/** @typedef {import('./list.js').RegisterList} RegisterList */

/**
 * The columns of a register's list: its number, what the register lists, what is due, its state, what can be done.
 * @param {RegisterList} list @param {Card} card
 * @returns {import('../../components/ti-table.js').Column<Row>[]}
 */
export function columns(list, card) {
  const own = card.columns.map((column, at) => ({
    key: column.key,
    label: pick(column.title, column.title_en),
    figure: column.figure,
    ...(column.sorts ? { by: () => '' } : {}),
    cell: (/** @type {Row} */ row) => cell(/** @type {Row['cells'][number]} */ (row.cells[at])),
  }));
  const due = (/** @type {Row} */ row) =>
    row.due
      ? html`<span class="num ${row.overdue ? 'late' : ''}">${row.overdue ? '✕ ' : ''}${day(row.due)}</span>`
      : nothing;
  return [
    {
      key: 'number',
      label: t('register.number'),
      cell: (row) =>
        html`<span class="num">${row.number}</span>${
          row.corrected
            ? html` <b
          title=${t('register.corrected')}>△</b>`
            : nothing
        }`,
    },
    ...own,
    ...(list.found?.rows.some((row) => row.due) ? [{ key: 'due', label: t('register.due'), cell: due }] : []),
    { key: 'state', label: t('register.state'), cell: (row) => chip(row.state) },
    {
      key: 'acts',
      label: t('register.acts'),
      cell: (row) =>
        row.acts.map(
          (act) => html`<button type="button" class="button" data-test="${act.act}-${row.number}"
            @click=${(/** @type {Event} */ event) => {
              event.stopPropagation();
              void list.does(act, row);
            }}>${pick(act.title, act.title_en)}</button> `,
        ),
    },
  ];
}

/** Values of this page that the list can be narrowed by. @param {RegisterList} list @param {Card} card */
function choices(list, card) {
  return card.narrowed.map((column) => {
    const at = card.columns.findIndex((one) => one.key === column.key);
    const now = list.asked.narrowed.find(([key]) => key === column.key)?.[1] ?? '';
    const seen = new Map(
      (list.found?.rows ?? []).flatMap((row) => {
        const one = row.cells[at];
        return one?.id ? [/** @type {[string, string]} */ ([one.id, pick(one.text, one.text_en)])] : [];
      }),
    );
    if (now) seen.set(now, seen.get(now) ?? now);
    const rest = list.asked.narrowed.filter(([key]) => key !== column.key);
    return html`<select data-test="narrow-${column.key}" aria-label=${pick(column.title, column.title_en)}
      .value=${now}
      @change=${(/** @type {Event} */ event) => {
        const { value } = /** @type {HTMLSelectElement} */ (event.target);
        list.show({ narrowed: value ? [...rest, [column.key, value]] : rest });
      }}>
      <option value="">${t('register.any', { column: pick(column.title, column.title_en) })}</option>
      ${[...seen].map(([id, text]) => html`<option value=${id} .selected=${id === now}>${text}</option>`)}
    </select>`;
  });
}

/** The search and what narrows the list. @param {RegisterList} list @param {Card} card */
export function narrowing(list, card) {
  const state = (/** @type {string | null} */ code, /** @type {string} */ label) =>
    html`<button type="button" class="toggle" data-test="state-${code ?? 'all'}"
      aria-pressed=${list.asked.state === code}
      @click=${() => list.show({ state: code })}>${label}</button>`;
  return html`<div class="row list-head toggles small">
    <label class="list-search"><ti-icon name="search"></ti-icon>
      <span class="visually-hidden">${t('register.search')}</span>
      <input type="search" data-test="register-text" data-scan="yields" placeholder=${t('register.search')}
        autocomplete="off" .value=${list.asked.text} @change=${list.searched}></label>
    ${state(null, t('register.all'))} ${card.states.map((one) => state(one.state, pick(one.title, one.title_en)))}
    ${choices(list, card)}
  </div>`;
}
