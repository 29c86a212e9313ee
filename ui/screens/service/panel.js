/**
 * What every step's panel is: a piece of the service screen that shows one step from `service.view` and sends that
 * step's commands. It keeps only what is not said yet (a half-typed line, a chosen card); everything that was saved
 * comes from the view, so that a change of advisor or a power cut loses nothing.
 */
import { Part } from '../../lib/part.js';
import { draftOf, keep } from './drafts.js';

/** @typedef {import('../../lib/wire').ServiceView} ServiceView */
/** @typedef {import('../../lib/wire').Finding} Finding */
/** @typedef {import('../../lib/wire').BenchProposal} BenchProposal */
/** @typedef {import('../../lib/wire').Gates} Gates */
/** @typedef {import('../../lib/screen.js').Taken} Taken */
/** @typedef {import('../../lib/host.js').Commands} Commands */
/**
 * @typedef {{ [N in keyof Commands]: Commands[N]['args'] extends { service: string } ? N : never }[keyof Commands]}
 * OfService
 */
/**
 * @template {OfService} N
 * @typedef {{} extends Omit<Commands[N]['args'], 'service'> ? [rest?: {}] : [rest: Omit<Commands[N]['args'],
 *   'service'>]} Rest
 */
/** @typedef {import('../../lib/keys.js').Binding} KeyBinding */
/** @typedef {import('../../lib/screen.js').Scan} Scan */

export class StepPanel extends Part {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = {
    view: { attribute: false },
    gates: { attribute: false },
    host: { attribute: false },
    busy: { attribute: false },
    allowed: { attribute: false },
  };

  /** Names of the fields that outlive a lock and a change of person. @type {readonly string[]} */
  static kept = [];

  constructor() {
    super();
    /** @type {ServiceView} The service as saved; the screen sets it before the panel is drawn. */
    this.view = /** @type {never} */ (undefined);
    /** @type {Gates|null} */
    this.gates = null;
    /** @type {import('../service.js').ScreenService} The screen that this panel stands on. */
    this.host = /** @type {never} */ (undefined);
    /** @type {string|null} The act under way, if any. */
    this.busy = null;
    /**
     * Whether the person at the window may do this step; where not, the panel shows and the screen asks for another.
     */
    this.allowed = true;
    /** Whether what was half-typed before stands here again. */
    this.restored = false;
  }

  connectedCallback() {
    super.connectedCallback();
    const draft = draftOf(this.number, this.#place);
    this.restored = draft !== null;
    if (draft) Object.assign(this, draft);
  }

  /**
   * Where something is half-typed: in one saved state two steps may stand open, such as the plan and the needs said
   * anew.
   */
  get #place() {
    return `${this.view.step} ${this.localName}`;
  }

  /** Keeps what is half-typed. */
  #keep() {
    const { kept } = /** @type {typeof StepPanel} */ (this.constructor);
    if (kept.length)
      keep(this.number, this.#place, Object.fromEntries(kept.map((name) => [name, Reflect.get(this, name)])));
  }

  /** The number of the service. */
  get number() {
    return this.view.card.number;
  }

  /**
   * Sends one command of this service, then reads the service again.
   * @template {OfService} N
   * @param {N} name
   * @param {Rest<N>} rest what it takes beside the service
   */
  send(name, ...[rest]) {
    const args = /** @type {unknown} */ ([{ service: this.number, ...rest }]);
    return this.host.send(name, .../** @type {import('../../lib/host.js').Args<N>} */ (args));
  }

  /**
   * Keys of this step, beside those of the screen.
   * @returns {KeyBinding[]}
   */
  keys() {
    return [];
  }

  /**
   * Takes a scan.
   * @param {Scan} _scan
   * @returns {Taken | Promise<Taken>} whether the step took it
   */
  onScan(_scan) {
    return false;
  }

  /** Puts the focus on the one next button, so that Enter goes on. */
  focusNext() {
    /** @type {HTMLElement|null} */ (this.querySelector('.next:not([disabled])'))?.focus({ preventScroll: true });
  }

  /** The focus goes on with the step; a hand that is typing keeps its field, and a dialog keeps its focus. */
  #follow() {
    const active = document.activeElement;
    const typing = active instanceof HTMLElement && active.matches('input, textarea, select') && this.contains(active);
    if (!typing && !document.querySelector('dialog:modal')) this.focusNext();
  }

  firstUpdated() {
    this.#follow();
  }

  /** @param {import('../../lib/lit.js').Changed} changed */
  updated(changed) {
    this.#keep();
    const before = /** @type {ServiceView|undefined} */ (changed.get('view'));
    const moved = before !== undefined && before.step !== this.view.step;
    // A button that was disabled while an act ran has lost the focus.
    const free = changed.has('busy') && this.busy === null && document.activeElement === document.body;
    if (moved || free) this.#follow();
  }
}
