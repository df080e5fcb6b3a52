/**
 * Colours of the drawing, taken from the style sheet so that page and canvas change together.
 * @typedef {ReturnType<typeof readTheme>} Theme
 */

const LEAST_CONTRAST = 3;
const GOLDEN_ANGLE = 137.508;

/** The colours in force now. */
export function readTheme() {
  const style = getComputedStyle(document.documentElement);
  const color = (/** @type {string} */ name) => style.getPropertyValue(`--${name}`).trim();
  return {
    dark: matchMedia("(prefers-color-scheme: dark)").matches,
    ground: color("ground"),
    text: color("text"),
    muted: color("muted"),
    line: color("edge"),
    accent: color("accent"),
    surface: color("surface"),
    font: style.fontFamily,
  };
}

/** Colours of a community's region: its land, the dots on it and its name. @param {number} community @param {boolean} dark */
export function regionColors(community, dark) {
  const hue = (community * GOLDEN_ANGLE + 230) % 360;
  return dark
    ? { land: `oklch(0.255 0.03 ${hue})`, coast: `oklch(0.33 0.045 ${hue})`, dot: `oklch(0.46 0.06 ${hue})`, name: `oklch(0.83 0.075 ${hue})` }
    : { land: `oklch(0.945 0.032 ${hue})`, coast: `oklch(0.895 0.05 ${hue})`, dot: `oklch(0.8 0.07 ${hue})`, name: `oklch(0.44 0.1 ${hue})` };
}

/** The colour of a type on this ground: a little lighter where the ground is dark, as in the style sheet. @param {string} color @param {boolean} dark */
export function typeColor(color, dark) {
  return dark ? css(mixed(channels(color), 255, 0.22)) : color;
}

/** `color` made darker or lighter until it stands out from `ground` as WCAG asks of graphics. @param {string} color @param {string} ground */
export function legible(color, ground) {
  const towards = luminance(ground) > 0.4 ? 0 : 255;
  let result = channels(color);
  for (let step = 0; step < 12 && contrast(result, channels(ground)) < LEAST_CONTRAST; step++) {
    result = mixed(result, towards, 0.12);
  }
  return css(result);
}

/** @param {number[]} rgb @param {number} towards @param {number} share */
function mixed(rgb, towards, share) {
  return rgb.map((channel) => channel + (towards - channel) * share);
}

/** @param {number[]} rgb */
function css(rgb) {
  return `#${rgb.map((channel) => Math.round(channel).toString(16).padStart(2, "0")).join("")}`;
}

/** @param {string} color `#rrggbb` */
function channels(color) {
  return [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
}

/** @param {string} color */
function luminance(color) {
  return relativeLuminance(channels(color));
}

/** @param {number[]} rgb */
function relativeLuminance(rgb) {
  const [r, g, b] = rgb.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** @param {number[]} one @param {number[]} other */
function contrast(one, other) {
  const [low, high] = [relativeLuminance(one), relativeLuminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}
