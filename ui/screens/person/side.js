/**
 * What stands beside a customer's page: cases that are open, who shares the telephone number, who was joined with her,
 * what was put right or added, and receipts. Each is there only when there is something to say.
 */
import { html, nothing } from '../../lib/lit.js';
import { rpc } from '../../lib/host.js';
import { desk } from '../../lib/desk.js';
import { t, word } from '../../lib/i18n.js';
import { unseen } from '../../lib/unseen.js';
import { day, when } from '../../lib/format.js';
import '../../components/ti-icon.js';
import { answer, close } from './forms.js';
import { medium } from './kept.js';
import './change.js';
import './receipt.js';

/** @typedef {import('../../lib/wire').PersonView} PersonView */
/** @typedef {import('../customer.js').Customer} Host */

/** @param {Host} host @param {PersonView} person */
export function cases(host, person) {
  if (person.cases.length === 0) return nothing;
  return html`<section class="stack" data-test="cases"><h2>${t('rights.cases')}</h2>
    ${person.cases.map(
      (one) => html`<article class=${one.closed_at ? 'card' : 'card case-open'} data-test=${`case-${one.case}`}>
        <p><b class="num">${one.case}</b> <span class=${one.closed_at ? 'chip ok' : 'chip stop'}>${
          one.closed_at ? `✓ ${t('rights.case_closed')}` : `! ${t('rights.case_open')}`
        }</span></p>
        ${
          one.closed_at
            ? nothing
            : html`<p class="case-clock"><ti-icon name="hourglass"></ti-icon>${
                one.overdue ? html`<span class="chip stop">✕ ${word('until.overdue')}</span> ` : nothing
              }<b>${t('rights.case_until', {
                day: day(one.due_on),
              })}${one.provisional ? t('common.provisional') : nothing}</b> <span
                class="soft">${t('rights.case_strictest')}</span></p>`
        }
        <p>${one.note ?? unseen('rights.case_untold')}</p>
        ${one.outcome ? html`<p class="soft">${t('rights.case_outcome')}：${one.outcome}</p>` : nothing}
        <p class="faint">${when(one.at, desk.view.today)} · ${one.by} · <span class="num">${one.service}</span></p>
        ${
          !one.closed_at && desk.may('case.close')
            ? html`<button class="button" data-test=${`close-${one.case}`}
                @click=${() => (host.form = close(one.case))}>${t('rights.case_close_do')}</button>`
            : nothing
        }</article>`,
    )}</section>`;
}

/** @param {Host} host @param {PersonView} person */
export function shared(host, person) {
  if (person.same_phone.length === 0) return nothing;
  const { customer } = person.customer.card;
  return html`<section class="card" data-test="same-phone"><h3><ti-icon name="users"></ti-icon>${t(
    'rights.same_phone',
    { n: person.same_phone.length + 1 },
  )}</h3>
    <p class="soft">${t('rights.same_phone_why')}</p>
    <ul class="persons">${person.same_phone.map(
      (other) => html`<li><a class="button quiet" href=${`#/customer/${other.customer}`}><b>${
        other.name ?? unseen('customers.no_name')
      }</b></a>
        <span class="soft num">${t('customers.count', { count: other.services })}</span>
        ${
          desk.may('person.join')
            ? html`<button class="button" data-test=${`join-${other.customer}`} ?disabled=${host.busy !== null}
                @click=${() => host.then('join', () => rpc('person.join', { customer, other: other.customer }))}>${t(
                  'rights.join',
                )}</button>`
            : nothing
        }</li>`,
    )}</ul></section>`;
}

/** @param {Host} host @param {PersonView} person */
export function joined(host, person) {
  if (person.joined.length === 0) return nothing;
  return html`<section class="card" data-test="joined"><h3>${t('rights.joined')}</h3>
    <ul class="persons">${person.joined.map(
      (other) => html`<li><b>${other.name ?? unseen('customers.no_name')}</b>
        <span class="faint num">${other.customer}</span>
        <span class="soft num">${t('customers.count', { count: other.services })}</span>
        ${
          desk.may('person.part')
            ? html`<button class="button" data-test=${`part-${other.customer}`} ?disabled=${host.busy !== null}
                @click=${() => host.then('part', () => rpc('person.part', { other: other.customer }))}>${t(
                  'rights.part',
                )}</button>`
            : nothing
        }</li>`,
    )}</ul></section>`;
}

