// Is a series complete? A calendar of its time: years of decades, months of years, days of a year, hours of a month. What is missing
// comes from the Item (`cairn:series`), what overlaps from the assets themselves, of which a list is read only when somebody asks.
import {assetOf} from "./assets.js";
import {directory, follow, milliseconds} from "./stac.js";
import {facts, h, number, plural, say, stepInWords} from "./ui.js";

const SECOND = 1000, HOUR = 3_600_000, DAY = 24 * HOUR;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const pad = (value, size = 2) => String(value).padStart(size, "0");
const utc = (year, month = 0, day = 1, hour = 0) => new Date(0).setUTCFullYear(year, month, day) + hour * HOUR;
const yearOf = ms => new Date(ms).getUTCFullYear();

/** The finest cells that a step of this length can fill. */
export function finest(step) {
  if (/^P\d+Y/.test(step)) return "years";
  if (/^P\d+M/.test(step)) return "months";
  if (/^P\d+[WD]/.test(step)) return "days";
  return "hours";
}

/** How much of [begin, end) the gaps, sorted, leave free: 0 to 1. */
export function presentShare(begin, end, gaps) {
  const lost = gaps.reduce((sum, [a, b]) => sum + Math.max(0, Math.min(b, end) - Math.max(a, begin)), 0);
  return 1 - lost / (end - begin);
}

/** Where two of the intervals share more than a second: [begin, end) of each. `spans` sorted by begin. */
export function overlapsOf(spans) {
  const found = [];
  let last = -Infinity;
  for (const [begin, end] of spans) {
    if (begin < last - SECOND) found.push([begin, Math.min(end, last)]);
    last = Math.max(last, end);
  }
  return found;
}

/** The first and the last moment of what is between the ends of the Item's time, with the edge behind the last second. */
function rangeOf(members) {
  const first = milliseconds(members.start_datetime ?? members.datetime), last = milliseconds(members.end_datetime ?? members.datetime);
  return first === null || last === null ? null : [first, Math.max(first + SECOND, /:59(Z|\.)/.test(members.end_datetime ?? "") ? last + SECOND : last)];
}

const GRIDS = {
  years: {head: "Decade", columns: Array.from({length: 10}, (_, i) => String(i)), row: year => Math.floor(year / 10) * 10, span: 10,
    cell: (row, i) => ({begin: utc(row + i), end: utc(row + i + 1), name: pad(row + i, 4)}), name: row => `${pad(row, 4)}s`},
  months: {head: "Year", columns: MONTHS, row: year => year, span: 1,
    cell: (row, i) => ({begin: utc(row, i), end: utc(row, i + 1), name: `${pad(row, 4)}-${pad(i + 1)}`}), name: row => pad(row, 4)},
};

/** Rows of cells of a level: {name, cells: [{begin, end, name} or null]}. */
export function rowsOf(level, first, last, year, month) {
  if (level === "years" || level === "months") {
    const grid = GRIDS[level];
    const rows = [];
    for (let row = grid.row(yearOf(first)); row <= yearOf(last - 1); row += grid.span) rows.push({name: grid.name(row), cells: grid.columns.map((_, i) => grid.cell(row, i))});
    return rows;
  }
  if (level === "days") {
    return MONTHS.map((name, m) => ({name: `${name}`, cells: Array.from({length: 31}, (_, d) => (new Date(utc(year, m, d + 1)).getUTCMonth() === m
      ? {begin: utc(year, m, d + 1), end: utc(year, m, d + 2), name: `${pad(year, 4)}-${pad(m + 1)}-${pad(d + 1)}`} : null))}));
  }
  const days = new Date(utc(year, month + 1, 0)).getUTCDate();
  return Array.from({length: days}, (_, d) => ({name: `${pad(month + 1)}-${pad(d + 1)}`, cells: Array.from({length: 24}, (_, hour) =>
    ({begin: utc(year, month, d + 1, hour), end: utc(year, month, d + 1, hour + 1), name: `${pad(year, 4)}-${pad(month + 1)}-${pad(d + 1)} ${pad(hour)}:00 UTC`}))}));
}

const columnsOf = level => GRIDS[level]?.columns ?? (level === "days" ? Array.from({length: 31}, (_, i) => String(i + 1)) : Array.from({length: 24}, (_, i) => pad(i)));
const headOf = level => GRIDS[level]?.head ?? (level === "days" ? "Month" : "Day");

