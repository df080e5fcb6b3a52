/**
 * Pieces of text with mentions marked in the colours of their types.
 * @typedef {import("./graph.js").Graph} Graph
 * @typedef {{start: number, end: number, node: ?number}} Mark
 */
import { element } from "./dom.js";

/**
 * @param {Graph} graph @param {string} text the paper's whole text
 * @param {[number, number]} range what of it to show
 * @param {Mark[]} marks in the same offsets; of overlapping ones the first and longest counts
 * @param {((node: number) => void)} [open] makes marks that name a node into buttons
 * @returns {(Node | string)[]}
 */
export function passage(graph, text, [start, end], marks, open) {
  const parts = [];
  let at = start;
  for (const mark of [...marks].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (mark.start < at || mark.end > end || mark.end <= mark.start) continue;
    parts.push(text.slice(at, mark.start), marked(graph, text.slice(mark.start, mark.end), mark.node, open));
    at = mark.end;
  }
  return [...parts, text.slice(at, end)].filter(Boolean);
}

/** @param {Graph} graph @param {string} words @param {?number} node @param {((node: number) => void)} [open] */
function marked(graph, words, node, open) {
  if (node === null) return element("mark", { class: "number" }, words);
  const type = graph.types[graph.type[node]];
  const title = `${graph.label[node]} (${type.name})`;
  const mark = open
    ? element("button", { type: "button", class: "mark", title, onclick: () => open(node) }, words)
    : element("mark", { title }, words);
  mark.style.setProperty("--type", type.color);
  return mark;
}