/** What was put right and what was added. @param {PersonView} person */
export function said(person) {
  const before = person.known_as.filter((one) => !one.counts);
  const told = before.length + person.statements.length + person.allergies_put_right.length;
  if (told === 0) return nothing;
  const right = person.known_as.find((one) => one.counts);
  return html`<section class="card" data-test="corrected"><h3>${t('rights.corrected')}</h3>
    ${
      before.length && right?.reason
        ? html`<p class="soft">${t('rights.corrected_why', { reason: right.reason, day: day(right.since) })}</p>`
        : nothing
    }
    <ul>${person.allergies_put_right.map(
      (one) =>
        html`<li data-test="allergies-put-right">${
          one.struck.length
            ? html`<s>${t('rights.allergies_gone', { names: one.struck.join(t('common.comma')) })}</s> `
            : nothing
        }${
          one.added.length ? html`${t('rights.allergies_new', { names: one.added.join(t('common.comma')) })} ` : nothing
        }<small class="faint">${when(one.at, desk.view.today)} · ${one.by}</small></li>`,
    )}${before.map(
      (one) =>
        html`<li class="soft"><s>${one.name} ···· ${one.phone_end}</s> <small>${t('rights.known_since', {
          day: day(one.since),
        })}</small></li>`,
    )}${person.statements.map(
      (one) => html`<li>${one.text} <small class="faint num">${day(one.since)}</small></li>`,
    )}</ul></section>`;
}

/** @param {Host} host @param {PersonView} person */
export function receipts(host, person) {
  if (person.receipts.length === 0) return nothing;
  return html`<section class="stack" data-test="receipts"><h2>${t('rights.receipts')}</h2>
    ${person.receipts.map(
      (receipt) => html`<person-receipt .host=${host} .receipt=${receipt} .busy=${host.busy}></person-receipt>`,
    )}</section>`;
}

/** Receipts of what was put right, added, joined and parted. @param {Host} host @param {PersonView} person */
export function changes(host, person) {
  if (person.changes.length === 0) return nothing;
  return html`<section class="card" data-test="changes"><h2>${t('rights.changes')}</h2>
    <ul class="persons">${person.changes.map(
      (change) => html`<li><b>${word(`changed.${change.changed}`)}</b>
        <span class="soft"><span class="num">${change.receipt}</span> · ${when(change.at, desk.view.today)}</span>
        ${
          desk.may('person.print')
            ? html`<button class="button" data-test=${`show-${change.receipt}`}
                @click=${() => (host.change = change)}>${t('rights.receipt')}</button>`
            : nothing
        }</li>`,
    )}</ul></section>`;
}

/** @param {Host} host @param {PersonView} person */
export function requests(host, person) {
  if (person.requests.length === 0) return nothing;
  return html`<section class="stack" data-test="requests"><h2>${t('rights.requests')}</h2>
    ${person.requests.map(
      (one) => html`<article class="card" data-test=${`request-${one.request}`}>
        <p><b>${word(`request_for.${one.what}`)}</b> <span class=${one.answered_at ? 'chip ok' : 'chip warn'}>${
          one.granted === null
            ? `△ ${t('rights.case_until', { day: day(one.due_on) })}${one.provisional ? t('common.provisional') : ''}`
            : word(one.granted ? 'request.granted' : 'request.refused')
        }</span></p>
        <p>${one.note}</p>${one.answer ? html`<p class="soft">${one.answer}</p>` : nothing}
        <p class="faint"><span class="num">${one.request}</span> · ${when(one.at, desk.view.today)} · ${one.by}</p>
        <div class="row">${
          !one.answered_at && desk.may('request.answer')
            ? html`<button class="button" data-test=${`answer-${one.request}`}
                @click=${() => (host.form = answer(one.request))}>${t('rights.answer_do')}</button>`
            : nothing
        }${
          desk.may('person.print')
            ? html`<button class="button" ?disabled=${host.busy !== null} @click=${() =>
                host.act('request', () =>
                  rpc('person.print', { paper: { of: 'request', request: one.request }, medium: medium() }),
                )}><ti-icon name="printer"></ti-icon>${t('rights.copy_print')}</button>`
            : nothing
        }</div></article>`,
    )}</section>`;
}
