/**
 * The shapes of node types, for legend, panel, export and what is lit up: the same as vis draws in the graph.
 */
import { svgElement } from "./dom.js";

/** Polygons as vis draws them about the origin, of radius 1. @type {Record<string, string>} */
const POLYGONS = {
  square: "-1,-1 1,-1 1,1 -1,1",
  diamond: "0,-1 1,0 0,1 -1,0",
  triangle: "0,-1.01 1.15,.98 -1.15,.98",
  triangleDown: "0,1.01 1.15,-.98 -1.15,-.98",
  hexagon: "-1,0 -.5,-.87 .5,-.87 1,0 .5,.87 -.5,.87",
  star: "0,-.98 .24,-.25 1.01,-.25 .39,.21 .63,.94 0,.49 -.63,.94 -.39,.21 -1.01,-.25 -.24,-.25",
};

/** How far corners lie from the middle, as vis draws them, where they lie further than the radius. @type {Record<string, number>} */
const REACHES = { square: 1.42, triangle: 1.5, triangleDown: 1.5, star: 1.1 };

/** Radius of the circle round a shape of radius 1. @param {string} shape */
export function reachOf(shape) {
  return REACHES[shape] ?? 1;
}

/** @param {string} shape @param {import("./dom.js").Properties} properties @returns {SVGElement} of radius 1 about the origin */
export function shapeElement(shape, properties) {
  return POLYGONS[shape]
    ? svgElement("polygon", { points: POLYGONS[shape], ...properties })
    : svgElement("circle", { r: 1, ...properties });
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
    { class: "type-icon", viewBox: "-1.3 -1.3 2.6 2.6", "aria-hidden": "true" },
    shapeElement(type.shape, {}),
  );
  icon.style.setProperty("--type", type.color);
  return icon;
}
