/**
 * 测肤: the analyser's file from the watched folder or from a dialog, or none. A file of several people asks which row.
 * The report stays on view after the import, because the analyser may have measured somebody else.
 */
import { html, nothing } from '../../lib/lit.js';
import { t } from '../../lib/i18n.js';
import { desk } from '../../lib/desk.js';
import { when } from '../../lib/format.js';
import { RefusalError, rpc } from '../../lib/host.js';
import { define } from '../../lib/part.js';
import { StepPanel } from './panel.js';
import { mayKeepHealth } from './spoken.js';
import { typed } from './typed.js';
import '../../components/ti-skin-report.js';

/** How often the watched folder is looked at while the step is open, in milliseconds. */
const LOOK_EVERY = 3000;

/** @typedef {import('../../lib/wire').FileView} Picked */

export class ServiceSkin extends StepPanel {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = {
    inbox: { state: true },
    rows: { state: true },
    asked: { state: true },
    age: { state: true },
  };

  static kept = ['age'];

  constructor() {
    super();
    /** @type {Picked[]} Files in the watched folder. */
    this.inbox = [];
    /** @type {{file: Picked, rows: {row: string, subject: string|null}[]}|null} A file that needs a row. */
    this.rows = null;
    /** @type {{file: Picked, row?: string, subject: string|null, taken_at: string|null}|null} A file of another day. */
    this.asked = null;
    /** The customer's age in years, as typed; only for the score of the skin's age. */
    this.age = '';
    /** @type {ReturnType<typeof setInterval>|undefined} */
    this.timer = undefined;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#watch();
  }

  #watch() {
    if (!mayKeepHealth(this.view) || this.view.skin) return;
    clearInterval(this.timer);
    void this.#look();
    this.timer = setInterval(() => void this.#look(), LOOK_EVERY);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  async #look() {
    try {
      const found = /** @type {Picked[]} */ (await rpc('inbox.look', { purpose: 'skin_test' }));
      if (JSON.stringify(found) === JSON.stringify(this.inbox)) return;
      this.inbox = found;
      await this.updateComplete;
      this.focusNext();
    } catch {
      clearInterval(this.timer); // No folder is watched here: the dialog below still works.
    }
  }

