/**
 * The shapes of node types as SVG, for legend, panel and export; the canvas has vis draw the same.
 */
import { svgElement } from "./dom.js";

/** @type {Record<string, string>} polygons in a square from -1 to 1 */
const POLYGONS = {
  square: "-.85,-.85 .85,-.85 .85,.85 -.85,.85",
  diamond: "0,-1 1,0 0,1 -1,0",
  triangle: "0,-1 .95,.75 -.95,.75",
  triangleDown: "0,1 .95,-.75 -.95,-.75",
  hexagon: "-1,0 -.5,-.87 .5,-.87 1,0 .5,.87 -.5,.87",
  star: "0,-1 .24,-.31 .95,-.31 .38,.12 .59,.81 0,.38 -.59,.81 -.38,.12 -.95,-.31 -.24,-.31",
};

/** How far corners lie from the middle, as vis draws them, where they lie further than the radius. @type {Record<string, number>} */
const REACHES = { square: 1.42, triangle: 1.5, triangleDown: 1.5, star: 1.1 };

/** Radius of the circle round a shape of radius 1. @param {string} shape */
export function reachOf(shape) {
  return REACHES[shape] ?? 1;
}

/** @param {string} shape @param {Record<string, any>} properties @returns {SVGElement} of radius 1 about the origin */
export function shapeElement(shape, properties) {
  return POLYGONS[shape]
    ? svgElement("polygon", { points: POLYGONS[shape], ...properties })
    : svgElement("circle", { r: 0.88, ...properties });
}

/** Fills and outlines a shape on a canvas. @param {CanvasRenderingContext2D} pen @param {string} shape @param {number} x @param {number} y @param {number} radius */
export function fillShape(pen, shape, x, y, radius) {
  const corners = POLYGONS[shape]?.split(" ").map((pair) => pair.split(",").map(Number));
  pen.beginPath();
  if (corners) for (const [dx, dy] of corners) pen.lineTo(x + dx * radius, y + dy * radius);
  else pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.closePath();
  pen.fill();
  pen.stroke();
}

/** @param {import("./graph.js").NodeType} type */
export function typeIcon(type) {
  const icon = svgElement(
    "svg",
    { class: "type-icon", viewBox: "-1.15 -1.15 2.3 2.3", "aria-hidden": "true" },
    shapeElement(type.shape, {}),
  );
  icon.style.setProperty("--type", type.color);
  return icon;
}
