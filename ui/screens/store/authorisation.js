// The pilot authorisations and how each stands today (国家药监局 2025 年第 58 号 第五条): a new document is entered here,
// one that was extended is changed, and one that the authority suspended is marked. Whether a service may begin is not
// decided here.

import { html, nothing } from '../../lib/lit.js';
import { desk } from '../../lib/desk.js';
import { day } from '../../lib/format.js';
import { rpc } from '../../lib/host.js';
import { t, word } from '../../lib/i18n.js';
import { say } from '../../lib/notice.js';
import { Screen, define } from '../../lib/screen.js';
import { dayAfter } from '../../lib/days.js';
import '../../components/ti-empty.js';
import '../../components/ti-sheet.js';
import { licence } from '../setup/forms/licence.js';
import { offer } from '../setup/hands.js';
import { SERVICES } from '../start/found-fields.js';

/** @typedef {import('../../lib/wire').AuthorisationCard} Card */

/** The chip of each standing. @type {Record<Card['standing'], {tone: string, mark: string, said: string}>} */
const STANDING = {
  valid: { tone: 'ok', mark: '✓', said: 'valid' },
  coming: { tone: 'warn', mark: '○', said: 'coming' },
  ended: { tone: 'stop', mark: '✕', said: 'ended' },
  suspended: { tone: 'stop', mark: '✕', said: 'paused' },
};

/**
 * @param {Card | null} card the one that is changed; none for a new one
 * @returns {import('../../components/ti-sheet.js').Form}
 */
function entry(card) {
  const { today } = desk.view;
  return {
    title: t(card ? 'store.authorisation.title' : 'store.authorisation.add'),
    why: t('start.page.authorisation_why'),
    fields: [
      {
        key: 'document',
        label: t('start.authorisation.document'),
        kind: 'text',
        required: true,
        wide: true,
        hint: t('start.authorisation.document_hint'),
      },
      {
        key: 'services',
        label: t('start.authorisation.services'),
        kind: 'choices',
        required: true,
        wide: true,
        options: SERVICES.map((one) => ({ value: one, label: word(`service_type.${one}`) })),
      },
      { key: 'from', label: t('start.authorisation.from'), kind: 'date', required: true },
      {
        key: 'to',
        label: t('start.authorisation.to'),
        kind: 'date',
        required: true,
        check: (value, values) => (value < values.from ? t('start.authorisation.turned') : null),
      },
    ],
    initial: card
      ? {
          document: card.document,
          services: card.services,
          from: card.from,
          to: card.to,
        }
      : { services: ['blend'], from: today, to: dayAfter(today, 365) },
    button: t('store.authorisation.save'),
    save: (values) =>
      rpc('authorisation.set', {
        id: card?.id ?? null,
        document: values.document.trim(),
        services: values.services,
        from: values.from,
        to: values.to,
      }),
  };
}

/**
 * The authority suspended the pilot for the store, or lets it go on.
 * @param {Card} card
 * @returns {import('../../components/ti-sheet.js').Form}
 */
function suspension(card) {
  const suspended = card.standing !== 'suspended';
  return {
    title: t(suspended ? 'store.authorisation.suspend' : 'store.authorisation.resume'),
    why: t(suspended ? 'store.authorisation.suspend_why' : 'store.authorisation.resume_why', {
      document: card.document,
    }),
    fields: [
      {
        key: 'reason',
        label: t('store.authorisation.reason'),
        kind: 'text',
        required: true,
        wide: true,
        hint: t('store.authorisation.reason_hint'),
      },
    ],
    initial: {},
    button: t(suspended ? 'store.authorisation.suspend' : 'store.authorisation.resume'),
    save: (values) => rpc('authorisation.suspend', { authorisation: card.id, suspended, reason: values.reason.trim() }),
  };
}

class Authorisations extends Screen {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = { cards: { state: true }, approvals: { state: true }, form: { state: true } };
  /** @type {import('../../lib/wire').Topic[]} */
  static topics = ['store'];

  constructor() {
    super();
    /** @type {Card[]} */
    this.cards = [];
    /** @type {import('../../lib/wire').Approvals | null} */
    this.approvals = null;
    /** @type {import('../../components/ti-sheet.js').Form | null} */
    this.form = null;
  }

  async load() {
    [this.cards, this.approvals] = await Promise.all([rpc('authorisation.list'), rpc('approval.list')]);
  }

  async saved() {
    this.form = null;
    say(t('setup.saved'), 'ok');
    await this.reload();
  }

  /** @param {Card} card */
  card(card) {
    const { tone, mark, said } = STANDING[card.standing];
    const soon = card.ends_soon;
    return html`<article class="card template-card">
      <div class="row"><h2>${card.document}</h2>
        <span class="chip push ${soon ? 'warn' : tone}"><b
            aria-hidden="true">${soon ? '!' : mark}</b>${t(`store.authorisation.${said}`, {
              days: card.days_left ?? 0,
            })}</span></div>
      <dl class="facts">
        <dt>${t('store.authorisation.services')}</dt><dd>${card.services
          .map((one) => word(`service_type.${one}`))
          .join(t('service.list'))}</dd>
        <dt>${t('store.authorisation.period')}</dt><dd class="num">${day(card.from)} – ${day(card.to)}</dd>
      </dl>
      ${offer(
        'authorisation.set',
        html`<button class="button" data-test="change-${card.id}"
    @click=${() => (this.form = entry(card))}>${t('store.authorisation.change')}</button>`,
      )}
      ${
        desk.may('authorisation.suspend') && card.standing !== 'ended'
          ? html`<button class="button" data-test="suspend-${card.id}"
    @click=${() => (this.form = suspension(card))}>${t(
      card.standing === 'suspended' ? 'store.authorisation.resume' : 'store.authorisation.suspend',
    )}</button>`
          : nothing
      }
    </article>`;
  }

  /** @param {import('../../lib/wire').Approvals} approvals */
  licence({ licence: number, licence_until: until }) {
    return html`<article class="card template-card" data-test="licence">
      <div class="row"><h2>${t('store.authorisation.licence')}</h2></div>
      <dl class="facts">
        <dt>${t('store.authorisation.licence')}</dt><dd>${number}</dd>
        <dt>${t('store.authorisation.licence_until')}</dt><dd class="num">${
          until ? day(until) : t('store.authorisation.licence_none')
        }</dd>
      </dl>
      ${offer(
        'licence.state',
        html`<button class="button" data-test="state-licence"
    @click=${() => (this.form = licence())}>${t('store.authorisation.licence_state')}</button>`,
      )}
    </article>`;
  }

  content() {
    return html`<header class="heading store-head"><h1>${t('store.authorisation.title')}</h1><p
        class="soft">${t('store.authorisation.why')}</p>
        ${offer(
          'authorisation.set',
          html`<button class="button next" data-test="add-authorisation"
    @click=${() => (this.form = entry(null))}>${t('store.authorisation.add')}</button>`,
        )}</header>
      ${
        this.cards.length === 0
          ? html`<ti-empty icon="badge-check" .heading=${t('store.authorisation.none')}
    .text=${t('store.authorisation.why')}></ti-empty>`
          : nothing
      }
      <div class="grid">${this.approvals ? this.licence(this.approvals) : nothing}${this.cards.map((card) =>
        this.card(card),
      )}</div>
      <ti-sheet .form=${this.form} @saved=${() => this.saved()} @closed=${() => (this.form = null)}></ti-sheet>`;
  }

  render() {
    return html`<div class="stack">${this.frame(() => this.content())}</div>`;
  }
}

define('screen-store-authorisation', Authorisations);
