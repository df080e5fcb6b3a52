/**
 * Upright rectangles, in the plane or on the screen.
 * @typedef {{left: number, top: number, right: number, bottom: number}} Box
 */

/** What there is to see where there is nothing. @type {Box} */
export const UNIT = Object.freeze({ left: -1, top: -1, right: 1, bottom: 1 });

/** A square. @param {{x: number, y: number}} middle @param {number} reach how far it goes to each side @returns {Box} */
export function around({ x, y }, reach) {
  return { left: x - reach, top: y - reach, right: x + reach, bottom: y + reach };
}

/** @param {{left: number, top: number, width: number, height: number}} place @returns {Box} */
export function boxOf({ left, top, width, height }) {
  return { left, top, right: left + width, bottom: top + height };
}

/** The smallest box that holds points. @param {number[]} xs @param {number[]} ys @returns {Box} */
export function spanning(xs, ys) {
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
}

/** With a margin, the same at both sides. @param {Box} box @param {number} across @param {number} [upright] above and below @returns {Box} */
export function grown({ left, top, right, bottom }, across, upright = across) {
  return { left: left - across, top: top - upright, right: right + across, bottom: bottom + upright };
}

/** Whether a point lies inside, or nearer to it than `reach`, not on the rim. @param {Box} box @param {number} x @param {number} y @param {number} [reach] */
export function covers({ left, top, right, bottom }, x, y, reach = 0) {
  return x > left - reach && x < right + reach && y > top - reach && y < bottom + reach;
}

/** Whether all of `inner` lies in `outer`. @param {Box} outer @param {Box} inner */
export function holds(outer, inner) {
  return inner.left >= outer.left && inner.right <= outer.right && inner.top >= outer.top && inner.bottom <= outer.bottom;
}

/** @param {Box} one @param {Box} other */
export function touches(one, other) {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}
