/**
 * 服务: one customer from 告知 to 交付. The frame of it: who it is for, the nine steps, the step's panel, and the clearance
 * that stays in view. Each step is a file under `service/`. What is saved comes from `service.view`; the frame reads it
 * again after every act and whenever the desk says that something was written in the other window.
 */
import { html, nothing } from '../lib/lit.js';
import { lang, t } from '../lib/i18n.js';
import { desk } from '../lib/desk.js';
import { rpc } from '../lib/host.js';
import { go } from '../lib/route.js';
import { Screen, define } from '../lib/screen.js';
import { COMMAND, has, mayWeigh, panelAt, panelsOf } from './service/steps.js';
import { past } from './service/past.js';
import { panel } from './service/panels.js';
import { takeBack } from './service/skin.js';
import { spokenOf, unasked } from './service/spoken.js';
import { head, strip } from './service/head.js';
import { mendFinding } from './service/mends.js';
import './service/dialogs.js';
import './service/papers.js';
import '../components/ti-findings.js';
import '../components/ti-steps.js';

/** @typedef {import('../lib/wire').ServiceView} ServiceView */
/** @typedef {import('../lib/wire').ServiceCard} ServiceCard */
/** @typedef {import('./service/steps.js').StepKey} StepKey */
/** @typedef {import('../lib/host.js').Commands} Commands */
/** @typedef {import('../lib/host.js').Name} Name */
/**
 * @template {Name} N
 * @typedef {import('../lib/host.js').Args<N>} Args
 */
/** @typedef {import('./service/dialogs.js').DialogName} DialogName */

/**
 * Steps that can be done anew from a later one, and up to which saved state.
 * @type {Partial<Record<StepKey, readonly string[]>>}
 */
const ANEW = { needs: ['tested'], skin: ['tested'], plan: ['planned', 'agreed'] };

/**
 * What the clearance panel does not know yet.
 * @param {ServiceView} view
 */
function stillOpen(view) {
  if (!view.plan) return t('service.open.plan');
  return !view.clearance && unasked(view) ? t('service.open.allergies') : '';
}

export class ScreenService extends Screen {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = {
    view: { state: true },
    gates: { state: true },
    judged: { state: true },
    services: { state: true },
    looking: { state: true },
    dialog: { state: true },
  };

  constructor() {
    super();
    /** @type {ServiceView|null} */
    this.view = null;
    /** @type {import('./service/panel.js').Gates|null} */
    this.gates = null;
    /** @type {import('../components/ti-findings.js').Judged|null} What the clearance panel shows. */
    this.judged = null;
    /** @type {ServiceCard[]} The services that are open. */
    this.services = [];
    /** @type {import('./service/panel.js').StepPanel|null} The panel of the step that is being done. */
    this.panel = null;
    /** @type {StepKey|null} An earlier step that is looked back at. */
    this.looking = null;
    /** @type {DialogName|null} */
    this.dialog = null;
    /**
     * What waits for another person, who sits down for it, or only signs it.
     * @type {{
     *   command: string,
     *   then: (signer: {staff: string, pin: string}) => unknown,
     *   fits: (person: import('../lib/wire').Person) => boolean,
     *   sign: boolean,
     * }|null}
     */
    this.asking = null;
    /** @type {string|null} The label template of the clearance that was just signed here. */
    this.template = null;
    /** @type {string|null} The recipe that a returning customer had and asked for again. */
    this.prefer = null;
    /** The readings asked for, so that a late answer does not overwrite a newer one. */
    this.turn = 0;
    /** The service on view. */
    this.number = '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.endings.push(desk.subscribe(() => this.requestUpdate()));
    this.endings.push(desk.onTopic('service', () => void (this.busy === null && this.reload())));
  }

  /** @param {import('../lib/lit.js').Changed} changed */
  willUpdate(changed) {
    if (changed.has('route') && this.number !== '' && this.route.id !== this.number) void this.reload();
  }

  /** @param {import('../lib/lit.js').Changed} changed */
  updated(changed) {
    if (changed.has('view') || changed.has('looking')) this.querySelector('.service-panel')?.scrollTo(0, 0);
    if (changed.has('looking') && this.looking)
      /** @type {HTMLElement|null} */ (this.querySelector('[data-test="to-current"]'))?.focus({ preventScroll: true });
  }

  async load() {
    const number = this.route.id ?? '';
    if (number !== this.number)
      [this.view, this.gates, this.judged, this.looking, this.dialog, this.template] = [
        null,
        null,
        null,
        null,
        null,
        null,
      ];
    this.number = number;
    await this.sync();
  }

