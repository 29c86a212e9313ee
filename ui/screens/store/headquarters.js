// How this store stands to headquarters: what is safe there, what waits and why, enrolling this computer by a code that
// is scanned, read from a file or typed, and the way back of data that are older than what headquarters has.

import { html, nothing } from '../../lib/lit.js';
import { desk } from '../../lib/desk.js';
import { when } from '../../lib/format.js';
import { rpc } from '../../lib/host.js';
import { lang, t, word } from '../../lib/i18n.js';
import { say } from '../../lib/notice.js';
import { Screen, define } from '../../lib/screen.js';
import '../../components/ti-icon.js';
import '../../components/ti-sheet.js';
import { offer } from '../setup/hands.js';

/** @typedef {import('../../lib/wire').HeadquartersView} View */

/** The chip of each state. @type {Record<import('../../lib/wire').Uploading, {tone: string, mark: string}>} */
const STATES = {
  not_asked: { tone: '', mark: '…' },
  level: { tone: 'ok', mark: '✓' },
  sending: { tone: '', mark: '↑' },
  sending_again: { tone: 'warn', mark: '↑' },
  waiting: { tone: 'warn', mark: '!' },
  forked: { tone: 'stop', mark: '✕' },
  behind: { tone: 'stop', mark: '✕' },
  verify: { tone: 'stop', mark: '✕' },
  stopped: { tone: 'stop', mark: '✕' },
};

/** States in which pressing the button is what a person does next. */
const TRY = new Set(['not_asked', 'waiting', 'verify']);

/** So much of a hash as two people read to each other on the telephone. @param {string} hash */
const spoken = (hash) => hash.slice(0, 12).replace(/(.{4})(?=.)/g, '$1 ');

/** @param {import('../../lib/wire').SaidOfHeadquarters} told */
const words = (told) => (lang() === 'en' ? told.en : told.zh);

/** A code that somebody typed. @returns {import('../../components/ti-sheet.js').Form} */
const typed = () => ({
  title: t('store.headquarters.typed'),
  why: t('store.headquarters.typed_why'),
  fields: [
    { key: 'url', label: t('store.headquarters.url'), kind: 'text', required: true, wide: true },
    {
      key: 'code',
      label: t('store.headquarters.code'),
      kind: 'text',
      required: true,
      wide: true,
      hint: t('store.headquarters.code_hint'),
    },
  ],
  initial: { url: 'https://' },
  button: t('store.headquarters.enrol'),
  save: (values) => rpc('headquarters.enrol', { scanned: null, file: null, url: values.url, code: values.code }),
});

/** Going on without headquarters. @returns {import('../../components/ti-sheet.js').Form} */
const alone = () => ({
  title: t('store.headquarters.alone'),
  why: t('store.headquarters.alone_why'),
  fields: [
    { key: 'reason', label: t('store.headquarters.reason'), kind: 'text', required: true, wide: true },
    { key: 'pin', label: t('store.headquarters.pin'), kind: 'pin', required: true },
  ],
  initial: {},
  button: t('store.headquarters.alone'),
  save: (values) => rpc('headquarters.alone', { reason: values.reason.trim(), pin: values.pin }),
});

class Headquarters extends Screen {
  /** @type {import('../../lib/wire').Topic[]} */
  static topics = ['headquarters', 'store'];
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = { view: { state: true }, form: { state: true } };

  constructor() {
    super();
    /** @type {View | null} */
    this.view = null;
    /** @type {import('../../components/ti-sheet.js').Form | null} */
    this.form = null;
    /** what is said once the form was saved */
    this.done = '';
  }

  async load() {
    this.view = await rpc('headquarters.look');
  }

  keys() {
    return desk.may('headquarters.try') && this.view?.enrolled
      ? [{ key: 'F2', label: t('store.headquarters.try'), run: () => void this.asked('try') }]
      : [];
  }

  /**
   * A scanned code of headquarters is nothing that the counter knows.
   * @param {import('../../lib/screen.js').Scan} scan
   */
  async onScan(scan) {
    if (scan.kind !== 'none' || !scan.text || !desk.may('headquarters.enrol')) return false;
    return (await this.enrol({ scanned: scan.text })) || 'wrong';
  }

  /** @param {{scanned?: string, file?: string}} ticket */
  async enrol({ scanned = undefined, file = undefined }) {
    const ticket = { scanned: scanned ?? null, file: file ?? null, url: null, code: null };
    const view = await this.act('enrol', () => rpc('headquarters.enrol', ticket));
    if (view) this.enrolled(view);
    return view !== undefined;
  }

  async picked() {
    const file = await this.act('pick', () => rpc('files.pick', { purpose: 'enrolment' }));
    if (file) await this.enrol({ file: file.file });
  }

