/**
 * Pieces of text with mentions marked in the colours of their types.
 * @typedef {import("./facts.js").Reader} Reader
 * @typedef {{start: number, end: number, node: ?number}} Mark
 */
import { element } from "./dom.js";
import { inward } from "./inward.js";

/**
 * @param {Reader} reader @param {string} text the paper's whole text
 * @param {[number, number] | number[]} range what of it to show
 * @param {Mark[]} marks in the same offsets; of overlapping ones the first and longest counts
 * @param {{linked?: boolean}} [options] linked: marks lead to what they name
 * @returns {(Node | string)[]}
 */
export function passage(reader, text, [start, end], marks, { linked = false } = {}) {
  const parts = [];
  let at = start;
  for (const mark of [...marks].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (mark.start < at || mark.end > end || mark.end <= mark.start) continue;
    parts.push(text.slice(at, mark.start), marked(reader, text.slice(mark.start, mark.end), mark.node, linked));
    at = mark.end;
  }
  return [...parts, text.slice(at, end)].filter(Boolean);
}

/** @param {Reader} reader @param {string} words @param {?number} node @param {boolean} linked */
function marked(reader, words, node, linked) {
  if (node === null) return element("mark", { class: "number" }, words);
  const { graph } = reader;
  const type = graph.types[graph.type[node]];
  const title = `${graph.label(node)} (${type.name})`;
  const mark = linked ? inward(reader, { node }, { class: "mark", title }, words) : element("mark", { title }, words);
  mark.style.setProperty("--type", type.color);
  return mark;
}
