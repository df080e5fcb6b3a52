/**
 * Texts and evidence, unpacked when they are first asked for.
 * @typedef {import("./graph.js").Graph} Graph
 * @typedef {{paper: number, sentence: [number, number], head: [number, number], tail: [number, number],
 *   confidence: number}} Evidence positions are UTF-16 offsets into the paper's text; an unnamed end is [-1, -1]
 * @typedef {{node: number, start: number, end: number}} Mention
 * @typedef {{text: string, abstract: string, mentions: Mention[]}} PaperText
 */

import { STEPS } from "./graph.js";

const NUMBERS_PER_EVIDENCE = 8;
const NUMBERS_PER_MENTION = 3;

/** @param {Graph} graph */
export function textStore(graph) {
  /** @type {Map<string, Promise<any[]>>} */
  const open = new Map();

  /** @param {string} name @param {number} row @param {number} size */
  async function rowOf(name, row, size) {
    const id = `${name}-${Math.floor(row / size)}`;
    if (!open.has(id)) open.set(id, rows(id));
    return (await /** @type {Promise<any[]>} */ (open.get(id)))[row % size];
  }

  return {
    /** @param {number} paper @returns {Promise<PaperText>} */
    async paper(paper) {
      const [abstract, numbers] = await rowOf("texts", paper, graph.sizes.papers);
      const mentions = chunks(numbers, NUMBERS_PER_MENTION).map(([node, start, end]) => ({ node, start, end }));
      return { text: `${graph.label(paper)}\n${abstract}`, abstract, mentions };
    },

    /** @param {number} edge @returns {Promise<Evidence[]>} */
    async evidence(edge) {
      const numbers = await rowOf("evidence", edge, graph.sizes.facts);
      return chunks(numbers, NUMBERS_PER_EVIDENCE).map(([paper, s, t, h, i, j, k, confidence]) => ({
        paper,
        sentence: [s, t],
        head: [h, i],
        tail: [j, k],
        confidence: confidence / STEPS,
      }));
    },
  };
}

/** @param {number[]} numbers @param {number} size @returns {number[][]} */
function chunks(numbers, size) {
  return Array.from({ length: numbers.length / size }, (_, n) => numbers.slice(n * size, (n + 1) * size));
}

/** Texts follow the script, which draws while they are still being read. @returns {Promise<unknown>} */
function wholePage() {
  return new Promise((resolve) => {
    if (document.readyState === "loading") addEventListener("DOMContentLoaded", resolve, { once: true });
    else setTimeout(resolve);
  });
}

/** After what is being drawn now. @param {string} id of a script element that holds packed JSON @returns {Promise<any[]>} */
async function rows(id) {
  await wholePage();
  return JSON.parse(new TextDecoder().decode(await unpack(id)));
}

/** What the builder packed. @param {string} id of the script element that holds base64 of gzip @returns {Promise<ArrayBuffer>} */
export async function unpack(id) {
  const binary = atob(document.getElementById(id)?.textContent ?? "");
  const bytes = new Uint8Array(binary.length);
  for (let n = 0; n < binary.length; n++) bytes[n] = binary.charCodeAt(n);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}
