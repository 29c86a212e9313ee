/**
 * A job at work: how far it is, and a way to stop it. It tells `done` with the job's result, `failed` with its refusal,
 * `cancelled` with nothing.
 */
import { html, nothing } from '../lib/lit.js';
import { desk } from '../lib/desk.js';
import { refusalOf, rpc } from '../lib/host.js';
import { t } from '../lib/i18n.js';
import { Part, define } from '../lib/part.js';

/** How often to look while no word comes, in milliseconds. */
const EVERY = 400;

/** @typedef {import('../lib/wire').JobView} Job */

export class Progress extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = { job: {}, label: {}, at: { state: true }, stopping: { state: true } };

  constructor() {
    super();
    this.job = '';
    this.label = '';
    /** @type {Job | null} */
    this.at = null;
    this.stopping = false;
  }

  connectedCallback() {
    super.connectedCallback();
    const timer = setInterval(() => void this.look(), EVERY);
    this.endings.push(
      () => clearInterval(timer),
      desk.onTopic('job', () => void this.look()),
    );
    void this.look();
  }

  async look() {
    if (!this.job || (this.at && this.at.state !== 'running')) return;
    const job = this.job;
    try {
      const at = await rpc('job.look', { job });
      if (job !== this.job || (this.at && this.at.state !== 'running')) return;
      this.at = at;
      if (at.state === 'done') this.tell('done', { result: at.result });
      else if (at.state === 'failed') this.tell('failed', { refusal: at.refusal });
      else if (at.state === 'cancelled') this.tell('cancelled');
    } catch (thrown) {
      // A desk that is silent for a moment has not lost the job: the next look finds it.
      refusalOf(thrown);
    }
  }

  async stop() {
    this.stopping = true;
    await rpc('job.cancel', { job: this.job }).catch(refusalOf);
    await this.look();
  }

  render() {
    const { at } = this;
    const known = at && at.total > 0;
    return html`<div class="progress" role="status" data-test="progress">
      <div class="row"><b>${this.label || at?.what || t('common.working')}</b>
        ${known ? html`<span class="num soft push">${at.done} / ${at.total}</span>` : nothing}</div>
      ${known ? html`<progress max=${at.total} .value=${at.done}></progress>` : html`<progress></progress>`}
      ${
        !at || at.state === 'running'
          ? html`<button class="button" data-test="job-cancel" ?disabled=${this.stopping}
            @click=${this.stop}>${t('common.cancel')}</button>`
          : nothing
      }
    </div>`;
  }
}

define('ti-progress', Progress);
