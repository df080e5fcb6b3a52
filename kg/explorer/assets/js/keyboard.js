/**
 * Keys of the page. Typing in a field is left alone.
 * @typedef {{search: () => void, escape: () => void, zoom: (factor: number) => void, fit: () => void, widen: () => void,
 *   filters: () => void, help: () => void, step: (dx: number, dy: number) => void, pan: (dx: number, dy: number) => void,
 *   enter: () => void, view: (name: import("./state.js").View) => void}} KeyActions
 */

/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const PAN = 80;
const ZOOM = 1.3;

/** @param {HTMLElement} graphElement @param {KeyActions} actions */
export function connectKeys(graphElement, actions) {
  /** @type {Record<string, () => void>} */
  const keys = {
    "/": actions.search,
    Escape: actions.escape,
    "+": () => actions.zoom(ZOOM),
    "=": () => actions.zoom(ZOOM),
    "-": () => actions.zoom(1 / ZOOM),
    0: actions.fit,
    e: actions.widen,
    f: actions.filters,
    "?": actions.help,
    g: () => actions.view("graph"),
    t: () => actions.view("table"),
    p: () => actions.view("page"),
  };
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    toSheet();
    const onGraph = document.activeElement === graphElement || document.activeElement === document.body;
    const arrow = onGraph ? ARROWS[event.key] : undefined;
    if (arrow) {
      const [dx, dy] = arrow;
      event.shiftKey ? actions.pan(dx * PAN, dy * PAN) : actions.step(dx, dy);
    } else if (event.key === "Enter" && onGraph) actions.enter();
    else if (Object.hasOwn(keys, event.key)) keys[event.key]();
    else return;
    event.preventDefault();
  });
}

/** What stands in the place of the drawing is scrolled by the keys that scroll, once it has the focus. */
function toSheet() {
  const sheet = /** @type {?HTMLElement} */ (document.querySelector(".sheet:not([hidden])"));
  if (document.activeElement === document.body) sheet?.focus({ preventScroll: true });
}

/** @param {?EventTarget} target */
function isTyping(target) {
  return target instanceof HTMLElement && target.matches("input[type=text], select, textarea, dialog[open] *");
}
