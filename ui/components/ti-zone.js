// A storage zone as a glyph, a word and a colour (山东指南 第十三条: four marked zones).

import { html } from '../lib/lit.js';
import { Part, define } from '../lib/part.js';
import { word } from '../lib/i18n.js';

/** @type {Record<string, {glyph: string, tone: string}>} */
const LOOK = {
  waiting: { glyph: '…', tone: 'warn' },
  accepted: { glyph: '✓', tone: 'ok' },
  rejected: { glyph: '✕', tone: 'stop' },
  returned_or_recalled: { glyph: '↩', tone: 'stop' },
};

class TiZone extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = { zone: {} };

  constructor() {
    super();
    /** @type {import('../lib/wire').Zone} */
    this.zone = 'waiting';
  }

  render() {
    const { glyph, tone } = LOOK[this.zone] ?? { glyph: '?', tone: 'warn' };
    return html`<span class="chip ${tone}"><b aria-hidden="true">${glyph}</b>${word(`zone.${this.zone}`)}</span>`;
  }
}

define('ti-zone', TiZone);
