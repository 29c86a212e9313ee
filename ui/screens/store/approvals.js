// What waits for the quality safety officer's signature: what another person brought in or set up,
// or what says something else since it was signed. Each row opens and shows what it says; rows can
// be left out, and the rest is signed at once, as it stands here. Who may sign which row, and what
// is approved, is not decided here.

import { html, nothing } from '../../lib/lit.js';
import { desk } from '../../lib/desk.js';
import { when } from '../../lib/format.js';
import { rpc } from '../../lib/host.js';
import { pick, t, word } from '../../lib/i18n.js';
import { say } from '../../lib/notice.js';
import { Screen, define } from '../../lib/screen.js';
import '../../components/ti-empty.js';
import '../../components/ti-icon.js';
import '../../components/ti-sheet.js';
import { offer } from '../setup/hands.js';

/** @typedef {import('../../lib/wire').Approvals} List */
/** @typedef {import('../../lib/wire').ApprovalCard} Card */
/** @typedef {import('../../lib/wire').RecordField} Line */

/** @param {Card} card */
const keyOf = (card) => `${card.what}-${card.id}`;

/**
 * @param {List} list
 * @param {import('../../lib/wire').Person} officer
 * @param {Card[]} left What is left out.
 * @returns {import('../../components/ti-sheet.js').Form}
 */
function signature(list, officer, left) {
  const count = list.things.length - left.length;
  return {
    title: t('store.approvals.sign_as', { officer: officer.name }),
    why: t(left.length ? 'store.approvals.sign_some' : 'store.approvals.sign_why', { count, left: left.length }),
    clause: t('setup.clause', { article: '第十九条' }),
    fields: [
      {
        key: 'pin',
        label: t('setup.template.pin'),
        kind: 'pin',
        required: true,
        wide: true,
        hint: t('setup.template.pin_hint'),
      },
    ],
    initial: { pin: '' },
    button: t('store.approvals.sign'),
    save: (values) =>
      rpc('approval.sign', {
        shown: list.shown,
        left_out: left.map(({ what, id }) => ({ what, id })),
        officer: officer.staff,
        pin: values.pin,
      }),
  };
}

class Approvals extends Screen {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = {
    list: { state: true },
    form: { state: true },
    chosen: { state: true },
    left: { state: true },
    open: { state: true },
  };
  /** @type {import('../../lib/wire').Topic[]} */
  static topics = ['store'];

  constructor() {
    super();
    /** @type {List | null} */
    this.list = null;
    /** @type {import('../../components/ti-sheet.js').Form | null} */
    this.form = null;
    /** Who was chosen to sign. */
    this.chosen = '';
    /** Rows that somebody ticked off. @type {Set<string>} */
    this.left = new Set();
    /** What the opened rows say. @type {Record<string, Line[]>} */
    this.open = {};
  }

  async load() {
    const list = await rpc('approval.list');
    const opened = list.things.filter((card) => keyOf(card) in this.open);
    const said = await Promise.all(opened.map(({ what, id }) => rpc('approval.look', { what, id })));
    this.open = Object.fromEntries(opened.map((card, at) => [keyOf(card), said[at]?.lines ?? []]));
    this.list = list;
  }

  async saved() {
    this.form = null;
    say(t('store.approvals.signed'), 'ok');
    await this.reload();
  }

  /** Who signs: who was chosen, else who sits here, else the first. @param {List} list */
  officer({ officers }) {
    const named = (/** @type {string | undefined} */ id) => officers.find(({ staff }) => staff === id);
    return named(this.chosen) ?? named(desk.view.me?.staff) ?? officers[0] ?? null;
  }

  /** Whether a row is in the signature. @param {Card} card @param {string} officer */
  taken(card, officer) {
    return card.signers.includes(officer) && !this.left.has(keyOf(card));
  }

  /** @param {Card} card */
  tick(card) {
    const left = new Set(this.left);
    if (!left.delete(keyOf(card))) left.add(keyOf(card));
    this.left = left;
  }

  /** @param {Card} card */
  async unfold(card) {
    const { [keyOf(card)]: said, ...others } = this.open;
    if (said) {
      this.open = others;
      return;
    }
    const view = await this.act('look', () => rpc('approval.look', { what: card.what, id: card.id }));
    if (view) this.open = { ...this.open, [keyOf(card)]: view.lines };
  }

  /** Who may sign a row that this officer brought in. @param {Card} card @param {List} list */
  others(card, { officers }) {
    const names = officers.filter(({ staff }) => card.signers.includes(staff)).map(({ name }) => name);
    return names.length
      ? t('store.approvals.own', { who: names.join(t('service.list')) })
      : t('store.approvals.own_alone');
  }

