/**
 * Picks a person: each with their name, their roles, and whether they may sign in now. It tells `choose`.
 */
import { html, nothing, repeat } from '../lib/lit.js';
import { t, word } from '../lib/i18n.js';
import { Part, define } from '../lib/part.js';
import './ti-icon.js';

/** @typedef {import('../lib/wire').Person} Person */

export class Faces extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = { people: { attribute: false }, chosen: {}, disabled: { type: Boolean } };

  constructor() {
    super();
    /** @type {Person[]} */
    this.people = [];
    /** @type {string | null} the staff number of the one chosen */
    this.chosen = null;
    this.disabled = false;
  }

  /** @param {Person} person */
  face(person) {
    return html`<li>
      <button type="button" class="face" data-test="face-${person.staff}" aria-pressed=${person.staff === this.chosen}
        ?disabled=${this.disabled} @click=${() => this.tell('choose', { staff: person.staff })}>
        <span class="face-mark" aria-hidden="true">${initial(person.name)}</span>
        <span class="face-words"><b>${person.name}</b><span
            class="face-roles">${roles(person)}</span>${this.state(person)}</span>
      </button>
    </li>`;
  }

  /** @param {Person} person */
  state(person) {
    if (person.locked)
      return html`<span class="face-state stop"><ti-icon name="lock"></ti-icon>${t('common.locked_out')}</span>`;
    return person.present
      ? html`<span class="face-state ok"><ti-icon name="user-check"></ti-icon>${t('common.present')}</span>`
      : nothing;
  }

  render() {
    return html`<ul class="faces">${repeat(
      this.people,
      (person) => person.staff,
      (person) => this.face(person),
    )}</ul>`;
  }
}

/**
 * The sign of a person: the first letter of a name, of a Chinese one the family name.
 * @param {string} name
 */
export function initial(name) {
  return [...name.replace(/^演示\s*/, '').trim()][0] ?? '·';
}

/**
 * A person's roles in words.
 * @param {Person} person
 */
export function roles(person) {
  return person.roles.map((role) => word(`role.${role}`)).join(' · ');
}

define('ti-faces', Faces);
