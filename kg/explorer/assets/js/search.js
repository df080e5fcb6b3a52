/**
 * Type-ahead over labels and aliases.
 * @typedef {import("./graph.js").Graph} Graph
 * @typedef {{node: number, name: string}} Match `name` is the label or alias that matched
 * @typedef {{best: Match[], count: number}} Found `count`: how many nodes match in all
 * @typedef {{text: string, start: Uint32Array, first: number}} Chunk names as they are compared, one after another: where
 *   in `text` each begins and the last ends, and the number of the first
 */

const LIMIT = 12;
const NAMES_PER_CHUNK = 4_096;
const ASCII = /^[\x00-\x7e]*$/;
const HYPHENS = /[\u2010-\u2015\u2212]/g;
const BETWEEN_WORDS = " \t\n-_/(";
const WHOLE = 4, START_OF_NAME = 3, START_OF_WORD = 2, ANYWHERE = 1;
/** By how much a match at the start of a name counts more than one at a later word. */
const BONUS_OF_START = 3;

/** Case, accents and kinds of hyphen do not count in a search. @param {string} text */
export function folded(text) {
  const plain = ASCII.test(text) ? text : text.normalize("NFKD").replace(/\p{M}/gu, "").replace(HYPHENS, "-");
  return plain.toLowerCase();
}

/** @typedef {ReturnType<typeof searcher>} Search @param {Graph} graph */
export function searcher(graph) {
  const size = Math.ceil(graph.nameCount / NAMES_PER_CHUNK);
  /** @type {Chunk[]} */
  const chunks = [];
  const next = () => chunks.push(foldedNames(graph, chunks.length * NAMES_PER_CHUNK));

  function prepare() {
    if (chunks.length < size) next();
    if (chunks.length < size) setTimeout(prepare);
  }

  return {
    /** Folds all names, little by little, so that the first letter need not wait for it. */
    prepare,

    /** @param {string} query @returns {Found} best first: a whole name, then starts of words by importance, then all else */
    matches(query) {
      const wanted = folded(query).trim();
      if (!wanted) return { best: [], count: 0 };
      while (chunks.length < size) next();
      const best = ranking(graph);
      const words = wanted.split(/\s+/);
      for (const chunk of chunks) matchNames(chunk, wanted, words, best.add);
      return best.found();
    },
  };
}

/** @param {Graph} graph @param {number} first @returns {Chunk} */
function foldedNames(graph, first) {
  const size = Math.min(NAMES_PER_CHUNK, graph.nameCount - first);
  const keys = Array.from({ length: size }, (_, name) => folded(graph.name(first + name)));
  const start = new Uint32Array(size + 1);
  keys.forEach((key, name) => (start[name + 1] = start[name] + key.length + 1));
  return { text: keys.join("\n"), start, first };
}

/**
 * Tells the names of a chunk that hold what is wanted, or all of its words, and how well.
 * @param {Chunk} chunk @param {string} wanted @param {string[]} words @param {(name: number, score: number) => void} found
 */
function matchNames({ text, start, first }, wanted, words, found) {
  const longest = words.reduce((one, other) => (other.length > one.length ? other : one));
  for (let name = 0, at = text.indexOf(longest); at >= 0; at = text.indexOf(longest, start[name])) {
    while (start[name + 1] <= at) name++;
    const [begin, end] = [start[name], start[name + 1] - 1];
    const score = words.length > 1 ? scoreOfWords(text.slice(begin, end), wanted, words) : scoreAt(text, at, begin, end, wanted);
    if (score) found(first + name, score);
    name++;
  }
}

/** @param {string} key @param {string} wanted @param {string[]} words */
function scoreOfWords(key, wanted, words) {
  const at = key.indexOf(wanted);
  if (at >= 0) return scoreAt(key, at, 0, key.length, wanted);
  return words.every((word) => key.includes(word)) ? ANYWHERE : 0;
}

/** @param {string} text @param {number} at where the name holds what is wanted @param {number} begin @param {number} end of the name @param {string} wanted */
function scoreAt(text, at, begin, end, wanted) {
  if (at === begin) return end - begin === wanted.length ? WHOLE : START_OF_NAME;
  return BETWEEN_WORDS.includes(text[at - 1]) ? START_OF_WORD : ANYWHERE;
}

/** Whole names are before starts of words, wherever in the name these are, and those before all else. @param {number} score */
function rankOf(score) {
  return score === START_OF_NAME ? START_OF_WORD : score;
}

/**
 * How much a match is worth among others of its rank. Who types a word that many names have wants what is best known,
 * and importance alone puts what one paper proposes above what many name.
 * @param {Graph} graph @param {number} node @param {number} score
 */
function worth(graph, node, score) {
  const known = graph.weight[node] * Math.sqrt(1 + graph.papers(node).length);
  return score === START_OF_NAME ? BONUS_OF_START * known : known;
}

/** The best few nodes of those whose names are told to it, in the order of the names. @param {Graph} graph */
function ranking(graph) {
  /** @type {{node: number, name: number, score: number, worth: number}[]} */
  const best = [];
  let [node, latest, count] = [0, -1, 0];
  const precedes = (/** @type {typeof best[number]} */ a, /** @type {typeof best[number]} */ b) =>
    (rankOf(a.score) - rankOf(b.score) || a.worth - b.worth || b.node - a.node) > 0;

  return {
    /** @param {number} name @param {number} score */
    add(name, score) {
      while (graph.firstName[node + 1] <= name) node++;
      if (node !== latest) count++;
      latest = node;
      const match = { node, name, score, worth: worth(graph, node, score) };
      if (best.length === LIMIT && !precedes(match, best[LIMIT - 1])) return;
      const known = best.findIndex((other) => other.node === node);
      if (known >= 0 && best[known].score >= score) return;
      if (known >= 0) best.splice(known, 1);
      const place = best.findIndex((other) => precedes(match, other));
      best.splice(place < 0 ? best.length : place, 0, match);
      if (best.length > LIMIT) best.pop();
    },
    found: () => ({ best: best.map(({ node, name }) => ({ node, name: graph.name(name) })), count }),
  };
}