  /** Reads the service, its gates and the open services again. */
  async sync() {
    const number = this.number;
    const turn = ++this.turn;
    const [today, view] = await Promise.all([
      rpc('today.look'),
      number === '' ? null : rpc('service.view', { service: number }),
    ]);
    if (number !== this.number || turn !== this.turn) return;
    this.services = today.open;
    if (view?.step !== this.view?.step) this.looking = null;
    this.view = view;
    if (view && !['done', 'ended'].includes(view.step)) void this.#judge(number);
    if (view && ['done', 'ended'].includes(view.step)) this.judged = null;
  }

  /** The gates come after the step itself is on view: they never hold up a tap. @param {string} service */
  async #judge(service) {
    const gates = await this.ask('service.gates', { service, spoken: spokenOf(service) });
    if (!gates || service !== this.number) return;
    this.gates = gates;
    this.judged = gates;
  }

  /**
   * Shows the findings of a sheet that is being signed instead of the standing ones.
   * @param {import('../lib/wire').Finding[]} findings
   */
  judge(findings) {
    const count = (/** @type {string} */ outcome) => findings.filter((finding) => finding.outcome === outcome).length;
    const [passed, warned, stops] = [count('pass'), count('warn'), count('stop')];
    this.judged = { findings, passed, total: passed + warned + stops, stops };
  }

  /**
   * Sends a command and reads the service again.
   * @template {Name} N
   * @param {N} name
   * @param {Args<N>} args
   * @returns {Promise<Commands[N]['reply'] | true | undefined>} the reply, `true` where there is none, undefined
   *   where it was refused
   */
  send(name, ...args) {
    return this.act(name, async () => {
      const reply = await rpc(name, ...args);
      if (name.startsWith('screen.')) desk.set(/** @type {Commands['screen.present']['reply']} */ (reply));
      else await this.sync();
      return reply ?? true;
    });
  }

  /**
   * Reads something for a panel; a refusal is shown and answers undefined.
   * @template {Name} N
   * @param {N} name
   * @param {Args<N>} args
   * @returns {Promise<Commands[N]['reply'] | undefined>}
   */
  async ask(name, ...args) {
    try {
      return await rpc(name, ...args);
    } catch (thrown) {
      if (!(thrown instanceof Error) || !('refusal' in thrown)) throw thrown;
      this.refusal = /** @type {import('../lib/wire').Refusal} */ (thrown.refusal);
      return undefined;
    }
  }

  /**
   * Does something that needs a certain person: at once if they sit here, otherwise they are asked for.
   * @param {Name} command
   * @param {() => unknown} then
   * @param {(person: import('../lib/wire').Person) => boolean} [fits] who of those with the role may
   */
  as(command, then, fits = () => true) {
    const { me } = desk.view;
    if (desk.may(command) && me !== null && fits(me)) return void then();
    this.asking = { command, then, fits, sign: false };
    this.open('takeover');
  }

  /**
   * Asks for the PIN of a person who may, for one act alone: whoever sits at the window goes on sitting there.
   * @param {Name} command whose posts are asked for
   * @param {(signer: {staff: string, pin: string}) => unknown} then
   */
  signed(command, then) {
    this.asking = { command, then, fits: () => true, sign: true };
    this.open('takeover');
  }

  /** @param {DialogName|null} dialog */
  open(dialog) {
    this.dialog = dialog;
    if (dialog !== null) this.refusal = null;
  }

  /** @param {StepKey|null} step an earlier step to look at, null for the current one */
  look(step) {
    this.looking = step;
  }

  /** @param {StepKey} step @param {boolean} allowed @param {ServiceView} view */
  #drawn(step, allowed, view) {
    const { gates, busy } = this;
    this.panel = panel(step, { view, gates, host: this, busy, allowed }, this.panel);
    return this.panel;
  }

  keys() {
    /** @type {import('../lib/keys.js').Binding[]} */
    const own = [...((this.panel?.isConnected ? this.panel.keys() : undefined) ?? [])];
    // A button that has the focus is pressed by the browser.
    if (!document.activeElement?.closest('button, a, summary')) {
      own.push({
        key: 'Enter',
        label: '',
        hidden: true,
        run: () =>
          /** @type {HTMLElement|null} */ (this.querySelector('.service-panel .next:not([disabled])'))?.click(),
      });
    }
    const others = this.services.filter((card) => card.number !== this.number).slice(0, 3);
    own.push(
      ...others.map((card, index) => ({
        key: `Ctrl+${index + 1}`,
        label: t('service.key.switch', { who: card.customer_name ?? card.number }),
        run: () => go(`#/service/${card.number}`),
      })),
    );
    if (this.looking) own.push({ key: 'Escape', label: t('service.to_current'), run: () => this.look(null) });
    return own;
  }

  /** A customer waits here: what is scanned for something else is said, and leads away only by a tap. */
  get holds() {
    return this.view !== null && !['done', 'ended'].includes(this.view.step);
  }

  /** @param {import('../lib/screen.js').Scan} scan */
  onScan(scan) {
    return this.dialog === null && this.looking === null && (this.panel?.onScan(scan) ?? false);
  }

  /** What a wrong PIN is told at the pad that it was entered at. */
  get wrongPin() {
    const refusal = this.refusal;
    if (!refusal?.code.startsWith('pin_')) return '';
    return lang() === 'zh-CN' ? refusal.message : t(`refusals.${refusal.code}`);
  }

  /** @param {import('../lib/wire').Refusal} refusal */
  saidElsewhere(refusal) {
    return refusal.code.startsWith('pin_') && this.querySelector('.service-work ti-pin-pad') !== null;
  }

  render() {
    return this.frame(() => (this.view ? this.#service(this.view) : this.#none()));
  }

  #none() {
    return html`<section class="service-none">
      ${strip(this.services, '')}
      <ti-empty icon="flask-conical" .heading=${t('service.none_open')} .text=${t('service.none_open_note')}></ti-empty>
    </section>`;
  }

  /** @param {ServiceView} view */
  #service(view) {
    const current = panelAt(view.step, view.mode);
    const shown = this.looking ?? current;
    const over = view.step === 'done' || view.step === 'ended';
    // A skin test that is there is looked at, and taken back before another comes.
    const tested = this.looking === 'skin' && view.skin !== null;
    const anew = this.looking !== null && !tested && (ANEW[this.looking]?.includes(view.step) ?? false);
    const doing = this.looking === null || anew;
    const allowed = over || (doing && this.#may(shown, view));
    return html`<div class="service">
        <div class="service-work">
          ${head(view, this)}
          <ti-steps
            .steps=${panelsOf(view.mode)}
            .current=${view.step === 'ended' ? panelAt(view.reached, view.mode) : current}
            .shown=${shown}
            .ended=${view.step === 'done'}
            .stopped=${view.step === 'ended'}
            @step=${(/** @type {CustomEvent<StepKey>} */ event) =>
              this.look(event.detail === current ? null : event.detail)}
          ></ti-steps>
          <div class="service-panel" data-step=${shown}>
            ${
              doing && !allowed && !this.looking
                ? html`<section class="card asked">
                    <service-takeover
                      .host=${this}
                      .busy=${this.busy}
                      .command=${COMMAND[shown]}
                      .fits=${(/** @type {import('../lib/wire').Person} */ person) =>
                        shown !== 'blend' || mayWeigh(person, view)}
                    ></service-takeover>
                  </section>`
                : nothing
            }
            ${
              doing
                ? this.#drawn(shown, allowed, view)
                : html`<div data-panel>
                    ${past(shown, view)}
                    ${
                      ['agree', 'label', 'deliver'].includes(shown)
                        ? html`<service-papers .view=${view} .host=${this}
    .busy=${this.busy}></service-papers>`
                        : nothing
                    }
                    <div class="foot">
                      ${tested && view.step === 'tested' ? takeBack(this) : nothing}
                      <span class="push"></span
                      ><button type="button" class="button next" data-test="to-current" @click=${() => this.look(null)}>
                        ${t('service.to_current')}
                      </button>
                    </div>
                  </div>`
            }
          </div>
        </div>
        ${
          over || !has(view.mode, 'cleared')
            ? nothing
            : html`<aside class="service-aside" aria-label=${t('service.clearance')}>
                <ti-findings
                  .judged=${this.judged}
                  .open=${stillOpen(view)}
                  .busy=${this.busy}
                  @mend=${(/** @type {CustomEvent<import('../lib/wire').Finding>} */ event) =>
                    mendFinding(this, event.detail)}
                ></ti-findings>
              </aside>`
        }
      </div>
      <service-dialogs .host=${this} .name=${this.dialog} .busy=${this.busy}
          .refused=${this.refusal}></service-dialogs>`;
  }

  /** @param {StepKey} step @param {ServiceView} view */
  #may(step, view) {
    const { me } = desk.view;
    if (step === 'blend') return desk.may(COMMAND.blend) && me !== null && mayWeigh(me, view);
    if (step === 'label' && view.step === 'scanned') return true; // the officer signs on whatever session sits here
    return desk.may(COMMAND[step]);
  }
}

define('screen-service', ScreenService);
