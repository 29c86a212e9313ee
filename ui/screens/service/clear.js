/**
 * 核对: who works, where, with what, under which label, proposed by the store and changed only where it differs; then the
 * two PINs one after the other over exactly the sheet that is on view. When the second is in, it is signed
 * (山东指南 第三、二十二条). Whose window it is does not change: the PINs say who answers for the unit.
 */
import { html, nothing } from '../../lib/lit.js';
import { pick, t } from '../../lib/i18n.js';
import { RefusalError, rpc } from '../../lib/host.js';
import { define } from '../../lib/part.js';
import { StepPanel } from './panel.js';
import { moment } from '../../lib/clock.js';
import { benchForm, lastBroughtIn, rememberBroughtIn } from './bench.js';
import { openUnit } from './mends.js';
import { say, spokenOf, unasked } from './spoken.js';
import '../../components/ti-ask-again.js';
import '../../components/ti-pin-pad.js';
import '../../components/ti-use-by.js';

/** @typedef {import('../../lib/wire').Refusal} Refusal */
/** @typedef {import('../../lib/wire').CheckView} CheckView */
/** @typedef {import('./bench.js').Bench} Bench */

/**
 * What a sheet says, without the words in which it says it.
 * @param {CheckView} check
 */
function essence({ findings, components, use_by: useBy, clear }) {
  return JSON.stringify([
    clear,
    useBy,
    components,
    findings.map(({ check, rulebook, clause, outcome, facts }) => [check, rulebook, clause, outcome, facts]),
  ]);
}

export class ServiceClear extends StepPanel {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = {
    bench: { state: true },
    check: { state: true },
    refused: { state: true },
    editing: { state: true },
    operatorPin: { state: true },
    differs: { state: true },
  };

  static kept = ['chosen'];

  constructor() {
    super();
    /** @type {Bench|null} */
    this.bench = null;
    /** @type {Partial<Bench>} What was chosen here against the proposal. */
    this.chosen = {};
    /** @type {CheckView|null} What both sign. */
    this.check = null;
    /** @type {Refusal|null} Why there is nothing to sign yet. */
    this.refused = null;
    /** @type {string|null} The part of the bench that is being changed. */
    this.editing = null;
    /** @type {string|null} The operator's PIN, kept until the officer's is in. */
    this.operatorPin = null;
    /** Whether the sheet changed after a PIN was given for it. */
    this.differs = false;
    /** When the materials stood in the area: when this step was opened. */
    this.at = moment();
    /** The sheets asked for, so that a late answer does not overwrite a newer one. */
    this.turn = 0;
  }

  /** @param {Map<PropertyKey, unknown>} changed */
  willUpdate(changed) {
    const bench = this.gates?.bench;
    if (bench && changed.has('gates')) {
      // What nobody chose here follows the store: who came in the meantime, what was cleaned.
      const { operator, officer, area, equipment, template } = bench.proposal;
      this.bench = { operator, officer, area, equipment: [...equipment], template, ...lastBroughtIn(), ...this.chosen };
    }
    if (changed.has('gates') && this.bench) void this.#look();
  }

