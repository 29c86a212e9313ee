/**
 * The base of every screen: fetching what it shows, one act at a time, and the states that every screen has (loading,
 * refused, content). It knows no command.
 *
 * A screen sets its own fields in its constructor and never as class fields: those would hide lit's properties.
 */
import { html, nothing } from './lit.js';
import { refusalOf, UNREACHABLE } from './host.js';
import { desk } from './desk.js';
import { bind } from './keys.js';
import { Part } from './part.js';
import { t } from './i18n.js';
import '../components/ti-refusal.js';

export { define } from './part.js';

/** @typedef {import('./wire').Refusal} Refusal */
/** @typedef {import('./lit.js').Content} Content */

/**
 * What `rpc('scan')` answers.
 * @typedef {object} Scan
 * @property {'service'|'lot'|'container'|'equipment'|'staff'|'product'|'area'|'none'} kind
 * @property {string} id
 * @property {string | null} service
 * @property {string | null} customer
 * @property {import('./wire').Step | null} step
 * @property {string} [text] what was scanned
 */

/**
 * What a screen did with a scan: nothing, what was wanted, or said that it is the wrong one.
 * @typedef {boolean | 'wrong'} Taken
 */

/** The screen in front. @type {Screen | null} */
let inFront = null;

/** @returns {Screen | null} */
export function front() {
  return inFront;
}

export class Screen extends Part {
  /** @type {import('./lit.js').Properties} */
  static properties = {
    route: { attribute: false },
    busy: { state: true },
    refusal: { state: true },
    loading: { state: true },
    unread: { state: true },
  };

  /** Topics after which the screen is fetched anew. @type {import('./wire').Topic[]} */
  static topics = [];

  constructor() {
    super();
    /** @type {import('./route.js').Route} where we are, set by the shell */
    this.route = { name: '', id: null, rest: [] };
    /** @type {string | null} the act under way */
    this.busy = null;
    /** @type {Refusal | null} why the last act was refused */
    this.refusal = null;
    /** Choices that wait for the act under way, the last of each name. @type {Map<string, () => Promise<unknown>>} */
    this.queued = new Map();
    /** nothing to show yet */
    this.loading = true;
    /** @type {Refusal | null} why there is nothing to show */
    this.unread = null;
  }

  connectedCallback() {
    super.connectedCallback();
    inFront = this;
    this.endings.push(bind(() => this.keys()));
    const { topics } = /** @type {typeof Screen} */ (this.constructor);
    for (const topic of topics) this.endings.push(desk.onTopic(topic, () => void this.reload()));
    void this.reload();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    if (inFront === this) inFront = null;
  }

  /** Fetches what the screen shows. To be overridden. */
  async load() {}

  /** Fetches anew; what is shown stays until then. */
  async reload() {
    try {
      await this.load();
      this.unread = null;
    } catch (thrown) {
      const refusal = refusalOf(thrown);
      // What is on the screen stays there while the desk is silent: the bar says so, and the form is not lost.
      if (this.loading || refusal.code !== UNREACHABLE) this.unread = refusal;
    } finally {
      this.loading = false;
      this.requestUpdate();
    }
  }

  /**
   * Does one act. While it is under way `busy` has its name, and a second one is not begun. A refusal is shown by
   * `frame` and the answer is then undefined.
   * @template T
   * @param {string} name
   * @param {() => Promise<T>} fn
   * @returns {Promise<T | undefined>}
   */
  async act(name, fn) {
    if (this.busy) return undefined;
    this.busy = name;
    this.refusal = null;
    try {
      return await fn();
    } catch (thrown) {
      this.refusal = refusalOf(thrown);
      return undefined;
    } finally {
      this.busy = null;
      const [next] = this.queued;
      if (next) {
        this.queued.delete(next[0]);
        void this.act(...next);
      }
    }
  }

  /**
   * Does one act, after the one under way: for choices that are saved as they are made, where the last one counts and
   * none
   * may be lost. Of several that wait under one name only the last is done.
   * @param {string} name
   * @param {() => Promise<unknown>} fn
   */
  settle(name, fn) {
    if (this.busy) this.queued.set(name, fn);
    else void this.act(name, fn);
  }

  /**
   * Whether a refusal is said where it arose, as at a PIN pad, and not above the screen. To be overridden.
   * @param {import('./wire').Refusal} _refusal
   */
  saidElsewhere(_refusal) {
    return false;
  }

  /**
   * The screen's content within its states.
   * @param {Content | (() => Content)} content a function where it may only be made once something was fetched
   * @returns {Content}
   */
  frame(content) {
    if (this.loading) {
      return html`<div class="skeleton" role="status" aria-label=${t('common.loading')}><i></i><i></i><i></i></div>`;
    }
    if (this.unread) {
      return html`<ti-refusal .refusal=${this.unread} retry @retry=${() => this.reload()}></ti-refusal>`;
    }
    return html`${
      this.refusal && !this.saidElsewhere(this.refusal)
        ? html`<ti-refusal .refusal=${this.refusal} closable @close=${() => (this.refusal = null)}></ti-refusal>`
        : nothing
    }${typeof content === 'function' ? content() : content}`;
  }

  /** Whether somebody is in the middle of something here, so that a scan leads nowhere else. To be overridden. */
  get holds() {
    return false;
  }

  /**
   * The screen's keys. To be overridden.
   * @returns {import('./keys.js').Binding[]}
   */
  keys() {
    return [];
  }

  /**
   * A scan while this screen is in front; true when it was for this screen, `wrong` when it was, not the one that is
   * wanted here. To be overridden.
   * @param {Scan} _scan
   * @returns {Taken | Promise<Taken>}
   */
  onScan(_scan) {
    return false;
  }
}
