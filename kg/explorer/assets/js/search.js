/**
 * Type-ahead over labels and aliases.
 * @typedef {import("./graph.js").Graph} Graph
 * @typedef {{node: number, name: string}} Match `name` is the label or alias that matched
 */

const LIMIT = 12;
const ASCII = /^[\x20-\x7e]*$/;
const HYPHENS = /[\u2010-\u2015\u2212]/g;
const WHOLE = 4, START_OF_NAME = 3, START_OF_WORD = 2, ANYWHERE = 1;

/** Case, accents and kinds of hyphen do not count in a search. @param {string} text */
export function folded(text) {
  const plain = ASCII.test(text) ? text : text.normalize("NFKD").replace(/\p{M}/gu, "").replace(HYPHENS, "-");
  return plain.toLowerCase();
}

/** @param {Graph} graph @returns {(query: string) => Match[]} best first: how well the name matches, then importance */
export function searcher(graph) {
  /** @type {?{names: string[][], keys: string[][]}} */
  let index = null;
  return (query) => {
    const wanted = folded(query).trim();
    if (!wanted) return [];
    index ??= nameIndex(graph);
    const { names, keys } = index;
    const found = [];
    for (let n = 0; n < keys.length; n++) {
      const best = bestName(keys[n], wanted);
      if (best.score) found.push({ node: n, name: names[n][best.index], score: best.score });
    }
    found.sort((a, b) => b.score - a.score || graph.weight[b.node] - graph.weight[a.node] || a.node - b.node);
    return found.slice(0, LIMIT).map(({ node, name }) => ({ node, name }));
  };
}

/** All names by node, as written and folded. @param {Graph} graph */
function nameIndex(graph) {
  const names = graph.label.map((label, n) => [label, ...graph.aliases[n]]);
  return { names, keys: names.map((list) => list.map(folded)) };
}

/** @param {string[]} keys @param {string} wanted */
function bestName(keys, wanted) {
  let [index, score] = [0, 0];
  keys.forEach((key, n) => {
    const found = matchScore(key, wanted);
    if (found > score) [index, score] = [n, found];
  });
  return { index, score };
}

/** @param {string} key @param {string} wanted */
function matchScore(key, wanted) {
  const at = key.indexOf(wanted);
  if (at < 0) return wanted.includes(" ") && wanted.split(/\s+/).every((word) => key.includes(word)) ? ANYWHERE : 0;
  if (key === wanted) return WHOLE;
  if (at === 0) return START_OF_NAME;
  return /[\s\-_/(]/.test(key[at - 1]) ? START_OF_WORD : ANYWHERE;
}
