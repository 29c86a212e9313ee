/** A moment as the wire wants it: local time with its offset, to the second. It is never later than now. */

/** @param {number} value */
const two = (value) => String(value).padStart(2, '0');

/**
 * RFC 3339 with the offset of this counter.
 * @param {Date} at
 */
export function moment(at) {
  const offset = -at.getTimezoneOffset();
  const [sign, minutes] = [offset < 0 ? '-' : '+', Math.abs(offset)];
  const date = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  const clock = `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
  return `${date}T${clock}${sign}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
