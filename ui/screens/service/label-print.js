/**
 * The label on its way through the printer, to its end: what the spooler says now, what to do when it stands still, the
 * question that only somebody at the printer can answer, and every copy that there was. It asks again whenever the desk
 * says that a job moved; it prints nothing by itself.
 */
import { html, nothing } from '../../lib/lit.js';
import { Part, define } from '../../lib/part.js';
import { t, word } from '../../lib/i18n.js';
import { rpc } from '../../lib/host.js';
import { desk } from '../../lib/desk.js';

/** @typedef {import('../../lib/wire').LabelNow} LabelNow */
/** @typedef {import('../../lib/wire').LabelRow} LabelRow */

/** Glyph and colour of where a copy is. @type {Record<import('../../lib/wire').CopyState, [string, string]>} */
export const LOOK = {
  issued: ['–', ''],
  printing: ['…', ''],
  unknown: ['?', 'warn'],
  failed: ['✕', 'stop'],
  printed: ['✓', 'ok'],
  scanned: ['✓', 'ok'],
  used: ['✓', 'ok'],
  spoiled: ['✕', 'warn'],
  voided: ['✕', 'warn'],
};

export class LabelPrint extends Part {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = {
    host: { attribute: false },
    service: {},
    busy: { attribute: false },
    allowed: { attribute: false },
    now: { state: true },
  };

  constructor() {
    super();
    /** @type {import('../service.js').ScreenService} */
    this.host = /** @type {never} */ (undefined);
    this.service = '';
    /** @type {string|null} */
    this.busy = null;
    this.allowed = true;
    /** @type {LabelNow|null} */
    this.now = null;
    this.turn = 0;
  }

  connectedCallback() {
    super.connectedCallback();
    for (const topic of /** @type {const} */ (['job', 'service']))
      this.endings.push(desk.onTopic(topic, () => void this.look()));
    void this.look();
  }

  /** Asks how the label is now. */
  async look() {
    const turn = ++this.turn;
    // While the window is locked or the desk is away there is nothing to show; the screen says so.
    const now = await rpc('label.look', { service: this.service }).catch(() => null);
    if (now && turn === this.turn && this.isConnected) this.#take(now);
  }

  /** @param {LabelNow} now */
  #take(now) {
    this.now = now;
    this.tell('label', now);
  }

  /** @param {boolean} came_out */
  async #answer(came_out) {
    const now = await this.host.act('label.answer', () => rpc('label.answer', { service: this.service, came_out }));
    if (now) this.#take(now);
  }

  async #cancel() {
    await this.host.act('label.cancel', () => rpc('label.cancel', { service: this.service }));
    await this.look();
  }

  /** @param {NonNullable<LabelNow['printing']>} job */
  #printing(job) {
    const stands = job.state === 'stopped' || job.silent || job.trouble !== null;
    const trouble = job.silent ? 'silent' : job.trouble;
    return html`<div class="print-now ${stands ? 'stop' : ''}" role="status" data-test="print-now"
        data-state=${job.state}>
      ${stands ? html`<b class="glyph" aria-hidden="true">!</b>` : html`<span class="pulse" aria-hidden="true"></span>`}
      <div>
        <p><b>${t(`labels.print.${job.state}`)}</b> <span class="soft">${job.printer}</span></p>
        ${trouble ? html`<p class="mend">${trouble === 'other' ? job.said : t(`trouble.${trouble}`)}</p>` : nothing}
      </div>
      ${
        this.allowed && job.job
          ? html`<button type="button" class="button" data-test="print-cancel"
    ?disabled=${this.busy !== null} @click=${() => this.#cancel()}>${t('labels.print.cancel')}</button>`
          : nothing
      }
    </div>`;
  }

  #question() {
    return html`<div class="print-now stop" role="alert" data-test="print-ask">
      <b class="glyph" aria-hidden="true">?</b>
      <div>
        <p><b>${t('labels.print.ask')}</b></p>
        <p class="mend">${t('labels.print.ask_note')}</p>
      </div>
      ${
        this.allowed
          ? html`<div class="row">
              <button type="button" class="button" data-test="came-out" ?disabled=${this.busy !== null}
                  @click=${() => this.#answer(true)}>${t('labels.print.came_out')}</button>
              <button type="button" class="button" data-test="nothing-came" ?disabled=${this.busy !== null}
                  @click=${() => this.#answer(false)}>${t('labels.print.nothing_came')}</button>
            </div>`
          : nothing
      }
    </div>`;
  }

  /** @param {LabelRow} last */
  #ended(last) {
    const [glyph, colour] = LOOK[last.state];
    const where = last.to_file ? t('labels.print.to_file') : (last.printer ?? '');
    return html`<div class="print-now ${colour === 'ok' ? '' : colour}" role="status" data-test="print-now"
        data-state=${last.state}>
      <b class="glyph" aria-hidden="true">${glyph}</b>
      <div>
        <p><b>${word(`label_copy.${last.state}`)}</b> <span class="soft">${where}</span></p>
        ${
          last.state === 'failed'
            ? html`<p
    class="mend">${last.note ? `${last.note} · ` : ''}${t('labels.print.failed_note')}</p>`
            : nothing
        }
        ${last.state === 'failed' ? html`<p class="soft">${t('labels.print.failed_out')}</p>` : nothing}
        ${
          last.state === 'spoiled' || last.state === 'voided'
            ? html`<p
    class="mend">${last.reason} · ${t('labels.print.need_copy')}</p>`
            : nothing
        }
      </div>
      ${
        this.allowed && last.state === 'failed'
          ? html`<button type="button" class="button" data-test="came-out"
    ?disabled=${this.busy !== null} @click=${() => this.#answer(true)}>${t('labels.print.came_out')}</button>`
          : nothing
      }
    </div>`;
  }

  render() {
    const { now } = this;
    const last = now?.copies.at(-1);
    if (!now || !last) return nothing;
    const earlier = now.copies.slice(0, -1);
    return html`${now.ask ? this.#question() : now.printing ? this.#printing(now.printing) : this.#ended(last)}
      ${
        last.reprint
          ? html`<p class="remark warn" data-test="reprinted"><span
    aria-hidden="true">!</span>${t('labels.print.reprint', { n: last.copy, reason: last.reprint })}</p>`
          : nothing
      }
      ${earlier.map(
        (copy) => html`<p class="remark"><span
    aria-hidden="true">${LOOK[copy.state][0]}</span>${t('labels.print.earlier', {
      n: copy.copy,
      state: word(`label_copy.${copy.state}`),
      reason: copy.reason ?? '',
    })}</p>`,
      )}`;
  }
}

define('label-print', LabelPrint);
