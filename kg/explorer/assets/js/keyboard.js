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
const KEPT_AS = "kg-keys";

/**
 * Whether keys of one character do anything. Who speaks to the page, or hits keys by accident, can switch them off
 * (https://www.w3.org/TR/WCAG22/#character-key-shortcuts); the browser remembers that, if it remembers anything.
 * @typedef {ReturnType<typeof characterKeys>} CharacterKeys
 */
export function characterKeys() {
  const memory = storage();
  let on = memory?.getItem(KEPT_AS) !== "off";
  const show = () => {
    document.body.classList.toggle("no-keys", !on);
    for (const part of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-key]"))) {
      part.title = keyed(part.dataset.does ?? "", part.dataset.key ?? "").title;
    }
  };
  show();

  return {
    on: () => on,

    /** @param {boolean} wanted */
    use(wanted) {
      on = wanted;
      memory?.setItem(KEPT_AS, on ? "on" : "off");
      show();
    },
  };
}

/** Attributes of what a key does as well as a click: the title says which, unless such keys are switched off. @param {string} does @param {string} key */
export function keyed(does, key) {
  const title = document.body.classList.contains("no-keys") ? does : `${does} (${key})`;
  return { title, "data-does": does, "data-key": key };
}

/** @returns {?Storage} null where the reader has forbidden it */
function storage() {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

/** @param {HTMLElement} graphElement @param {KeyActions} actions @param {CharacterKeys} characters */
export function connectKeys(graphElement, actions, characters) {
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
    else if (Object.hasOwn(keys, event.key) && (event.key.length > 1 || characters.on())) keys[event.key]();
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