/** What a cell shows. */
export function stateOf(cell, [first, last], gaps, overlaps) {
  const begin = Math.max(cell.begin, first), end = Math.min(cell.end, last);
  if (begin >= end) return {kind: "out", words: "outside of the series"};
  const share = presentShare(begin, end, gaps);
  const twice = overlaps.some(([a, b]) => a < end && b > begin);
  const words = share >= 1 - 1e-9 ? "complete" : share <= 1e-9 ? "missing" : `${(100 * Math.min(0.9999, share)).toFixed(share > 0.99 ? 2 : 0)} % present`;
  return {kind: share >= 1 - 1e-9 ? "full" : share <= 1e-9 ? "none" : share > 0.5 ? "most" : "some", words: twice ? `${words}, files overlap` : words, twice};
}

export function calendar(context, item, path) {
  return new Calendar(context, item, path).element();
}

class Calendar {
  constructor(context, item, path) {
    Object.assign(this, {context, item, path});
    this.series = item.properties["cairn:series"];
    this.range = rangeOf(item.properties);
    this.gaps = (this.series.missing ?? []).map(pair => pair.map(milliseconds)).filter(pair => pair.every(ms => ms !== null));
    this.isSingle = !(this.series.series > 1);
    this.overlaps = [];
    this.limit = finest(this.series.step);
    this.level = this.range && yearOf(this.range[1] - 1) - yearOf(this.range[0]) >= 60 || this.limit === "years" ? "years" : "months";
    this.begin();
    this.list = follow(context.tree, item, path, "asset");
    if (this.list === null && this.isSingle) this.overlaps = overlapsOf(this.spansOf(Object.entries(item.assets ?? {}).map(([id, one]) => assetOf(context.tree, path, id, one))));
  }

  /** A short series begins with finer cells. */
  begin() {
    if (!this.range || this.level === "years" || yearOf(this.range[0]) !== yearOf(this.range[1] - 1) || this.limit === "months") return;
    const month = new Date(this.range[0]).getUTCMonth();
    this.year = yearOf(this.range[0]);
    this.level = "days";
    if (this.limit === "hours" && month === new Date(this.range[1] - 1).getUTCMonth()) Object.assign(this, {level: "hours", month});
  }

  spansOf(assets) {
    return assets.map(one => one.times.map(milliseconds)).filter(([a, b]) => a !== null && b !== null).sort((a, b) => a[0] - b[0]);
  }

  element() {
    this.box = h("div", {class: "calendarbox"});
    this.trail = h("p", {class: "trail"});
    this.draw();
    return h("div", {class: "calendar"}, this.summary(), this.range ? [this.trail, this.box, legend()] : h("p", {class: "quiet"}, "The Item states no time."));
  }

  summary() {
    const {step, expected, present, gaps, overlaps, duplicates} = this.series;
    const missing = Math.max(0, (expected ?? 0) - (present ?? 0));
    return h("div", {}, h("p", {class: "lead"}, expected === undefined ? "The files have no regular step." : missing === 0 ? `Complete: all ${number(expected)} steps are there.`
      : `${plural(missing, "step")} of ${number(expected)} ${missing === 1 ? "is" : "are"} missing, in ${plural(gaps, "gap")}.`),
      facts([["Step", stepInWords(step)], ["Present", number(present ?? 0)], ["Missing", number(missing)], ["Overlapping files", number(overlaps ?? 0)], ["Doubled files", number(duplicates ?? 0)], ["Series", this.series.series ? number(this.series.series) : null]]),
      gaps > this.gaps.length && h("p", {class: "quiet"}, `The Item lists the first ${number(this.gaps.length)} of ${plural(gaps, "gap")}: the calendar shows these.`),
      !this.isSingle && h("p", {class: "quiet"}, "Several series are shown together: a time counts as missing when one of them misses it."),
      this.isSingle && overlaps > 0 && this.list !== null && this.finder());
  }

  /** Where files overlap is known from the files alone. */
  finder() {
    const button = h("button", {type: "button", class: "small", onclick: async () => {
      if (this.stop) return this.stop.abort();
      this.stop = new AbortController();
      try {
        await this.findOverlaps(this.stop.signal, words => { button.firstChild.data = words; });
        button.remove();
      } catch (error) {
        button.firstChild.data = error.name === "AbortError" ? "Show where files overlap" : error.message;
      }
      this.stop = null;
    }}, "Show where files overlap");
    return button;
  }

  async findOverlaps(signal, tell) {
    const {tree} = this.context;
    const first = await tree.json(this.list, signal);
    const index = follow(tree, first, this.list, "index");
    const lines = [];
    for await (const line of directory(tree, index, signal)) lines.push(line);
    const assets = [];
    for (const [i, line] of lines.entries()) {
      tell(`Reading page ${i + 1} of ${lines.length}. Stop`);
      for (const one of (await tree.json(line.path, signal)).features) assets.push(assetOf(tree, line.path, one.id, one));
    }
    this.overlaps = overlapsOf(this.spansOf(assets));
    this.draw();
    say(`${plural(this.overlaps.length, "overlap")} shown`);
  }

