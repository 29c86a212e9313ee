/**
 * What is odd, first: each rule with its reason and how often, each question with its figure and the way to its record.
 */
import { html, nothing, repeat } from '../../lib/lit.js';
import { pick, t } from '../../lib/i18n.js';
import { day, time } from '../../lib/format.js';

/** @typedef {import('../../lib/wire').DayView} DayView */
/** @typedef {import('../../lib/wire').Odd} Odd */
/** @typedef {import('../../lib/wire').OddRule} OddRule */

/** So many of one rule stand there at once. */
const FEW = 3;

/** @param {Odd} odd @param {boolean} oneDay */
function question(odd, oneDay) {
  const record = odd.record === null ? `#/service/${odd.service}` : `#/record/${odd.record}`;
  return html`<li><a href=${record} data-test="odd-${odd.rule}-${odd.record ?? odd.service}">
    <span class="num faint">${oneDay ? time(odd.at) : `${day(odd.at).slice(5)} ${time(odd.at)}`}</span>
    <span>${pick(odd.because, odd.because_en)}${odd.reason ? html`<q class="soft">${odd.reason}</q>` : nothing}</span>
    <ti-icon name="chevron-right"></ti-icon></a></li>`;
}

/**
 * @param {DayView} view
 * @param {Set<string>} opened
 * @param {(rule: string) => void} toggle
 */
export function oddList(view, opened, toggle) {
  const { odd, period } = view.sheet;
  const groups = view.rules
    .map((rule) => ({ rule, found: odd.filter((each) => each.rule === rule.id) }))
    .filter(({ found }) => found.length > 0);
  return html`<section class="stack" data-test="odd"><h2 class="heading">${t('day.odd')} <span class="faint num">${odd.length}</span></h2>
    ${groups.length === 0
      ? html`<p class="day-fine"><ti-icon name="circle-check"></ti-icon>${t('day.odd_none')}</p>`
      : html`<ul class="odd">${repeat(groups, ({ rule }) => rule.id, ({ rule, found }) => group(rule, found, opened.has(rule.id), toggle, period.from === period.to))}</ul>`}
  </section>`;
}

/**
 * @param {OddRule} rule
 * @param {Odd[]} found
 * @param {boolean} all
 * @param {(rule: string) => void} toggle
 * @param {boolean} oneDay
 */
function group(rule, found, all, toggle, oneDay) {
  const shown = all ? found : found.slice(0, FEW);
  return html`<li class="card odd-rule" data-test="rule-${rule.id}">
    <h3><ti-icon name="triangle-alert"></ti-icon>${pick(rule.title, rule.title_en)} <span class="chip warn num">${t('day.times', { n: found.length })}</span></h3>
    <p class="faint">${pick(rule.why, rule.why_en)}</p>
    <ul class="questions">${shown.map((odd) => question(odd, oneDay))}</ul>
    ${found.length > FEW
      ? html`<button type="button" class="button quiet" data-test="more-${rule.id}" aria-expanded=${all} @click=${() => toggle(rule.id)}>
          <ti-icon name=${all ? 'chevron-up' : 'chevron-down'}></ti-icon>${all ? t('day.fewer') : t('day.more', { n: found.length - FEW })}</button>`
      : nothing}
  </li>`;
}
