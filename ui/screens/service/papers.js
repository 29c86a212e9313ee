/**
 * 给顾客的纸质材料: the papers that a customer takes along, each printed or saved as often as somebody asks. They are made
 * from what was recorded, so the block needs nothing typed and leaves nothing behind; where a paper went is said beside
 * it.
 */
import { html, nothing } from '../../lib/lit.js';
import { Part, define } from '../../lib/part.js';
import { t, word } from '../../lib/i18n.js';
import { refusalOf, rpc } from '../../lib/host.js';
import { desk } from '../../lib/desk.js';

/** @typedef {import('../../lib/wire').CustomerPaper} Kind */
/** @typedef {'a5'|'a4'|'receipt'} Medium */

/** The media in the order in which the first with a printer is chosen. @type {readonly Medium[]} */
const MEDIA = ['a5', 'a4', 'receipt'];

/** @param {Medium} medium */
const printerOf = (medium) => desk.view.device[/** @type {const} */ (`${medium}_printer`)];

export class ServicePapers extends Part {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = {
    view: { attribute: false },
    host: { attribute: false },
    busy: { attribute: false },
    medium: { state: true },
    went: { state: true },
    now: { state: true },
    beside: { attribute: false },
  };

  constructor() {
    super();
    /** @type {import('../../lib/wire').ServiceView} */
    this.view = /** @type {never} */ (undefined);
    /** @type {import('../service.js').ScreenService} */
    this.host = /** @type {never} */ (undefined);
    /** @type {string|null} */
    this.busy = null;
    /** @type {Medium} */
    this.medium = MEDIA.find(printerOf) ?? 'a5';
    /** Where each paper went last. @type {Partial<Record<Kind, string>>} */
    this.went = {};
    /** What printers made of them. @type {import('../../lib/wire').PaperNow[]} */
    this.now = [];
    /**
     * @type {import('../../lib/wire').LeafletBeside|null} What became of the leaflet that the desk printed with the
     * label.
     */
    this.beside = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.endings.push(desk.onTopic('job', () => void this.#look()));
    void this.#look();
  }

  /** What became of them at their printers; a desk that does not say it now says it with its next news. */
  async #look() {
    if (!this.view || !desk.may('paper.look')) return;
    this.now = await rpc('paper.look', { service: this.view.card.number }).catch((thrown) => {
      refusalOf(thrown);
      return this.now;
    });
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (!changed.has('beside') || !this.beside) return;
    const { printer, said } = this.beside;
    this.#say(
      'leaflet',
      printer
        ? t('service.papers.with_label', { where: printer })
        : t('service.papers.not_with_label', { said: said ?? '' }),
    );
  }

  /** The papers whose records are there. @returns {Kind[]} */
  get #papers() {
    const { label, plan, signed } = this.view;
    return [
      ...(label ? [/** @type {const} */ ('leaflet')] : []),
      ...(plan ? [/** @type {const} */ ('plan')] : []),
      ...(signed ? [/** @type {const} */ ('consent')] : []),
    ];
  }

  /** @param {Kind} kind @param {string} where */
  #say(kind, where) {
    this.went = { ...this.went, [kind]: where };
  }

  /** @param {Kind} kind */
  #asked(kind) {
    this.went = { ...this.went, [kind]: undefined };
    this.now = this.now.filter((paper) => paper.kind !== kind);
    return { service: this.view.card.number, kind, medium: this.medium };
  }

  /** @param {Kind} kind */
  async #print(kind) {
    const asked = this.#asked(kind);
    const printed = await this.host.act('paper.print', () => rpc('paper.print', asked));
    if (printed) this.#say(kind, t(`service.papers.${printed.outcome}`, { where: printed.where }));
    await this.#look();
  }

  /** @param {Kind} kind */
  async #save(kind) {
    const asked = this.#asked(kind);
    const saved = await this.host.act('paper.save', () => rpc('paper.save', asked));
    if (saved) this.#say(kind, t('service.papers.saved_as', { where: saved.name }));
  }

  /** Where a paper went last, or how that ended. @param {Kind} kind */
  #ended(kind) {
    const paper = this.now.find((one) => one.kind === kind);
    if (!paper || paper.state === 'sent')
      return html`<p class="soft" role="status" data-test=${`paper-${kind}-went`}>${this.went[kind] ?? nothing}</p>`;
    const words = t(`service.papers.now_${paper.state}`, { where: paper.printer, said: paper.said ?? '' });
    if (paper.state === 'printed')
      return html`<p class="soft" role="status" data-test=${`paper-${kind}-went`}>${words}</p>`;
    return html`<p class="paper-fault ${paper.state}" role="alert" data-test=${`paper-${kind}-went`}>${words}</p>`;
  }

  /** @param {Kind} kind */
  #row(kind) {
    const called = word(`paper.${kind}`);
    const held = this.busy !== null;
    return html`<li data-test=${`paper-${kind}`}>
      <div>
        <b>${called}</b>
        ${this.#ended(kind)}
      </div>
      <button type="button" class="button" data-test=${`paper-${kind}-print`}
          aria-label=${`${t('service.papers.print')} ${called}`} ?disabled=${held} @click=${() => this.#print(kind)}>
        <ti-icon name="printer"></ti-icon>${t('service.papers.print')}
      </button>
      <button type="button" class="button" data-test=${`paper-${kind}-save`}
          aria-label=${`${t('service.papers.save')} ${called}`} ?disabled=${held} @click=${() => this.#save(kind)}>
        <ti-icon name="download"></ti-icon>${t('service.papers.save')}
      </button>
    </li>`;
  }

  render() {
    const papers = this.#papers;
    if (!papers.length || !desk.may('paper.print')) return nothing;
    const printer = printerOf(this.medium);
    return html`<section class="card papers" data-test="papers">
      <div class="card-head">
        <h2>${t('service.papers.title')}</h2>
        <div class="switch" role="group" aria-label=${t('service.papers.medium')}>
          ${MEDIA.map(
            (medium) => html`<button type="button" data-test=${`paper-on-${medium}`}
    aria-pressed=${String(medium === this.medium)}
      @click=${() => (this.medium = medium)}>${word(`medium.${medium}`)}</button>`,
          )}
        </div>
      </div>
      <p class="soft">${printer ? t('service.papers.printer', { printer }) : t('service.papers.no_printer')}</p>
      <ul>
        ${papers.map((kind) => this.#row(kind))}
      </ul>
    </section>`;
  }
}

define('service-papers', ServicePapers);
