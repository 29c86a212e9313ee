// Reads a label's token and checks its signature, after docs/label-token.md. No network, no state; the page around it
// only shows what is answered here.

const WIDTHS = [0, 3, 5, 8, 10, 13, 15, 17];
const SIX = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-.';
const PROVINCES = [...'京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新'];
const DOMAIN = new TextEncoder().encode('tiaohe-label-1\0');
const DAY = 86_400_000;
const DAY_0 = Date.UTC(2020, 0, 1);

export class Refused extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

export function bytesOf(text) {
  const digits = text.slice(text.lastIndexOf('#') + 1).replace(/[ \t\r\n\f]/g, '');
  if (!/^[0-9]+$/.test(digits)) throw new Refused('malformed');
  const bytes = [];
  for (let at = 0; at < digits.length; at += 17) {
    const group = digits.slice(at, at + 17);
    const count = WIDTHS.indexOf(group.length);
    let number = BigInt(group);
    if (count < 1 || number >= 1n << BigInt(8 * count)) throw new Refused('malformed');
    const part = new Array(count);
    for (let place = count - 1; place >= 0; place -= 1) {
      part[place] = Number(number & 255n);
      number >>= 8n;
    }
    bytes.push(...part);
  }
  return Uint8Array.from(bytes);
}

class Rest {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }
  take(count) {
    if (this.at + count > this.bytes.length) throw new Refused('malformed');
    this.at += count;
    return this.bytes.subarray(this.at - count, this.at);
  }
  number(count) {
    return this.take(count).reduce((number, byte) => number * 256 + byte, 0);
  }
  text() {
    const head = this.number(1);
    if (head < 128) {
      const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(this.take(head));
      if ([...text].every((letter) => SIX.includes(letter))) throw new Refused('malformed');
      return text;
    }
    const count = head - 128;
    const bytes = this.take(Math.ceil((count * 6) / 8));
    const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
    if (bits.slice(count * 6).includes('1')) throw new Refused('malformed');
    return Array.from({ length: count }, (_, at) => SIX[parseInt(bits.slice(at * 6, at * 6 + 6), 2)]).join('');
  }
  filing() {
    const first = this.number(1);
    if (first === 0xff) return this.text();
    const [kind, province] = [first >> 5, PROVINCES[first & 31]];
    const [year, serial] = [this.number(1), this.number(3)];
    if (kind > 2 || !province || year > 99 || serial > 999_999) throw new Refused('malformed');
    const digits = `20${String(year).padStart(2, '0')}${String(serial).padStart(6, '0')}`;
    if (kind === 0) return `${province}G妆网备字${digits}`;
    return `国妆网备${kind === 1 ? '进' : '制'}字（${province}）${digits}`;
  }
}

function day(days) {
  return new Date(DAY_0 + days * DAY).toISOString().slice(0, 10);
}

function read(body) {
  const rest = new Rest(body);
  const first = rest.number(1);
  rest.take(3);
  const store = rest.text();
  const opened = day(rest.number(2)).replaceAll('-', '').slice(2);
  const service = `${store}-${opened}-${String(rest.number(2)).padStart(4, '0')}`;
  const madeAt = new Date(DAY_0 + rest.number(3) * 60_000).toISOString().slice(0, 16).replace('T', ' ');
  const useBy = day(rest.number(2));
  const parts = Array.from({ length: first & 15 }, () => ({ filing: rest.filing(), lot: rest.text() }));
  if (rest.at !== body.length || !parts.length) throw new Refused('malformed');
  return { service, store, madeAt, useBy, parts };
}

async function vouches(key, message, signature, fallback) {
  try {
    const known = await crypto.subtle.importKey('raw', key, { name: 'Ed25519' }, false, ['verify']);
    return await crypto.subtle.verify({ name: 'Ed25519' }, known, signature, message);
  } catch {
    // A browser without Ed25519 of its own.
    const ed25519 = await fallback();
    return ed25519.verifyAsync(signature, message, key, { zip215: false });
  }
}

/**
 * What a token says, if one of the keys signed it.
 * `keys`: 64 hexadecimal digits each. `fallback`: answers with @noble/ed25519 where it is needed.
 * Throws `Refused` with the code `malformed`, `version`, `other_key` or `forged`.
 */
export async function checked(text, keys, fallback) {
  const bytes = bytesOf(text);
  if (bytes[0] >> 4 !== 1) throw new Refused('version');
  if (bytes.length < 70) throw new Refused('malformed');
  const [body, signature] = [bytes.slice(0, -64), bytes.slice(-64)];
  let token;
  try {
    token = read(body);
  } catch {
    throw new Refused('malformed');
  }
  const message = new Uint8Array([...DOMAIN, ...body]);
  let named = false;
  for (const hex of keys) {
    const key = Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', key));
    if (hash[0] !== body[1] || hash[1] !== body[2] || hash[2] !== body[3]) continue;
    named = true;
    if (await vouches(key, message, signature, fallback)) return token;
  }
  throw new Refused(named ? 'forged' : 'other_key');
}
