/**
 * What is odd, first: each rule with its reason and how often, each question with its figure and the way to its record.
 * What
 * was opened says so.
 */
import { html, nothing, repeat } from '../../lib/lit.js';
import { pick, t, word } from '../../lib/i18n.js';
import { day, time } from '../../lib/format.js';
import { draftOf } from './looked.js';

/** @typedef {import('../../lib/wire').DayView} DayView */
/** @typedef {import('../../lib/wire').Odd} Odd */
/** @typedef {import('../../lib/wire').OddRule} OddRule */

/** So many of one rule stand there at once, of a day and of a longer period. */
const FEW = { day: 3, period: 1 };

/** Where a rule leads that speaks of no record. @type {Partial<Record<import('../../lib/wire').OddRuleId, string>>} */
const WHERE = { clock_doubted: '#/store/retention' };

/** What a question is known by. @param {Odd} odd */
export const named = (odd) => `${odd.rule}-${odd.record ?? odd.service}`;

/** @param {Odd} odd @param {boolean} oneDay @param {Set<string>} read */
function question(odd, oneDay, read) {
  const record =
    odd.record !== null
      ? `#/record/${odd.record}`
      : odd.service
        ? `#/service/${odd.service}`
        : (WHERE[odd.rule] ?? nothing);
  const opened = read.has(named(odd));
  return html`<li><a href=${record} data-test="odd-${named(odd)}" @click=${() => read.add(named(odd))}>
    <span class="num faint">${oneDay ? time(odd.at) : `${day(odd.at).slice(5)} ${time(odd.at)}`}</span>
    <span>${pick(odd.because, odd.because_en)}${odd.reason ? html`<q class="soft">${odd.reason}</q>` : nothing}</span>
    ${opened ? html`<span class="faint question-read"><b aria-hidden="true">✓</b> ${t('day.opened')}</span>` : nothing}
    <ti-icon name="chevron-right"></ti-icon></a></li>`;
}

/**
 * @param {DayView} view
 * @param {boolean} oneDay
 * @param {Set<string>} opened
 * @param {(rule: string) => void} toggle
 */
export function oddList(view, oneDay, opened, toggle) {
  const { odd } = view.sheet;
  const read = (oneDay ? draftOf(view.sheet)?.read : null) ?? new Set();
  const few = oneDay ? FEW.day : FEW.period;
  const groups = view.rules
    .map((rule) => ({ rule, found: odd.filter((each) => each.rule === rule.id) }))
    .filter(({ found }) => found.length > 0);
  if (groups.length === 0) {
    return html`<section class="day-part" data-test="odd"><h2 class="heading">${word('panel.odd')} <span
        class="faint num">0</span></h2>
      <p class="day-fine"><ti-icon name="circle-check"></ti-icon>${t('day.odd_none')}</p></section>`;
  }
  return html`<section class="stack" data-test="odd"><h2 class="heading">${word('panel.odd')} <span
      class="faint num">${odd.length}</span></h2>
    <ul class="odd card">${repeat(
      groups,
      ({ rule }) => rule.id,
      ({ rule, found }) => {
        const all = opened.has(rule.id);
        const shown = (all ? found : found.slice(0, few)).map((each) => question(each, oneDay, read));
        return group(
          rule,
          found.length,
          shown,
          found.length > few ? more(rule.id, found.length - few, all, toggle) : nothing,
        );
      },
    )}</ul></section>`;
}

/** @param {OddRule} rule @param {number} times @param {unknown[]} questions @param {unknown} others */
function group(rule, times, questions, others) {
  return html`<li class="odd-rule" data-test="rule-${rule.id}">
    <div><h3><ti-icon name="triangle-alert"></ti-icon>${pick(rule.title, rule.title_en)} <span
        class="chip warn num">${t('day.times', { n: times })}</span></h3>
      <p class="faint">${pick(rule.why, rule.why_en)}</p></div>
    <div><ul class="questions">${questions}</ul>${others}</div></li>`;
}

/** @param {string} rule @param {number} n @param {boolean} all @param {(rule: string) => void} toggle */
function more(rule, n, all, toggle) {
  return html`<button type="button" class="button quiet" data-test="more-${rule}" aria-expanded=${all}
      @click=${() => toggle(rule)}>
    <ti-icon name=${all ? 'chevron-up' : 'chevron-down'}></ti-icon>${
      all ? t('day.fewer') : t('day.more', { n })
    }</button>`;
}
