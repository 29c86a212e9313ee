/**
 * The one door to the shell: every command goes through `rpc`, and every refusal comes back as a `RefusalError`.
 * No other file may know that there is a shell; this one knows no command by name.
 */

/** @typedef {import('./wire').Refusal} Refusal */
/** @typedef {import('./wire').Commands} Commands every command with its arguments and its reply */
/** @typedef {keyof Commands} Name the name of a command */
/**
 * What a command takes; one that takes nothing may be called without.
 * @template {Name} N
 * @typedef {{} extends Commands[N]['args'] ? [args?: Commands[N]['args']] : [args: Commands[N]['args']]} Args
 */

/** What a command answered instead of a reply. `refusal.code` is what code may look at; the rest is for people. */
export class RefusalError extends Error {
  /** @param {Refusal} refusal */
  constructor(refusal) {
    super(refusal.message);
    this.name = 'RefusalError';
    this.refusal = refusal;
  }
}

/** The code of the refusal that the pages make themselves, when the desk gives no answer. */
export const UNREACHABLE = 'desk_unreachable';

/** @type {() => void} */
let silence = () => {};

/**
 * Hears that the desk gave no answer. One listener: `desk.js`.
 * @param {() => void} listener
 */
export function onSilence(listener) {
  silence = listener;
}

/**
 * Calls a command.
 * @template {Name} N
 * @param {N} name such as `service.open`
 * @param {Args<N>} args
 * @returns {Promise<Commands[N]['reply']>}
 * @throws {RefusalError} the desk's refusal, or `desk_unreachable` when there is no answer to read
 */
export async function rpc(name, ...[args = {}]) {
  const shell = /** @type {any} */ (globalThis).__TAURI_INTERNALS__;
  try {
    return await shell.invoke('rpc', { name, args });
  } catch (cause) {
    if (isRefusal(cause)) throw new RefusalError(cause);
    silence();
    throw new RefusalError(unreachable());
  }
}

/**
 * The refusal inside whatever was thrown. What is no refusal is a fault of the page and goes on its way.
 * @param {unknown} thrown
 * @returns {Refusal}
 */
export function refusalOf(thrown) {
  if (thrown instanceof RefusalError) return thrown.refusal;
  throw thrown;
}

/**
 * @param {unknown} thrown
 * @returns {thrown is Refusal}
 */
function isRefusal(thrown) {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown && 'message' in thrown;
}

/** @returns {Refusal} */
function unreachable() {
  return { code: UNREACHABLE, message: '柜台程序没有应答。已保存的内容都在；请稍候，恢复后会自动继续' };
}