  get #ready() {
    const bench = this.bench;
    return (
      Boolean(bench?.operator && bench.officer && bench.area && bench.template && bench.equipment.length) &&
      !unasked(this.view)
    );
  }

  get #asked() {
    // Asked for only once every part of the bench is named.
    const bench = /** @type {Bench & {operator: string, officer: string, area: string, template: string}} */ (
      this.bench
    );
    const { operator, officer, area, equipment, template, by_route, outer_pack_treated } = bench;
    const brought_in = { by_route, outer_pack_treated, at: this.at };
    return {
      service: this.number,
      operator,
      officer,
      area,
      equipment,
      template,
      brought_in,
      spoken: spokenOf(this.number),
    };
  }

  async #look() {
    if (!this.#ready) return;
    const turn = ++this.turn;
    try {
      const check = await rpc('service.check', this.#asked);
      if (turn !== this.turn) return;
      this.#take(check);
    } catch (error) {
      if (!(error instanceof RefusalError)) throw error;
      if (turn === this.turn) [this.check, this.refused] = [null, error.refusal];
    }
    await this.updateComplete;
    this.focusNext();
  }

  /**
   * Puts a sheet on view. The minute that some findings name does not make it another one.
   * @param {CheckView} check
   * @returns {boolean} whether it says something else than the one before, so that a PIN already given is void
   */
  #take(check) {
    const differs = this.check !== null && essence(check) !== essence(this.check);
    [this.check, this.refused] = [check, null];
    this.host.judge(check.findings);
    if (!differs) return false;
    this.differs = this.operatorPin !== null || this.host.busy === 'service.clear';
    this.operatorPin = null;
    return true;
  }

  /** @param {Partial<Bench>} change */
  #change(change) {
    if (!this.bench) return;
    this.chosen = { ...this.chosen, ...change };
    this.bench = { ...this.bench, ...change };
    if ('by_route' in change || 'outer_pack_treated' in change) rememberBroughtIn(this.bench);
    void this.#look();
  }

  /** @param {string} pin */
  async #pin(pin) {
    const bench = this.bench;
    if (!this.check?.clear || !bench) return;
    this.differs = false;
    if (this.operatorPin === null) {
      this.operatorPin = pin;
      return;
    }
    const operatorPin = this.operatorPin;
    this.operatorPin = null;
    this.host.template = bench.template;
    const done = await this.host.act('service.clear', async () => {
      // Signed is the sheet of this moment; what differs from the one that both looked at is looked at again.
      const check = await rpc('service.check', this.#asked);
      if (this.#take(check)) return false;
      await rpc('service.clear', {
        check: this.#asked,
        shown: check.shown,
        operator_pin: operatorPin,
        officer_pin: pin,
      });
      await this.host.sync();
      return true;
    });
    if (done) this.host.look(null);
    else if (done === undefined) void this.#look();
  }

  /** @param {import('./panel.js').Scan} scan */
  onScan(scan) {
    const needed = this.#toOpen;
    if (!needed || (scan.kind !== 'lot' && scan.kind !== 'container')) return false;
    if (scan.id !== needed) return 'wrong';
    openUnit(this.host, needed);
    return true;
  }

  get #toOpen() {
    if (this.refused?.code !== 'container_needed') return null;
    const first = this.refused.details?.[0];
    return typeof first === 'string' ? first : null;
  }

  render() {
    return html`<div class="step-head">
        <h1>${t('service.clear.title')}</h1>
        <span class="soft">${t('service.clear.lead')}</span>
      </div>
      <div class="clear-columns">
        <div class="clear-sheet">
          ${unasked(this.view) ? this.#ask() : nothing} ${this.#stopped()}
          ${
            this.bench && this.gates
              ? benchForm(this.bench, this.gates.bench, this.editing, {
                  edit: (part) => (this.editing = this.editing === part ? null : part),
                  change: (change) => this.#change(change),
                })
              : html`<div class="skeleton card" aria-busy="true"></div>`
          }
          ${this.check ? this.#differences(this.check) : nothing}
        </div>
        ${this.#sign()}
      </div>`;
  }

  #stopped() {
    const refused = this.refused;
    if (!refused) return nothing;
    const lot = this.#toOpen;
    const part = this.view.plan?.components.find((each) => each.lot === lot);
    return html`<section class="card refused">
      <p class="remark stop"><span aria-hidden="true">✕</span>${refused.message}</p>
      ${
        lot
          ? html`<button
              type="button"
              class="button next"
              data-test="open-container"
              ?disabled=${this.busy !== null}
              @click=${() => openUnit(this.host, lot)}
            >
              ${t('service.clear.open_unit', { name: part?.name ?? '', lot: part?.lot_number ?? lot })}
            </button>`
          : refused.mend
            ? html`<p class="soft">${refused.mend}</p>`
            : nothing
      }
      ${
        refused.code === 'recipe_changed'
          ? html`<button type="button" class="button next"
    @click=${() => this.host.look('plan')}>${t('service.agree.change')}</button>`
          : nothing
      }
    </section>`;
  }

  #ask() {
    return html`<ti-ask-again
      .lead=${t('service.clear.ask_again')}
      .button=${t('service.clear.asked')}
      @asked=${(/** @type {CustomEvent<import('../../lib/wire').Spoken>} */ { detail }) => {
        say(this.number, detail);
        this.requestUpdate();
        void this.#look();
      }}
    ></ti-ask-again>`;
  }

  /** What the officer has to look at: only what is not as always. @param {CheckView} check */
  #differences(check) {
    const odd = [
      // Two articles may ask the same; it is odd once.
      ...new Set(
        check.findings
          .filter((finding) => finding.outcome === 'warn')
          .map((finding) => pick(finding.because, finding.because_en)),
      ),
      ...(this.view.plan?.against_ranking
        ? [t('service.clear.against', { reason: this.view.plan.against_ranking })]
        : []),
      ...(this.view.vessel?.written_off.length
        ? [t('service.clear.remade', { reasons: this.view.vessel.written_off.join('；') })]
        : []),
    ];
    return html`<section class="card differences">
      <h2>${t('service.clear.differences')}</h2>
      ${
        odd.length
          ? html`<ul>
              ${odd.map((each) => html`<li class="remark warn"><span aria-hidden="true">!</span>${each}</li>`)}
            </ul>`
          : html`<p class="remark ok"><span aria-hidden="true">✓</span>${t('service.clear.as_always')}</p>`
      }
      <dl class="facts">
        <dt>${t('service.use_by')}</dt>
        <dd><ti-use-by .useBy=${check.use_by}></ti-use-by></dd>
      </dl>
    </section>`;
  }

  #sign() {
    const { check, bench } = this;
    const operator = this.gates?.bench.operators.find((each) => each.staff === bench?.operator);
    const officer = this.gates?.bench.officers.find((each) => each.staff === bench?.officer);
    const first = this.operatorPin === null;
    const signer = first ? operator : officer;
    return html`<section class="card signing" aria-live="polite">
      <ol class="signers">
        ${[
          [operator, 'operator', !first],
          [officer, 'officer', false],
        ].map(
          ([person, role, done]) =>
            html` <li class=${done ? 'done' : (role === 'operator') === first ? 'now' : ''}>
              <span aria-hidden="true">${done ? '✓' : role === 'operator' ? '1' : '2'}</span>
              <span
                ><b>${/** @type {{name: string}|undefined} */ (person)?.name ?? t('service.none')}</b
                ><span class="faint">${t(`service.clear.${role}`)}</span></span
              >
            </li>`,
        )}
      </ol>
      ${
        this.differs
          ? html`<p class="remark warn" data-test="check-differs"><span
    aria-hidden="true">!</span>${t('service.clear.differs')}</p>`
          : nothing
      }
      ${
        check?.clear && signer && this.allowed
          ? html`<ti-pin-pad
                data-test="pin-pad"
                .label=${t('service.clear.pin', { name: signer.name })}
                .wrong=${this.host.wrongPin}
                .busy=${this.busy !== null}
                @pin=${(/** @type {CustomEvent<{pin: string}>} */ event) => this.#pin(event.detail.pin)}
              ></ti-pin-pad>
              ${
                first
                  ? nothing
                  : html`<button type="button" class="button quiet"
    @click=${() => (this.operatorPin = null)}>${t('service.clear.first_again')}</button>`
              }`
          : html`<p class="soft">${t(unasked(this.view) ? 'service.clear.ask_first' : 'service.clear.not_yet')}</p>`
      }
    </section>`;
  }
}

define('service-clear', ServiceClear);
