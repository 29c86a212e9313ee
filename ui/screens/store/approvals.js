// What waits for the quality safety officer's signature: what another person brought in or set up,
// or what says something else since it was signed. The whole list is signed at once, as it stands
// here. What is approved is not decided here.

import { html, nothing } from '../../lib/lit.js';
import { desk } from '../../lib/desk.js';
import { rpc } from '../../lib/host.js';
import { t, word } from '../../lib/i18n.js';
import { say } from '../../lib/notice.js';
import { Screen, define } from '../../lib/screen.js';
import '../../components/ti-empty.js';
import '../../components/ti-sheet.js';
import { offer } from '../setup/hands.js';

/** @typedef {import('../../lib/wire').Approvals} List */

/** @param {List} list @returns {import('../../components/ti-sheet.js').Form} */
function signature(list) {
  const officers = desk.view.faces.filter((each) => each.in_post && each.roles.includes('officer'));
  return {
    title: t('store.approvals.sign'),
    why: t('store.approvals.sign_why', { count: list.things.length }),
    clause: t('setup.clause', { article: '第十九条' }),
    fields: [
      {
        key: 'officer',
        label: word('role.officer'),
        kind: 'select',
        required: true,
        wide: true,
        options: officers.map((each) => ({ value: each.staff, label: each.name })),
      },
      {
        key: 'pin',
        label: t('setup.template.pin'),
        kind: 'pin',
        required: true,
        wide: true,
        hint: t('setup.template.pin_hint'),
      },
    ],
    initial: {
      officer: (officers.find((each) => each.staff === desk.view.me?.staff) ?? officers[0])?.staff ?? '',
      pin: '',
    },
    button: t('store.approvals.sign'),
    save: (values) => rpc('approval.sign', { shown: list.shown, officer: values.officer, pin: values.pin }),
  };
}

class Approvals extends Screen {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = { list: { state: true }, form: { state: true } };
  /** @type {import('../../lib/wire').Topic[]} */
  static topics = ['store'];

  constructor() {
    super();
    /** @type {List | null} */
    this.list = null;
    /** @type {import('../../components/ti-sheet.js').Form | null} */
    this.form = null;
  }

  async load() {
    this.list = await rpc('approval.list');
  }

  async saved() {
    this.form = null;
    say(t('store.approvals.signed'), 'ok');
    await this.reload();
  }

  content() {
    const { list } = this;
    if (!list) return nothing;
    return html`<header class="heading store-head"><h1>${t('store.approvals.title')}</h1><p
        class="soft">${t('store.approvals.why')}</p>
        ${
          list.things.length === 0
            ? nothing
            : offer(
                'approval.sign',
                html`<button class="button next" data-test="sign-approvals"
    @click=${() => (this.form = signature(list))}>${t('store.approvals.sign')}</button>`,
              )
        }</header>
      ${
        list.things.length === 0
          ? html`<ti-empty icon="badge-check" .heading=${t('store.approvals.none')}
    .text=${t('store.approvals.none_text')}></ti-empty>`
          : html`<table class="table" data-test="approvals">
        <thead><tr><th>${t('store.approvals.what')}</th><th>${t('store.approvals.name')}</th><th>${t(
          'store.approvals.detail',
        )}</th><th></th></tr></thead>
        <tbody>${list.things.map(
          (one) => html`<tr data-test="approval-${one.what}-${one.id}">
            <td>${word(`approvable.${one.what}`)}</td><td>${one.name}</td><td class="num">${one.detail}</td>
            <td>${
              one.changed
                ? html`<span class="chip warn"><b aria-hidden="true">!</b>${t('store.approvals.changed')}</span>`
                : nothing
            }</td></tr>`,
        )}</tbody></table>`
      }
      <ti-sheet .form=${this.form} @saved=${() => this.saved()} @closed=${() => (this.form = null)}></ti-sheet>`;
  }

  render() {
    return html`<div class="stack">${this.frame(() => this.content())}</div>`;
  }
}

define('screen-store-approvals', Approvals);