  /** @param {Card} card @param {List} list @param {string} officer */
  row(card, list, officer) {
    const { brought } = card;
    const said = this.open[keyOf(card)];
    const own = !card.signers.includes(officer);
    return html`<tr data-test="approval-${keyOf(card)}">
        <td>${
          own
            ? html`<ti-icon name="lock" aria-hidden="true"></ti-icon>`
            : html`<button type="button" class="toggle tick" role="checkbox"
    aria-checked=${String(!this.left.has(keyOf(card)))} aria-label=${t('store.approvals.tick', {
      name: `${word(`approvable.${card.what}`)} ${card.name}`,
    })} data-test="tick-${keyOf(card)}" @click=${() => this.tick(card)}><span class="tick-box"
        aria-hidden="true"></span></button>`
        }</td>
        <td>${word(`approvable.${card.what}`)}</td>
        <td>${card.name} ${
          card.changed
            ? html`<span class="chip warn"><b aria-hidden="true">!</b>${t('store.approvals.changed')}</span>`
            : nothing
        }${own ? html`<p class="soft" data-test="own-${keyOf(card)}">${this.others(card, list)}</p>` : nothing}</td>
        <td class="num">${card.detail}</td>
        <td>${
          brought
            ? html`${pick(brought.actor_name, brought.actor_name_en)} <span
    class="num faint">${when(brought.at, desk.view.today)}</span>`
            : '–'
        }</td>
        <td><button type="button" class="button quiet" aria-expanded=${String(Boolean(said))}
            data-test="open-${keyOf(card)}" @click=${() => this.unfold(card)}>${t(
              said ? 'store.approvals.fold' : 'store.approvals.unfold',
            )}</button></td></tr>
      ${
        said
          ? html`<tr data-test="said-${keyOf(card)}"><td></td><td colspan="5"><dl class="facts">${said.map(
              (line) =>
                html`<dt>${pick(line.title, line.title_en)}</dt><dd data-test="said-${line.name}">${pick(
                  line.value,
                  line.value_en,
                )}</dd>`,
            )}</dl></td></tr>`
          : nothing
      }`;
  }

  /** @param {List} list @param {import('../../lib/wire').Person | null} officer */
  signing(list, officer) {
    if (!officer)
      return html`<p class="remark warn"><span aria-hidden="true">!</span>${t('store.approvals.nobody')}</p>`;
    const left = list.things.filter((card) => !this.taken(card, officer.staff));
    const count = list.things.length - left.length;
    return html`${
      list.officers.length > 1
        ? html`<label class="row push"><span class="soft">${word('role.officer')}</span><select class="input"
    data-test="approvals-officer" .value=${officer.staff}
    @change=${(/** @type {Event} */ event) => (this.chosen = /** @type {HTMLSelectElement} */ (event.target).value)}>
      ${list.officers.map(
        ({ staff, name }) => html`<option value=${staff} ?selected=${staff === officer.staff}>${name}</option>`,
      )}</select></label>`
        : nothing
    }${
      count === 0
        ? html`<p class="soft">${t('store.approvals.none_chosen')}</p>`
        : offer(
            'approval.sign',
            html`<button class="button next" data-test="sign-approvals"
    @click=${() => (this.form = signature(list, officer, left))}>${t('store.approvals.sign')} <span
        class="num">${count}</span></button>`,
          )
    }`;
  }

  /** Ticks every row, or none. @param {List} list @param {string} officer */
  all(list, officer) {
    const offered = list.things.filter((card) => card.signers.includes(officer));
    const ticked = offered.length > 0 && offered.every((card) => this.taken(card, officer));
    return html`<button type="button" class="toggle tick" role="checkbox" aria-checked=${String(ticked)}
        aria-label=${t('store.approvals.tick_all')} data-test="tick-all"
        @click=${() => (this.left = new Set(ticked ? offered.map(keyOf) : []))}><span class="tick-box"
            aria-hidden="true"></span></button>`;
  }

  content() {
    const { list } = this;
    if (!list) return nothing;
    const officer = this.officer(list);
    return html`<header class="heading store-head"><h1>${t('store.approvals.title')}</h1><p
        class="soft">${t('store.approvals.why')}</p>
        ${list.things.length === 0 ? nothing : this.signing(list, officer)}</header>
      ${
        list.things.length === 0
          ? html`<ti-empty icon="badge-check" .heading=${t('store.approvals.none')}
    .text=${t('store.approvals.none_text')}></ti-empty>`
          : html`<table class="table approvals" data-test="approvals">
        <thead><tr><th>${this.all(list, officer?.staff ?? '')}</th><th>${t('store.approvals.what')}</th><th>${t(
          'store.approvals.name',
        )}</th><th>${t('store.approvals.detail')}</th><th>${t('store.approvals.brought')}</th><th></th></tr></thead>
        <tbody>${list.things.map((card) => this.row(card, list, officer?.staff ?? ''))}</tbody></table>`
      }
      <ti-sheet .form=${this.form} @saved=${() => this.saved()} @closed=${() => (this.form = null)}></ti-sheet>`;
  }

  render() {
    return html`<div class="stack">${this.frame(() => this.content())}</div>`;
  }
}

define('screen-store-approvals', Approvals);
