/**
 * Labels of constant size that never cover each other: each takes the first free place of a few, or none.
 * @typedef {import("./boxes.js").Box} Box
 * @typedef {{text: string, shorter?: string[], x: number, y: number, others?: {x: number, y: number}[], gap: number, size: number,
 *   bold?: boolean, color: string, sides: string[], must?: boolean, node?: number,
 *   region?: number, edge?: number, pill?: boolean, own?: Box, shunned?: Box[]}} Label
 *   `shorter`: what stands in for a text that has no room, the best first; (x, y), the `others` that may stand in for it, and
 *   `gap`, the distance to keep from that point, are in pixels; `sides` are tried in order;
 *   `own`: what it labels, which later labels must not cover; `shunned`: of what it should cover as little as can be
 * @typedef {Label & {lines: string[], left: number, top: number, width: number, height: number}} PlacedLabel
 */
import { boxOf, covers, grown, holds, touches } from "./boxes.js";

/** Of what is written on the drawing, as a multiple of its size. */
export const LINE_HEIGHT = 1.2;
/** In the order in which they are tried. */
export const EVERY_SIDE = ["right", "left", "below", "above"];
const MARGIN = { x: 8, y: 3 };
const FROM_RIM = 2;

/**
 * @param {(Label | {own: Box})[]} labels the most important first; one without text only keeps others off
 * @param {{width: number, height: number, measure: (text: string, label: Label) => number}} canvas
 * @returns {PlacedLabel[]}
 */
export function placeLabels(labels, { width, height, measure }) {
  /** @type {Box[]} */
  const boxes = [];
  /** @type {PlacedLabel[]} */
  const placed = [];
  const room = grown({ left: 0, top: 0, right: width, bottom: height }, -FROM_RIM);
  for (const label of labels) {
    if (label.own) boxes.push(label.own);
    if (!("text" in label)) continue;
    const places = [label.text, ...(label.shorter ?? [])].flatMap((text) => placesOf(label, text.split("\n"), measure));
    const free = places.filter((place) => holds(room, boxOf(place)) && isClear(place, boxes));
    const clear = free.find((place) => isClear(place, label.shunned ?? []));
    const place = clear ?? free[0] ?? (label.must ? places.map((one) => movedInto(room, one)).find((one) => isClear(one, boxes)) ?? places[0] : null);
    if (!place) continue;
    placed.push(place);
    boxes.push(grown(boxOf(place), MARGIN.x, MARGIN.y));
  }
  return placed;
}

/** Where it may stand, the best place first. @param {Label} label @param {string[]} lines @param {(text: string, label: Label) => number} measure @returns {PlacedLabel[]} */
function placesOf(label, lines, measure) {
  const size = {
    width: Math.max(...lines.map((line) => measure(line, label))) + (label.pill ? 12 : 0),
    height: lines.length * label.size * LINE_HEIGHT + (label.pill ? 4 : 0),
  };
  const points = [label, ...(label.others ?? [])];
  return points.flatMap(({ x, y }) => label.sides.map((side) => ({ ...label, lines, ...size, ...beside({ x, y, gap: label.gap }, size, side) })));
}

/** A name that reaches beyond the view, moved into it if the node that has it is there. @param {Box} room @param {PlacedLabel} place @returns {PlacedLabel} */
function movedInto(room, place) {
  if (place.node === undefined || !covers(room, place.x, place.y)) return place;
  const left = Math.max(room.left, Math.min(place.left, room.right - place.width));
  return { ...place, left, top: Math.max(room.top, Math.min(place.top, room.bottom - place.height)) };
}

/** @param {string} text @param {number} length */
export function shortened(text, length) {
  const line = text.replace(/\s+/g, " ").trim();
  if ([...line].length <= length) return line;
  const head = [...line].slice(0, length - 1).join("");
  const word = head.lastIndexOf(" ");
  return `${(word > length * 0.6 ? head.slice(0, word) : head).trimEnd()}…`;
}

/** Where something so large stands on a side of a point. @param {{x: number, y: number, gap: number}} point @param {{width: number, height: number}} size @param {string} side */
export function beside({ x, y, gap }, { width, height }, side) {
  const middle = { left: x - width / 2, top: y - height / 2 };
  if (side === "right") return { ...middle, left: x + gap };
  if (side === "left") return { ...middle, left: x - gap - width };
  if (side === "below") return { ...middle, top: y + gap };
  if (side === "above") return { ...middle, top: y - gap - height };
  return middle;
}

/** @param {PlacedLabel} place @param {Box[]} taken */
function isClear(place, taken) {
  const box = boxOf(place);
  return !taken.some((other) => touches(box, other));
}
