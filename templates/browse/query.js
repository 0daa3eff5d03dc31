// A query, and whether an entry meets it: the questions of `cairn search`, with the same answers (docs/search.md).
import {parseExpression} from "./expression.js";
import {boxAround, boxesMeet, boxOf, shapesMeet, shapesOf} from "./place.js";
import {microseconds} from "./stac.js";

export {boxOf};

const has = (object, name) => object !== null && typeof object === "object" && Object.hasOwn(object, name);

/** "a,b" and lists of them; `\,` is a comma of an id. */
export function listOf(text) {
  return [...String(text).matchAll(/((?:\\.|[^,\\])+)/gs)].map(part => part[1].replace(/\\(.)/gs, "$1")).filter(Boolean);
}

/** A year, a month, a day or an instant: [first, last] microsecond; null when it is none. */
function moment(text) {
  const exact = microseconds(text);
  if (exact !== null) return [exact, exact];
  const parts = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text);
  if (!parts) return null;
  const [year, month, day] = parts.slice(1).map(part => (part === undefined ? undefined : Number(part)));
  const begin = microseconds(`${parts[1]}-${parts[2] ?? "01"}-${parts[3] ?? "01"}T00:00:00Z`);
  if (begin === null) return null;
  const end = new Date(0);
  end.setUTCFullYear(month === undefined ? year + 1 : year, month === undefined ? 0 : day === undefined ? month : month - 1, day === undefined ? 1 : day + 1);
  return [begin, BigInt(end.getTime()) * 1000n - 1n];
}

function intervalOf(text) {
  const parts = text.split("/");
  const [start, end] = parts.length === 1 ? [parts[0], parts[0]] : parts;
  const open = one => one === "" || one === "..";
  const from = open(start) ? null : moment(start), to = open(end) ? null : moment(end);
  if (parts.length > 2 || (from === null && !open(start)) || (to === null && !open(end))) throw new Error(`'${text}' is no time: 2001-02, 2001-02-03/.., 2001/2003`);
  if (from === null && to === null) throw new Error("one end of the time is needed");
  const interval = {start: from && from[0], end: to && to[1]};
  if (interval.start !== null && interval.end !== null && interval.start > interval.end) throw new Error(`'${text}' ends before it begins`);
  return interval;
}

/** `parameters`: texts by the names of the options of `cairn search`. Throws an Error that says what is wrong. */
export function parseQuery(parameters) {
  const text = name => (parameters[name] ?? "").trim();
  const list = name => (text(name) ? new Set(listOf(text(name))) : null);
  const query = {type: text("type") || "assets", collections: list("collections"), items: list("items"), ids: list("ids"), roles: list("roles"), variable: list("variable"),
    datetime: text("datetime") ? intervalOf(text("datetime")) : null, box: null, shapes: null, where: text("where") ? parseExpression(text("where")) : null,
    limit: text("limit") ? Number(text("limit")) : Infinity};
  if (!["assets", "items"].includes(query.type)) throw new Error("type is 'assets' or 'items'");
  if (query.type === "items" && query.roles) throw new Error("Items have no roles");
  if (text("bbox")) {
    const values = text("bbox").split(",").map(value => (value.trim() ? Number(value) : NaN));
    query.box = boxOf(values);
    if (!query.box) throw new Error("a box is west,south,east,north in degrees");
  }
  if (text("intersects")) {
    query.shapes = shapesOf(JSON.parse(text("intersects")));
    if (!query.shapes.length) throw new Error("that is no GeoJSON geometry");
    query.around = boxAround(query.shapes);
  }
  if (!(query.limit > 0)) throw new Error("the limit is a number above 0");
  return query;
}

const isText = value => typeof value === "string";

/** {start, end} in microseconds, null: open. Undefined: states no time; null: states that it is unknown, or makes no sense. */
export function timeOf(members) {
  if (!["datetime", "start_datetime", "end_datetime"].some(name => has(members, name))) return undefined;
  const {start_datetime: start, end_datetime: end, datetime} = members;
  if (isText(start) || isText(end)) return between(start, end);
  if (!isText(datetime)) return null;
  const instant = microseconds(datetime);
  return instant === null ? null : {start: instant, end: instant};
}

function between(start, end) {
  const time = {start: isText(start) ? microseconds(start) : null, end: isText(end) ? microseconds(end) : null};
  if ((isText(start) && time.start === null) || (isText(end) && time.end === null)) return null;
  return time.start !== null && time.end !== null && time.start > time.end ? null : time;
}

/** The hull of a Collection's intervals, of which null is an open end; null: it states none. */
export function timeOfCollection(collection) {
  const isInterval = pair => Array.isArray(pair) && pair.length === 2 && pair.every(end => end === null || isText(end));
  const times = (collection.extent?.temporal?.interval ?? []).filter(isInterval).map(pair => between(...pair)).filter(Boolean);
  if (!times.length) return null;
  const start = times.some(one => one.start === null) ? null : times.map(one => one.start).reduce((a, b) => (a < b ? a : b));
  const end = times.some(one => one.end === null) ? null : times.map(one => one.end).reduce((a, b) => (a > b ? a : b));
  return {start, end};
}