  /** @param {View} view */
  enrolled(view) {
    this.view = view;
    say(t('store.headquarters.enrolled'), 'ok');
  }

  /** @param {'try' | 'recover'} what */
  async asked(what) {
    const view = await this.act(what, () => rpc(`headquarters.${what}`));
    if (view) this.view = view;
    if (view && what === 'recover') say(t('store.headquarters.recovered'), 'ok');
  }

  /** @param {'out' | 'in'} way */
  async stick(way) {
    const done = await this.act(`stick_${way}`, () => rpc(`headquarters.stick_${way}`));
    if (!done) return;
    this.view = done.headquarters;
    if (done.records === null) return;
    const told = { n: done.records, folder: done.folder ?? '' };
    say(t(`store.headquarters.stick_${way}_done`, told), 'ok');
  }

  /** Without a network: out to a stick, and back. @param {View} view */
  sticks({ enrolled, behind }) {
    if (!enrolled || behind !== null) return nothing;
    return html`<section class="card" aria-labelledby="hq-stick"><h2 id="hq-stick">${t('store.headquarters.stick')}</h2>
      <p class="soft">${t('store.headquarters.stick_why')}</p>
      ${offer(
        'headquarters.stick_out',
        html`<div class="row"><button class="button" data-test="hq-stick-out" ?disabled=${this.busy !== null}
            @click=${() => this.stick('out')}><ti-icon name="file-up"></ti-icon>${t(
              'store.headquarters.stick_out',
            )}</button>
          <button class="button" data-test="hq-stick-in" ?disabled=${this.busy !== null}
            @click=${() => this.stick('in')}><ti-icon name="download"></ti-icon>${t(
              'store.headquarters.stick_in',
            )}</button></div>`,
      )}</section>`;
  }

  /** @param {View} view @param {import('../../lib/wire').Safe} safe */
  state({ last, behind }, safe) {
    const { tone, mark } = STATES[safe.uploading];
    const told = safe.told ? html`<p class="hq-told" data-test="hq-told">${words(safe.told)}</p>` : nothing;
    // What is safe is not known of data that are not the newest: the card above says what to do.
    if (behind !== null) return told;
    return html`<p class="hq-safe num" data-test="hq-safe">${
      safe.safe > 0 ? t('store.headquarters.safe', { n: safe.safe }) : t('store.headquarters.safe_none')
    }</p>
      <p class="row"><span class="chip ${tone}" data-test="hq-state" data-state=${safe.uploading}><b
          aria-hidden="true">${mark}</b>${t(`store.headquarters.state.${safe.uploading}`)}</span>
        <span class="soft num">${
          safe.waiting > 0
            ? t('store.headquarters.waiting', { n: safe.waiting, last })
            : t('store.headquarters.all', { last })
        }</span></p>
      ${told}`;
  }

  /** This computer's clock beside headquarters'. @param {View} view */
  clock({ clock }) {
    if (clock === null) return nothing;
    const away = Math.abs(clock);
    const told = {
      h: Math.floor(away / 3600),
      m: Math.floor((away % 3600) / 60),
    };
    return html`<p class="hq-told" data-test="hq-clock" role="alert">${
      clock > 0 ? t('store.headquarters.clock_ahead', told) : t('store.headquarters.clock_behind', told)
    }</p>`;
  }

  /** @param {View} view */
  enrolment({ enrolled, safe }) {
    if (!enrolled) return nothing;
    const { name, url, device, recovers, received_at: at } = enrolled;
    const fork = safe?.fork;
    const differs = fork
      ? html`<dt>${t('store.headquarters.fork_at')}</dt><dd class="num" data-test="hq-fork">${fork.at}</dd>
      <dt>${t('store.headquarters.fork_ours')}</dt><dd class="num">${spoken(fork.ours)}</dd>
      <dt>${t('store.headquarters.fork_theirs')}</dt><dd class="num">${spoken(fork.theirs)}</dd>`
      : nothing;
    return html`<dl class="facts">${differs}<dt>${t('store.headquarters.name')}</dt><dd>${name}</dd>
      <dt>${t('store.headquarters.url')}</dt><dd>${url}</dd>
      <dt>${t('store.headquarters.received')}</dt><dd>${
        at ? when(at, desk.view.today) : t('store.headquarters.received_never')
      }</dd>
      <dt>${t('store.headquarters.device')}</dt><dd class="num">${device}${
        recovers ? html` <span class="chip">${t('store.headquarters.recovers')}</span>` : nothing
      }</dd></dl>`;
  }

