/**
 * Numbers and texts of all nodes and edges, without an object for any of them: columns in one piece of memory.
 * @typedef {Uint8Array | Uint16Array | Uint32Array | Float32Array} Column
 * @typedef {Record<string, any>} Columns
 */

const KINDS = { u1: Uint8Array, u2: Uint16Array, u4: Uint32Array, f4: Float32Array };
/** A column starts at a multiple of so many bytes. */
const STEP = 4;

/**
 * @param {[string, keyof typeof KINDS, number][]} manifest name, kind and length of each column, in their order
 * @param {ArrayBuffer} buffer little-endian, as the processors of all browsers are
 * @returns {Columns}
 */
export function readColumns(manifest, buffer) {
  let at = 0;
  /** @type {Columns} */
  const columns = {};
  for (const [name, kind, length] of manifest) {
    const column = new KINDS[kind](buffer, at, length);
    columns[name] = column;
    at += Math.ceil(column.byteLength / STEP) * STEP;
  }
  return columns;
}

/** @param {Uint32Array} values @param {Uint32Array} start where those of each row begin, and where the last end @returns {(row: number) => Uint32Array} */
export function listColumn(values, start) {
  return (row) => values.subarray(start[row], start[row + 1]);
}

/** @param {Uint8Array} bytes UTF-8 @param {Uint32Array} start @returns {(row: number) => string} */
export function textColumn(bytes, start) {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  return (row) => decoder.decode(bytes.subarray(start[row], start[row + 1]));
}

/** The row whose text this is. @param {Uint8Array} bytes @param {Uint32Array} start @param {string} text @returns {?number} */
export function rowOfText(bytes, start, text) {
  const wanted = new TextEncoder().encode(text);
  for (let row = 0; row + 1 < start.length; row++) {
    if (start[row + 1] - start[row] !== wanted.length) continue;
    if (wanted.every((byte, n) => bytes[start[row] + n] === byte)) return row;
  }
  return null;
}

/**
 * The lists the other way round, made when they are first asked for: of each value the rows that have it.
 * @param {Uint32Array} values @param {Uint32Array} start @param {number} size one more than the highest value
 * @returns {(value: number) => Uint32Array}
 */
export function invertedLists(values, start, size) {
  /** @type {?(value: number) => Uint32Array} */
  let lists = null;
  return (value) => (lists ??= inverted(values, start, size))(value);
}

/** @param {Uint32Array} values @param {Uint32Array} start @param {number} size */
function inverted(values, start, size) {
  const ends = new Uint32Array(size + 1);
  for (const value of values) ends[value + 1]++;
  for (let n = 0; n < size; n++) ends[n + 1] += ends[n];
  const next = ends.slice();
  const rows = new Uint32Array(values.length);
  for (let row = 0; row + 1 < start.length; row++) {
    for (let n = start[row]; n < start[row + 1]; n++) rows[next[values[n]]++] = row;
  }
  return listColumn(rows, ends);
}
