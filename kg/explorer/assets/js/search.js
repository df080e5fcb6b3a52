/**
 * Type-ahead over labels and aliases.
 * @typedef {import("./graph.js").Graph} Graph
 * @typedef {{node: number, name: string}} Match `name` is the label or alias that matched
 */

const LIMIT = 12;
const WHOLE = 4, START_OF_NAME = 3, START_OF_WORD = 2, ANYWHERE = 1;

/** Case, accents and kinds of hyphen do not count in a search. @param {string} text */
export function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[\u2010-\u2015\u2212]/g, "-").toLowerCase();
}

/** @param {Graph} graph @returns {(query: string) => Match[]} best first: how well the name matches, then importance */
export function searcher(graph) {
  const names = graph.label.map((label, n) => [label, ...graph.aliases[n]]);
  const keys = names.map((list) => list.map(folded));
  return (query) => {
    const wanted = folded(query).trim();
    if (!wanted) return [];
    const found = [];
    for (let n = 0; n < keys.length; n++) {
      const best = bestName(keys[n], wanted);
      if (best.score) found.push({ node: n, name: names[n][best.index], score: best.score });
    }
    found.sort((a, b) => b.score - a.score || graph.weight[b.node] - graph.weight[a.node] || a.node - b.node);
    return found.slice(0, LIMIT).map(({ node, name }) => ({ node, name }));
  };
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
