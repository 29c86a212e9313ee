/**
 * The bar: which store and day, what must be said aloud (demo, key, a silent desk), what the customer is shown, who
 * sits
 * here. It tells `lock`, `change-person`, `help`, `explain` and `take-back`; the shell does them.
 */
import { html, nothing } from '../lib/lit.js';
import { day } from '../lib/format.js';
import { lang, setLang, t } from '../lib/i18n.js';
import { Part, define } from '../lib/part.js';
import { roles } from './ti-faces.js';
import './ti-icon.js';

/** @typedef {'two_histories' | 'ended' | 'outdated' | 'enrol' | 'verify' | 'proxy' | 'call' | 'other'} Stop */

/**
 * Why uploading stopped, in as few words as the bar has: by the code where it says more.
 * @type {Record<string, Stop>}
 */
const STOPS = {
  fork: 'two_histories',
  frozen: 'two_histories',
  revoked: 'ended',
  update_program: 'outdated',
  enrol: 'enrol',
  verify_file: 'verify',
  check_network: 'proxy',
  call_headquarters: 'call',
};

/** @type {Record<string, string>} */
const ICONS = { demo: 'flask-conical', disk_low: 'triangle-alert', disk_none: 'octagon-x' };

export class Bar extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = { view: { attribute: false }, silent: { type: Boolean } };

  constructor() {
    super();
    /** @type {import('../lib/wire').DeskView | null} */
    this.view = null;
    /** the desk does not answer */
    this.silent = false;
  }

  /**
   * @param {string} what the text that explains it
   * @param {string} label
   */
  warning(what, label) {
    return html`<button class="chip warn" data-test="explain-${what}"
        @click=${() => this.tell('explain', { heading: label, text: t(`common.${what}_why`) })}>
      <ti-icon name=${ICONS[what] ?? 'key-round'}></ti-icon>${label}</button>`;
  }

  /** What is safe at headquarters; a tap leads to the page that says more. */
  headquarters() {
    const safe = this.view?.headquarters;
    if (!safe) return nothing;
    const stopped = ['forked', 'behind', 'verify', 'stopped'].includes(safe.uploading);
    const why = STOPS[safe.told?.code ?? ''] ?? STOPS[safe.told?.mend ?? ''] ?? 'other';
    const [tone, icon] = stopped ? ['stop', 'octagon-x'] : safe.waiting > 0 ? ['', 'file-up'] : ['ok', 'check'];
    const said = stopped
      ? safe.uploading === 'behind'
        ? t('common.hq_behind')
        : t(`common.hq_stop.${why}`)
      : safe.waiting > 0
        ? t('common.hq_waiting', { n: safe.waiting })
        : t('common.hq_level', { n: safe.safe });
    return html`<a class="chip ${tone} bar-hq" href="#/store/headquarters" data-test="bar-hq"><ti-icon
        name=${icon}></ti-icon><span class="num">${said}</span></a>`;
  }

  shown() {
    const { view } = this;
    if (!view?.shown || !view.second_screen) return nothing;
    return html`<span class="chip"><ti-icon
        name="monitor"></ti-icon>${t('common.shown_to_customer')}${lang() === 'en' ? ' ' : ''}${t(
          `common.shown_${view.shown.page}`,
        )}</span>
      <button class="button" data-test="take-back"
          @click=${() => this.tell('take-back')}>${t('common.take_back')}</button>`;
  }

  render() {
    const { view } = this;
    if (!view) return nothing;
    return html`<header class="topbar">
      <p class="bar-store"><b>${view.store?.name ?? t('common.product')}</b> <span
          class="faint num">${day(view.today, { weekday: true })}</span></p>
      ${view.store?.demo ? this.warning('demo', t('common.demo')) : nothing}
      ${
        view.key === 'passphrase' || (view.key === 'demo_file' && !view.store?.demo)
          ? this.warning(`key_${view.key}`, t(`common.key_${view.key}`))
          : nothing
      }
      ${
        view.disk.room === 'fine'
          ? nothing
          : this.warning(
              `disk_${view.disk.room}`,
              t(`common.disk_${view.disk.room}`, { n: view.disk.free_megabytes ?? 0 }),
            )
      }
      ${
        this.silent
          ? html`<span class="chip stop" role="status"><ti-icon
    name="unplug"></ti-icon>${t('common.offline_short')}</span>`
          : nothing
      }
      ${this.headquarters()}
      <div class="bar-end">
        ${this.shown()}
        ${
          view.me
            ? html`<p class="bar-me" data-test="me"><b>${view.me.name}</b><span
    class="faint">${roles(view.me)}</span></p>`
            : nothing
        }
        <button class="button" data-test="change-person" @click=${() => this.tell('change-person')}><ti-icon
            name="users-round"></ti-icon>${t('common.change_person')}</button>
        <button class="button" data-test="lock" @click=${() => this.tell('lock')}><ti-icon
            name="lock"></ti-icon>${t('common.lock')}</button>
        <button class="button quiet" data-test="language" lang=${lang() === 'en' ? 'zh-CN' : 'en'} @click=${() =>
          setLang(lang() === 'en' ? 'zh-CN' : 'en')}>${t('common.language')}</button>
        <button class="button quiet" data-test="help" aria-label=${t('common.help')}
            @click=${() => this.tell('help')}><ti-icon name="circle-question-mark"></ti-icon></button>
      </div>
    </header>`;
  }
}

define('ti-bar', Bar);