  async #pick() {
    const picked = await this.host.act('files.pick', () => rpc('files.pick', { purpose: 'skin_test' }));
    if (picked) await this.#import(picked);
  }

  /**
   * @param {Picked} file
   * @param {string} [row]
   * @param {boolean} [sure] that a file of another day is this customer's
   */
  async #import(file, row, sure) {
    const age = Number.parseInt(this.age, 10);
    /** @type {import('../../lib/wire').ImportTest} */
    const args = { service: this.number, file: file.file };
    if (row !== undefined) args.row = row;
    if (Number.isFinite(age)) args.real_age = age;
    if (sure) args.sure = true;
    await this.host.act('skin.import', async () => {
      try {
        await rpc('skin.import', args);
      } catch (error) {
        if (error instanceof RefusalError && error.refusal.code === 'skin_file_asked') {
          const [asked] = /** @type {{subject: string|null, taken_at: string|null}[]} */ (error.refusal.details ?? []);
          this.asked = { file, ...(row !== undefined && { row }), ...(asked ?? { subject: null, taken_at: null }) };
          return;
        }
        if (!(error instanceof RefusalError) || error.refusal.code !== 'row_needed') throw error;
        this.rows = { file, rows: /** @type {{row: string, subject: string|null}[]} */ (error.refusal.details ?? []) };
        return;
      }
      this.rows = this.asked = null;
      clearInterval(this.timer);
      await this.host.sync();
      this.host.look('skin');
    });
  }

  async #skip() {
    // The service went past this step already: there is nothing more to record.
    if (this.view.step === 'tested') return this.host.look(null);
    if ((await this.send('service.no_skin_test')) !== undefined) this.host.look(null);
  }

  keys() {
    if (!this.allowed) return [];
    return [
      { key: 'F2', label: t('service.skin.pick'), run: () => void this.#pick() },
      { key: 'F3', label: t('service.skin.skip'), run: () => void this.#skip() },
    ];
  }

  render() {
    if (!mayKeepHealth(this.view)) return this.#refused();
    return html`<div class="step-head">
        <h1>${t('service.skin.title')}</h1>
        <span class="soft">${t('service.skin.lead')}</span>
      </div>
      ${this.asked ? this.#ask(this.asked) : this.rows ? this.#chooseRow(this.rows) : this.#files()}
      ${
        this.allowed
          ? html`<div class="foot">
              <button
                type="button"
                class="button"
                data-test="pick-file"
                ?disabled=${this.busy !== null}
                @click=${() => this.#pick()}
              >
                <ti-icon name="folder-open"></ti-icon>${t('service.skin.pick')}
              </button>
              <span class="push"></span>
              <button
                type="button"
                class=${`button ${this.inbox.length || this.rows ? '' : 'next'}`}
                data-test="skip-skin"
                ?disabled=${this.busy !== null}
                @click=${() => this.#skip()}
              >
                ${t('service.skin.skip')}
              </button>
            </div>`
          : nothing
      }`;
  }

  #files() {
    return html`<section class="card">
      <div class="card-head">
        <h2>${t('service.skin.inbox')}</h2>
        <span class="faint">${t('service.skin.inbox_note')}</span>
      </div>
      ${
        this.inbox.length
          ? html`<ul class="files">
              ${this.inbox.map(
                (file, index) =>
                  html`<li>
                    <button
                      type="button"
                      class=${`file ${index === 0 ? 'next' : ''}`}
                      data-test=${`inbox-${index}`}
                      ?disabled=${this.busy !== null || !this.allowed}
                      @click=${() => this.#import(file)}
                    >
                      <ti-icon name="scan-line"></ti-icon><span class="file-name">${file.name}</span>
                      <span class="faint num"
                        >${
                          file.modified ? when(file.modified, desk.view.today) : ''
                        } · ${Math.max(1, Math.round(file.size / 1024))} KB</span
                      >
                      <span class="file-act">${t('service.skin.import')}</span>
                    </button>
                  </li>`,
              )}
            </ul>`
          : html`<ti-empty icon="inbox" .text=${t('service.skin.empty')}></ti-empty>`
      }
      <label class="entry age"
        ><span>${t('service.skin.age')}</span>
        <input
          type="text"
          inputmode="numeric"
          maxlength="3"
          data-test="real-age"
          .value=${this.age}
          @input=${(/** @type {InputEvent} */ event) => (this.age = typed(event).replace(/\D/gu, ''))}
      /></label>
    </section>`;
  }

  /**
   * Whose it is and of when, before it is taken.
   * @param {NonNullable<ServiceSkin['asked']>} asked
   */
  #ask({ file, row, subject, taken_at }) {
    return html`<section class="card" data-test="skin-asked">
      <div class="card-head"><h2>${t('service.skin.asked')}</h2></div>
      <p class="remark warn"><span aria-hidden="true">!</span>${
        taken_at
          ? t('service.skin.asked_when', { on: when(taken_at, desk.view.today) })
          : t('service.skin.asked_no_time')
      }</p>
      <p class="soft">${file.name}${subject ? ` · ${t('service.skin.asked_who', { subject })}` : ''}</p>
      <div class="row">
        <button type="button" class="button" data-test="skin-other" ?disabled=${this.busy !== null}
          @click=${() => (this.asked = null)}>${t('service.skin.asked_no')}</button>
        <button type="button" class="button" data-test="skin-sure" ?disabled=${this.busy !== null}
          @click=${() => this.#import(file, row, true)}>${t('service.skin.asked_yes')}</button>
      </div>
    </section>`;
  }

  /** @param {NonNullable<ServiceSkin['rows']>} choice */
  #chooseRow({ file, rows }) {
    return html`<section class="card">
      <div class="card-head">
        <h2>${t('service.skin.rows', { name: file.name })}</h2>
        <button type="button" class="button quiet" @click=${() => (this.rows = null)}>${t('service.back')}</button>
      </div>
      <p class="remark warn"><span aria-hidden="true">!</span>${t('service.skin.rows_note')}</p>
      <ul class="files">
        ${rows.map(
          (row) =>
            html`<li>
              <button
                type="button"
                class="file"
                data-test=${`row-${row.row}`}
                ?disabled=${this.busy !== null}
                @click=${() => this.#import(file, row.row)}
              >
                <ti-icon name="user-round"></ti-icon><span class="file-name">${row.subject ?? row.row}</span>
                <span class="faint num">${row.row}</span><span class="file-act">${t('service.skin.this_one')}</span>
              </button>
            </li>`,
        )}
      </ul>
    </section>`;
  }

  #refused() {
    return html`<div class="step-head"><h1>${t('service.skin.title')}</h1></div>
      <section class="card step-lead">
        <ti-icon name="shield-check"></ti-icon>
        <div>
          <p class="lead">${t('service.skin.refused')}</p>
          <p class="soft">${t('service.skin.refused_note')}</p>
        </div>
      </section>
      ${
        this.allowed
          ? html`<div class="foot">
              <span class="push"></span
              ><button
                type="button"
                class="button next"
                data-test="skip-skin"
                ?disabled=${this.busy !== null}
                @click=${() => this.#skip()}
              >
                ${t('service.skin.by_words')}
              </button>
            </div>`
          : nothing
      }`;
  }
}

/**
 * The way back from a file that was somebody else's: the test is taken back, and the file lies where it lay.
 * @param {import('../service.js').ScreenService} host
 */
export function takeBack(host) {
  const back = () =>
    host.act('skin.back', async () => {
      await rpc('skin.back', { service: /** @type {string} */ (host.view?.card.number) });
      await host.sync();
      host.look('skin');
    });
  return desk.may('skin.back')
    ? html`<button type="button" class="button" data-test="skin-back" ?disabled=${host.busy !== null}
        @click=${back}><ti-icon name="undo-2"></ti-icon>${t('service.skin.back')}</button>`
    : nothing;
}

define('service-skin', ServiceSkin);
