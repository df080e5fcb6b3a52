/** How numbers are written, the same wherever they stand. */

/** @param {number} value */
export function number(value) {
  return value.toLocaleString("en");
}

/** @param {number} share of 1 */
export function percent(share) {
  return `${Math.round(share * 100)}%`;
}

/** @param {number} count @param {string} noun */
export function plural(count, noun) {
  return `${number(count)} ${noun}${count === 1 ? "" : "s"}`;
}
