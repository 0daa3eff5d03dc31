// What Collections and Items have in common: variables, dimensions, citations, providers, and what is known of how it is known.
import {links} from "./stac.js";
import {facts, h, instant, number, outward, own, section, shown, span, table} from "./ui.js";

const list = value => (Array.isArray(value) ? value : []);

const FIRST = 30, MOST = 300;  // variables that are shown at once, and at all

export function variables(cube) {
  const all = Object.entries(cube?.["cube:variables"] ?? {});
  const data = all.filter(([, one]) => one?.type !== "auxiliary");
  if (!all.length) return null;
  const row = ([name, one]) => h("tr", {}, h("th", {scope: "row"}, h("code", {}, own(name, 120))), h("td", {class: "meaning"}, own(one.description ?? "", 200)),
    h("td", {}, one["cf:standard_name"] && h("code", {class: "name"}, own(one["cf:standard_name"], 160))), h("td", {class: "unit"}, own(one.unit ?? "", 60)),
    h("td", {class: "dims"}, own(list(one.dimensions).join(" \u00d7 "), 160)), h("td", {}, own(one.data_type ?? "", 40)));
  const heads = ["Name", "Meaning", "Standard name", "Unit", "Dimensions", "Type"];
  const others = all.filter(([, one]) => one?.type === "auxiliary");
  return section("Variables", data.length ? table("Variables", heads, data.slice(0, FIRST).map(row)) : h("p", {class: "quiet"}, "No variables but coordinates."),
    data.length > FIRST && h("details", {}, h("summary", {}, `${number(Math.min(data.length, MOST) - FIRST)} more variables`), table("More variables", heads, data.slice(FIRST, MOST).map(row))),
    data.length > MOST && h("p", {class: "quiet"}, `The first ${number(MOST)} of ${number(data.length)}.`),
    others.length > 0 && h("details", {}, h("summary", {}, `Coordinates and other variables (${number(others.length)})`), table("Coordinates", heads, others.slice(0, MOST).map(row))));
}

function extentInWords(dimension) {
  const values = list(dimension.values);
  if (dimension.type === "temporal") return span(...list(dimension.extent));
  if (values.length) return `${values.slice(0, 6).map(String).join(", ")}${values.length > 6 ? `, \u2026 (${number(values.length)})` : ""}`;
  const [first, last] = list(dimension.extent);
  return first === null || first === undefined ? "" : first === last ? String(first) : `${first} to ${last}`;
}

export function dimensions(cube) {
  const all = Object.entries(cube?.["cube:dimensions"] ?? {});
  if (!all.length) return null;
  return section("Dimensions", table("Dimensions", ["Name", "Kind", "Extent", "Step", "Size", "Unit"], all.slice(0, 100).map(([name, one]) => {
    const extent = extentInWords(one);
    return h("tr", {}, h("th", {scope: "row"}, h("code", {}, own(name, 120))), h("td", {}, own(one.axis ? `${one.type} ${one.axis}` : one.type ?? "", 40)),
      h("td", {}, extent instanceof Node ? extent : own(extent, 200)), h("td", {}, own(one.step ?? "", 40)), h("td", {class: "count"}, own(one.size ?? "", 20)),
      h("td", {}, own([one.unit, one.calendar].filter(Boolean).join(", "), 100)));
  })));
}

export function provider(one) {
  const roles = list(one.roles).join(", ");
  return h("li", {}, one.url ? outward(one.url, one.name) : own(one.name ?? "", 200), roles && h("span", {class: "quiet"}, ` (${shown(roles, 80)})`));
}

export function citation(members) {
  const doi = members["sci:doi"];
  const pairs = [
    ["Providers", list(members.providers).length ? h("ul", {class: "plain"}, list(members.providers).slice(0, 30).map(provider)) : null],
    ["Licence", typeof members.license === "string" ? own(members.license, 100) : null],
    ["DOI", doi ? outward(`https://doi.org/${encodeURI(doi)}`, doi) : null],
    ["Citation", members["sci:citation"] ? own(members["sci:citation"], 600) : null],
    ["Keywords", list(members.keywords).length ? h("span", {class: "chips"}, list(members.keywords).slice(0, 30).map(word => h("span", {class: "chip soft"}, own(word, 60)))) : null]];
  return pairs.some(([, value]) => value) ? section("Who made it", facts(pairs, "facts wide")) : null;
}

const SOURCES = {
  bounds: "the bounds of the coordinates in the files", coordinates: "the coordinates in the files", metadata: "attributes of the files", "a record": "the inventory of the archive",
  "a file name": "the names of the files", "file name": "the names of the files", configuration: "the archive's operator", "global attributes": "attributes of the files"};

/** A note of the builder as a sentence. */
export function sentence(note) {
  const known = /^(time|geometry): from (.+)$/.exec(note);
  if (known && SOURCES[known[2]]) return `${known[1] === "time" ? "The time" : "The place"} is known from ${SOURCES[known[2]]}.`;
  const said = /^(time|geometry): (.+)$/s.exec(note);
  const text = said ? `About ${said[1] === "time" ? "the time" : "the place"}: ${said[2]}` : note;
  return /[.!?]$/.test(text) ? text : text + ".";
}

export function provenance(members, notes) {
  const words = [];
  const all = list(notes).filter(note => typeof note === "string");
  if (!all.some(note => note.startsWith("time:"))) words.push("Times are those of the coordinates in the data.");
  const pairs = [["Made", members.created && instant(members.created)], ["Changed", members.updated && instant(members.updated)]].filter(([, value]) => value);
  if (!all.length && !pairs.length) return section("How this is known", h("p", {}, "Times and places are those of the coordinates in the data. Nothing contradicts them."));
  return section("How this is known", h("ul", {class: "notes"}, [...words, ...all.map(sentence)].map(text => h("li", {dir: "auto"}, own(text, 500)))), pairs.length > 0 && facts(pairs));
}

const KNOWN = /^(title|description|keywords|license|providers|datetime|start_datetime|end_datetime|created|updated|sci:|cube:|cairn:|cf:|proj:geometry|auth:)/;

/** Facets and whatever else the properties hold. */
export function properties(members) {
  const rest = Object.entries(members).filter(([name, value]) => !KNOWN.test(name) && value !== null);
  if (!rest.length) return null;
  return section("Properties", facts(rest.slice(0, 80).map(([name, value]) => [own(name, 80), own(typeof value === "object" ? JSON.stringify(value) : value, 300)])));
}

/** Links of a document to elsewhere: licences, stores, documentation. */
export function further(document, tree, path) {
  const internal = /^(root|parent|child|item|items|collection|self|first|prev|next|last|index|asset|data|http:\/\/www\.opengis\.net.*)$/;
  const found = links(document, ...new Set((document.links ?? []).map(link => link?.rel))).filter(link => !internal.test(link.rel));
  if (!found.length) return null;
  return section("Links", h("ul", {class: "plain"}, found.slice(0, 60).map(link =>
    h("li", {}, h("span", {class: "rel"}, own(link.rel, 40)), " ", outward(tree.resolve(link.href, path), link.title ?? link.href)))));
}