  /** What is recalled and stopped. @param {import('../../lib/wire').RestrictionView} one */
  restriction(one) {
    const lot =
      one.lot === null
        ? t('store.headquarters.restricted_all_lots')
        : t('store.headquarters.restricted_lot', { lot: one.lot });
    const of = one.what === 'lots' ? `${one.of} · ${lot}` : one.of;
    const told = !one.here
      ? t('store.headquarters.restricted_elsewhere')
      : one.lots.length > 0
        ? t('store.headquarters.restricted_lots', { lots: one.lots.join(', ') })
        : t('store.headquarters.restricted_here');
    return html`<li data-test="hq-restriction" data-here=${one.here}><p class="row"><span
          class="chip ${one.here ? 'stop' : ''}"><b aria-hidden="true">${one.here ? '✕' : '·'}</b>${word(
            `restricted.${one.what}`,
          )}</span><strong class="num">${one.number}</strong><span class="num">${of}</span>
        <span class="soft">${when(one.at, desk.view.today)}</span></p>
      <p>${lang() === 'en' ? one.en : one.zh}</p><p class="soft">${told}</p></li>`;
  }

  /** @param {import('../../lib/wire').BulletinView} one @param {boolean} refused */
  bulletin(one, refused) {
    const chain = this.chain(one.chain);
    const state = refused
      ? t('store.headquarters.bulletin_refused')
      : one.applied !== null
        ? t('store.headquarters.bulletin_applied', { seq: one.applied })
        : one.until !== null
          ? t('store.headquarters.bulletin_until', { at: when(one.until, desk.view.today) })
          : t('store.headquarters.bulletin_refused');
    const tone = one.applied !== null ? 'ok' : 'warn';
    const people = one.signed_by.join(', ');
    return html`<li data-test="hq-bulletin"><p class="row"><span class="chip ${tone}"><b aria-hidden="true">${
      one.applied !== null ? '✓' : '!'
    }</b>${state}</span><span class="num">${t('store.headquarters.bulletin_no', { chain, no: one.no })}</span>
        ${people ? html`<span class="soft">${t('store.headquarters.bulletin_signed', { people })}</span>` : nothing}
        ${refused ? nothing : html`<span class="soft">${when(one.at, desk.view.today)}</span>`}</p>
      ${one.said.map((line) => html`<p data-test="hq-said">${lang() === 'en' ? line.en : line.zh}</p>`)}
      ${one.told ? html`<p class="hq-told">${words(one.told)}</p>` : nothing}</li>`;
  }

  /** @param {string} chain */
  chain(chain) {
    return word(/** @type {import('../../lib/i18n.js').WordKey} */ (`bulletin_chain.${chain}`));
  }

  /** What headquarters sent down. @param {View} view */
  down({ down, behind }) {
    if (!down || behind !== null) return nothing;
    const { board_at: at, restrictions, bulletins, refused } = down;
    // Where nothing is reached, the card above says so once.
    const told = this.view?.safe?.uploading === 'waiting' ? null : down.told;
    return html`<section class="card" aria-labelledby="hq-down"><h2 id="hq-down">${t('store.headquarters.down')}</h2>
      ${
        at
          ? html`<p class="soft" data-test="hq-board">${t('store.headquarters.down_board', {
              at: when(at, desk.view.today),
            })}</p>`
          : html`<p class="soft">${t('store.headquarters.down_none')}</p>`
      }
      ${down.board_old ? html`<p class="hq-told" role="alert">${t('store.headquarters.down_old')}</p>` : nothing}
      ${told ? html`<p class="hq-told">${words(told)}</p>` : nothing}
      ${down.rolled_back.map(
        (chain) =>
          html`<p class="hq-told" role="alert">${t('store.headquarters.rolled_back', {
            chain: this.chain(chain),
          })}</p>`,
      )}
      ${
        at
          ? html`<h3>${t('store.headquarters.restricted')}</h3>
        ${
          restrictions.length > 0
            ? html`<ul class="hq-points">${restrictions.map((one) => this.restriction(one))}</ul>`
            : html`<p class="soft">${t('store.headquarters.restricted_none')}</p>`
        }`
          : nothing
      }
      ${
        bulletins.length + refused.length > 0
          ? html`<h3>${t('store.headquarters.bulletins')}</h3><ul class="hq-points">${refused.map((one) =>
              this.bulletin(one, true),
            )}${bulletins.map((one) => this.bulletin(one, false))}</ul>`
          : nothing
      }</section>`;
  }

