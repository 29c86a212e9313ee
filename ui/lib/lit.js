/**
 * What the pages use of lit, from one place, so that a new version is a change of `vendor.lock.toml` and of nothing
 * else.
 * `styleMap`, `unsafeHTML` and their like are left out on purpose: the content policy forbids what they do.
 */
export { LitElement } from '../vendor/lit-element/lit-element.js';
export { html, svg, nothing, noChange, render } from '../vendor/lit-html/lit-html.js';
export { classMap } from '../vendor/lit-html/directives/class-map.js';
export { ifDefined } from '../vendor/lit-html/directives/if-defined.js';
export { keyed } from '../vendor/lit-html/directives/keyed.js';
export { live } from '../vendor/lit-html/directives/live.js';
export { createRef, ref } from '../vendor/lit-html/directives/ref.js';
export { repeat } from '../vendor/lit-html/directives/repeat.js';
export { when } from '../vendor/lit-html/directives/when.js';

/**
 * @typedef {import('../vendor/lit-html/lit-html.js').TemplateResult
 *   | typeof import('../vendor/lit-html/lit-html.js').nothing}
 * Content
 */
/** @typedef {import('../vendor/reactive-element/reactive-element.js').PropertyDeclarations} Properties */
/** @typedef {import('../vendor/reactive-element/reactive-element.js').PropertyValues} Changed */
