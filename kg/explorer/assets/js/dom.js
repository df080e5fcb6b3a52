/**
 * Elements made from values. Text goes in as text nodes only, so that nothing in the data can become markup.
 * @typedef {Node | string | number | null | undefined | false | Children} Child
 * @typedef {{[n: number]: Child, length: number}} Children lists may hold lists
 * @typedef {Record<string, string | number | boolean | null | undefined | ((event: any) => unknown)>} Properties attributes, and
 *   listeners as `on…`; without a value where that is true, and left out where there is none or it is false
 */

/**
 * @param {string} tag
 * @param {Properties} [properties]
 * @param {...Child} children
 * @returns {HTMLElement}
 */
export function element(tag, properties = {}, ...children) {
  return fill(document.createElement(tag), properties, children);
}

/** One that does nothing but what its listener does. @param {Properties} properties @param {...Child} children */
export function button(properties, ...children) {
  return element("button", { type: "button", ...properties }, ...children);
}

/**
 * @param {string} tag
 * @param {Properties} [properties]
 * @param {...Child} children
 * @returns {SVGElement}
 */
export function svgElement(tag, properties = {}, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), properties, children);
}

/** @param {number} width pixels @param {number} height @returns {CanvasRenderingContext2D} of a new canvas, on which nothing is drawn yet */
export function blankCanvas(width, height) {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width, height];
  return /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
}

/** Calls when what has been drawn until now is on the screen. @param {() => void} callback */
export function afterPaint(callback) {
  requestAnimationFrame(() => setTimeout(callback));
}

/** Gives the focus to the first thing in `part` that can have it. @param {Node} part */
export function focusOn(part) {
  const first = part instanceof Element && part.querySelector("a[href], button:not([hidden]), input");
  if (first instanceof HTMLElement) first.focus();
}

/** An element that the page's template has. @param {string} id @returns {HTMLElement} */
export function byId(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

/**
 * The text as an isolated run, so that right-to-left labels do not turn round what stands beside them.
 * @param {string} text
 */
export function isolated(text) {
  return element("bdi", {}, text);
}

/**
 * @template {Element} T
 * @param {T} node
 * @param {Properties} properties
 * @param {Child[]} children
 * @returns {T}
 */
function fill(node, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") node.addEventListener(name.replace(/^on/, ""), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...contents(children));
  return node;
}

/** What is to stand in an element: lists taken apart, and what is nothing left out. @param {Children} children @returns {(Node | string)[]} */
export function contents(children) {
  const parts = /** @type {(Node | string | number)[]} */ (/** @type {unknown[]} */ (children).flat(Infinity));
  return parts.filter((part) => part || part === 0).map((part) => (typeof part === "number" ? String(part) : part));
}