  /** Data that are older than what headquarters has. @param {View} view */
  behind({ behind, last, enrolled }) {
    if (behind === null) return nothing;
    return html`<section class="card hq-behind" role="alert" aria-labelledby="hq-behind"><h2
        id="hq-behind">${t('store.headquarters.behind')}</h2>
      <p>${t('store.headquarters.behind_why', { last })}</p>
      <ol class="hq-way"><li>${t('store.headquarters.behind_code')}</li>
        <li>${t('store.headquarters.behind_enrol')}${
          enrolled?.recovers
            ? html` <span class="chip ok" data-test="hq-may-recover"><b aria-hidden="true">✓</b>${t(
                'store.headquarters.recovers',
              )}</span>`
            : this.ways()
        }</li>
        <li>${t('store.headquarters.behind_fetch')}</li></ol>
      ${offer(
        'headquarters.recover',
        html`<div class="row"><button class="button next" data-test="hq-recover"
            ?disabled=${this.busy !== null || !enrolled?.recovers}
            @click=${() => this.asked('recover')}>${t('store.headquarters.recover')}</button>
          <button class="button push" data-test="hq-alone" ?disabled=${this.busy !== null}
            @click=${() => this.opens(alone(), t('store.headquarters.alone_done'))}>${t(
              'store.headquarters.alone',
            )}</button></div>
        ${enrolled?.recovers ? nothing : html`<p class="soft">${t('store.headquarters.recover_first')}</p>`}`,
      )}</section>`;
  }

  /** The three ways of a ticket: scanned, from a file, typed. */
  ways() {
    return offer(
      'headquarters.enrol',
      html`<p class="hq-scan"><ti-icon name="qr-code"></ti-icon>${t('store.headquarters.scan')}</p>
        <div class="row"><button class="button" data-test="hq-file" ?disabled=${this.busy !== null}
            @click=${() => this.picked()}><ti-icon name="file-text"></ti-icon>${t('store.headquarters.file')}</button>
          <button class="button" data-test="hq-typed" ?disabled=${this.busy !== null}
            @click=${() => this.opens(typed(), t('store.headquarters.enrolled'))}><ti-icon
              name="keyboard"></ti-icon>${t('store.headquarters.typed')}</button></div>`,
    );
  }

  /** @param {View} view */
  entry({ enrolled }) {
    return html`<section class="card" aria-labelledby="hq-enrol"><h2 id="hq-enrol">${t(
      enrolled ? 'store.headquarters.again' : 'store.headquarters.join',
    )}</h2>
      <p class="soft">${t(enrolled ? 'store.headquarters.again_why' : 'store.headquarters.join_why')}</p>
      ${this.ways()}</section>`;
  }

  /** @param {import('../../components/ti-sheet.js').Form} form @param {string} done what is said once it was done */
  opens(form, done) {
    this.form = form;
    this.done = done;
  }

  /** How it stands, and the button. @param {View} view */
  standing(view) {
    const { safe, enrolled } = view;
    const next = safe && TRY.has(safe.uploading) && view.behind === null;
    return html`<section class="card" aria-labelledby="hq-state"><h2 id="hq-state">${t('store.headquarters.title')}</h2>
      ${
        safe
          ? html`${this.state(view, safe)}${this.clock(view)}${this.enrolment(view)}`
          : html`<p data-test="hq-none">${t('store.headquarters.none')}</p>`
      }
      ${
        enrolled
          ? offer(
              'headquarters.try',
              html`<div class="row"><button class="button ${next ? 'next' : ''}" data-test="hq-try"
    ?disabled=${this.busy !== null} @click=${() => this.asked('try')}>${t(
      this.busy === 'try' ? 'store.headquarters.trying' : 'store.headquarters.try',
    )}</button></div>`,
            )
          : nothing
      }</section>`;
  }

  content() {
    const { view } = this;
    if (!view) return nothing;
    // What is next stands in the wide column: enrolling where nothing is enrolled, the way back where data are older.
    const entry = view.behind === null ? this.entry(view) : nothing;
    return html`<h1 class="visually-hidden">${t('store.tab.headquarters')}</h1><div class="backup">
      <div class="backup-column">${this.behind(view)}${this.standing(view)}${view.enrolled ? this.down(view) : entry}
      </div>
      <div class="backup-column">${this.sticks(view)}${view.enrolled ? entry : nothing}
        <section class="card" aria-labelledby="hq-what"><h2 id="hq-what">${t('store.headquarters.what')}</h2>
          <ul class="hq-points">${['works', 'goes', 'stays'].map(
            (what) => html`<li>${t(`store.headquarters.what_${what}`)}</li>`,
          )}</ul></section>
      </div>
    </div>
    <ti-sheet .form=${this.form} @closed=${() => (this.form = null)} @saved=${(/** @type {CustomEvent} */ event) => {
      this.form = null;
      this.view = event.detail;
      say(this.done, 'ok');
    }}></ti-sheet>`;
  }

  render() {
    return this.frame(() => this.content());
  }
}

define('screen-store-headquarters', Headquarters);