export const timesMeet = (a, b) => (a.start === null || b.end === null || a.start <= b.end) && (a.end === null || b.start === null || a.end >= b.start);

/** {boxes, geometry}; undefined: states no place. */
export function placeOf(members) {
  if (!has(members, "bbox") && !has(members, "geometry")) return undefined;
  const geometry = members.geometry ?? null;
  const box = has(members, "bbox") ? boxOf(members.bbox) : boxAround(shapesOf(geometry));
  return {boxes: box ? [box] : [], geometry};
}

export const placeOfCollection = collection => ({boxes: (collection.extent?.spatial?.bbox ?? []).map(boxOf).filter(Boolean), geometry: null});

/** Names and standard names that an object states; null: it states no variables. `names`: also the names, not the standard names alone. */
export function variablesOf(members) {
  const found = {names: null, standard: new Set(), pairs: []};
  const add = (name, standard) => {
    found.names ??= new Set();
    if (isText(name)) found.names.add(name);
    if (isText(standard)) found.standard.add(standard);
    found.pairs.push([name, standard]);
  };
  for (const [name, one] of Object.entries(members?.["cube:variables"] ?? {})) if (one?.type !== "auxiliary") add(name, one?.["cf:standard_name"]);
  if (has(members, "cube:variables")) found.names ??= new Set();
  if (Array.isArray(members?.bands)) {
    found.names ??= new Set();
    members.bands.forEach(band => add(band?.name, band?.["cf:standard_name"]));
  }
  const standard = members?.["cf:standard_name"];
  [standard].flat().filter(isText).forEach(name => found.standard.add(name));
  return found.names === null && !has(members, "cf:standard_name") ? null : found;
}

/** What an asset is known by: its own statement, completed by that of its Item. */
function namesOf(own, item) {
  const of = own ?? item;
  if (!of) return null;
  const names = new Set([...(of.names ?? []), ...of.standard]);
  if (own && own.names === null && item) item.pairs.filter(([, standard]) => own.standard.has(standard)).forEach(([name]) => isText(name) && names.add(name));
  return names;
}

const meetsAny = (wanted, names) => [...wanted].some(one => names.has(one));

/** Whether what is below it can meet the query: a Collection, an Item. */
export function mayHold(query, {time, place, variables}) {
  if (query.datetime && time && !timesMeet(time, query.datetime)) return false;
  if (query.box && place?.boxes.length && !place.boxes.some(box => boxesMeet(box, query.box))) return false;
  if (query.shapes && place?.boxes.length && !place.boxes.some(box => boxesMeet(box, query.around))) return false;
  return !(query.variable && variables && !meetsAny(query.variable, namesOf(variables, null)));
}

/** Whether a page can: of a line of a directory null says that nothing on it has a time (a place). */
export function pageMayHold(query, line) {
  if (query.datetime && line.interval !== undefined) {
    if (line.interval === null) return false;
    const time = between(...line.interval);
    if (time && !timesMeet(time, query.datetime)) return false;
  }
  for (const box of [query.box, query.around]) {
    if (!box || line.bbox === undefined) continue;
    if (line.bbox === null) return false;
    const place = boxOf(line.bbox);
    if (place && !boxesMeet(place, box)) return false;
  }
  return true;
}

function lookup(entry, name) {
  if (name === "id") return entry.id;
  if (name === "collection") return entry.collection;
  if (entry.kind === "asset" && ["item", "href", "title", "media_type", "roles"].includes(name)) return entry[name];
  const sources = [entry.properties, entry.itemProperties];
  for (const source of sources) if (has(source, name)) return source[name];
  if (name.includes(":")) return undefined;
  for (const source of sources) {
    const found = Object.keys(source ?? {}).filter(one => one.endsWith(":" + name)).sort()[0];
    if (found !== undefined) return source[found];
  }
  return undefined;
}

/** Whether an entry (search.js) meets all conditions. */
export function meets(query, entry) {
  if (query.ids && !query.ids.has(entry.id)) return false;
  if (query.datetime && !(entry.time && timesMeet(entry.time, query.datetime))) return false;
  if (query.roles && !(Array.isArray(entry.roles) && entry.roles.some(role => query.roles.has(role)))) return false;
  if (query.box && !entry.place?.boxes.some(box => boxesMeet(box, query.box))) return false;
  if (query.variable) {
    const names = namesOf(entry.variables, entry.itemVariables);
    if (!names || !meetsAny(query.variable, names)) return false;
  }
  if (query.shapes && !(entry.place?.geometry && entry.place.boxes.some(box => boxesMeet(box, query.around)) && shapesMeet(query.shapes, shapesOf(entry.place.geometry)))) return false;
  return !query.where || query.where({lookup: name => lookup(entry, name)}) === true;
}