  go(level, year, month) {
    Object.assign(this, {level, year, month});
    this.draw();
    this.box.querySelector("[tabindex='0']")?.focus();
  }

  /** The cell below which finer cells are: what a click on it does. */
  finer(cell) {
    const year = yearOf(cell.begin), month = new Date(cell.begin).getUTCMonth();
    if (this.level === "years" && this.limit !== "years") return () => this.go("months", year);
    if (this.level === "months" && ["days", "hours"].includes(this.limit)) return () => this.go("days", year);
    if (this.level === "days" && this.limit === "hours") return () => this.go("hours", year, month);
    return null;
  }

  draw() {
    if (!this.range) return;
    const isLong = yearOf(this.range[1] - 1) - yearOf(this.range[0]) >= 60;
    const [first, last] = isLong && this.level === "months" && this.year !== undefined ? [Math.max(this.range[0], utc(this.year - 5)), Math.min(this.range[1], utc(this.year + 6))] : this.range;
    const rows = rowsOf(this.level, first, last, this.year, this.month);
    const grid = h("table", {class: `cells ${this.level}`, role: "grid", "aria-label": this.label()}, h("thead", {}, h("tr", {}, h("th", {scope: "col"}, headOf(this.level)), columnsOf(this.level).map(name => h("th", {scope: "col"}, name)))),
      h("tbody", {}, rows.map(row => h("tr", {}, h("th", {scope: "row"}, row.name), row.cells.map(cell => this.cell(cell))))));
    grid.addEventListener("keydown", event => step(event, grid));
    const active = grid.querySelector("button:not(.out)") ?? grid.querySelector("button");
    active?.setAttribute("tabindex", "0");
    this.box.replaceChildren(h("div", {class: "scroll"}, grid));
    this.drawTrail();
  }

  label() {
    const place = this.level === "days" ? ` of ${this.year}` : this.level === "hours" ? ` of ${this.year}-${pad(this.month + 1)}` : "";
    return `Completeness by ${this.level.slice(0, -1)}${place}. Arrow keys move.`;
  }

  cell(cell) {
    if (!cell) return h("td", {class: "void"});
    const state = stateOf(cell, this.range, this.gaps, this.overlaps);
    const act = state.kind === "out" ? null : this.finer(cell);
    return h("td", {}, h("button", {type: "button", tabindex: "-1", class: `${state.kind}${state.twice ? " twice" : ""}${act ? "" : " leaf"}`, title: `${cell.name}: ${state.words}`,
      "aria-label": `${cell.name}: ${state.words}`, onclick: act ?? (() => say(`${cell.name}: ${state.words}`))}));
  }

  drawTrail() {
    const steps = [];
    const long = yearOf(this.range[1] - 1) - yearOf(this.range[0]) >= 60;
    if (long) steps.push(["All years", () => { this.year = undefined; this.go("years"); }, this.level === "years"]);
    if (this.limit !== "years") steps.push([long && this.year !== undefined && this.level !== "years" ? `Months around ${this.year}` : "All months", () => this.go("months", long ? this.year : undefined), this.level === "months"]);
    if (this.level === "days" || this.level === "hours") steps.push([`Days of ${this.year}`, () => this.go("days", this.year), this.level === "days"]);
    if (this.level === "hours") steps.push([`Hours of ${this.year}-${pad(this.month + 1)}`, null, true]);
    const shown = steps.filter(([, , here], i) => here || this.level !== "years" || i === 0);
    this.trail.replaceChildren(...(shown.length > 1 ? shown.map(([name, act, here]) => h("button", {type: "button", class: "small", "aria-current": here ? "true" : null, disabled: here, onclick: act}, name)) : []));
  }
}

/** Arrow keys move through the cells; only one of them is a stop of the Tab key. */
function step(event, grid) {
  const moves = {ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0]};
  const move = moves[event.key];
  if (!move || event.target.tagName !== "BUTTON") return;
  event.preventDefault();
  const td = event.target.parentElement, tr = td.parentElement;
  let row = tr.rowIndex, column = td.cellIndex;
  for (;;) {
    row += move[0];
    column += move[1];
    const next = grid.rows[row]?.cells[column];
    if (!next || row < 1 || column < 1) return;
    const button = next.querySelector("button");
    if (!button) continue;
    event.target.setAttribute("tabindex", "-1");
    button.setAttribute("tabindex", "0");
    button.focus();
    return;
  }
}

const legend = () => h("ul", {class: "legend"}, [["full", "complete"], ["most", "more than half"], ["some", "less"], ["none", "missing"], ["full twice", "files overlap"], ["out", "outside of the series"]]
  .map(([kind, words]) => h("li", {}, h("span", {class: `swatch ${kind}`}), words)));
