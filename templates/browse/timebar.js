// When: a bar on a common scale of years.
import {s} from "./ui.js";
import {milliseconds} from "./stac.js";

const YEAR = 31_557_600_000;

/** From the first to the last time of all intervals [start, end]; open ends are today. */
export function scaleOf(intervals) {
  const known = intervals.flat().map(milliseconds).filter(value => value !== null);
  if (!known.length) return null;
  const first = Math.min(...known), last = Math.max(...known);
  return {first, last: Math.max(last, first + YEAR)};
}

const yearOf = ms => new Date(ms).getUTCFullYear();

export function timeBar(interval, scale) {
  const [start, end] = interval.map(milliseconds);
  if (!scale || (start === null && end === null)) return null;
  const at = ms => 100 * (ms - scale.first) / (scale.last - scale.first);
  const left = at(start ?? scale.first), right = at(end ?? scale.last);
  const width = Math.max(1, right - left);
  return s("svg", {class: "timebar", viewBox: "0 0 100 6", preserveAspectRatio: "none", role: "img",
    "aria-label": `On a scale from ${yearOf(scale.first)} to ${yearOf(scale.last)}: ${start === null ? "open" : yearOf(start)} to ${end === null ? "open" : yearOf(end)}`},
    s("rect", {class: "rail", x: 0, y: 2, width: 100, height: 2}), s("rect", {class: "bar", x: Math.min(left, 100 - width), y: 0, width, height: 6}));
}

export const years = scale => scale && [yearOf(scale.first), yearOf(scale.last)];
