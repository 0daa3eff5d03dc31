// A Collection: what it holds, where and when, its Items page by page, and whether its series are complete.
import {countOf, follow, links} from "./stac.js";
import {assetView} from "./assets.js";
import {citation, further, provenance, variables} from "./documents.js";
import {pathOf} from "./root.js";
import {facts, h, number, own, plural, prose, say, section, span, table, timesOf} from "./ui.js";

export async function view(context, collection) {
  const {tree, path} = context;
  const title = collection.title ?? collection.id;
  const interval = collection.extent?.temporal?.interval?.[0] ?? [null, null];
  const boxes = collection.extent?.spatial?.bbox ?? [];
  const items = await itemList(context, collection);
  const map = h("div", {class: "mapslot wide"});
  const content = h("article", {}, h("nav", {class: "crumbs", "aria-label": "Above"}, h("a", {href: "#/"}, "Collections")),
    h("h1", {dir: "auto"}, own(title, 300)),
    h("div", {class: "split"}, h("div", {}, prose(collection.description), facts([["Time", span(interval[0], interval[1])], ["Place", h("span", {class: "place"})],
      ["Items", items.total === null ? null : number(items.total)], ["Licence", typeof collection.license === "string" ? own(collection.license, 100) : null], ["Id", h("code", {}, own(collection.id, 200))]])), map),
    items.section, items.calendar, variables(collection), assets(context, collection), summaries(collection), citation({...collection, license: null}),
    collection["cairn:notes"] && provenance({}, collection["cairn:notes"]), further(collection, tree, path), document_(context));
  drawMap(context, map, boxes, content.querySelector(".place"));
  return {title, content};
}

const document_ = context => h("p", {class: "quiet"}, h("a", {href: context.tree.url(context.path)}, "This document as JSON"));

async function drawMap(context, slot, boxes, place) {
  const maps = await import("./map.js");
  if (context.signal.aborted) return;
  const words = boxes.length ? maps.boxInWords(boxes[0]) : "no place is known";
  place.textContent = words;
  slot.append(maps.worldMap((boxes.length > 1 ? boxes.slice(1) : boxes).map(maps.boxGeometry).filter(Boolean), `Map of the world: ${words}`));
}

function assets(context, collection) {
  const listed = links(collection, "asset").length > 0;
  if (!listed && !Object.keys(collection.assets ?? {}).length) return null;
  return section("Files and tables of the Collection", assetView(context, collection));
}

function summaries(collection) {
  const all = Object.entries(collection.summaries ?? {}).filter(([name]) => name !== "cf:standard_name");
  if (!all.length) return null;
  return section("Facets", facts(all.slice(0, 40).map(([name, values]) => [own(name, 80), Array.isArray(values)
    ? h("span", {class: "chips"}, values.slice(0, 40).map(value => h("span", {class: "chip soft"}, own(typeof value === "object" ? JSON.stringify(value) : value, 80))), values.length > 40 && h("span", {class: "quiet"}, `and ${number(values.length - 40)} more`))
    : own(JSON.stringify(values), 300)]), "facts wide"));
}

/** The table of Items: a page of the tree at a time, found by `items`; or, in trees without pages, the links. */
async function itemList(context, collection) {
  const {tree, path, signal} = context;
  const first = follow(tree, collection, path, "items");
  const linked = links(collection, "item", "child");
  const total = countOf(collection, "items") ?? (linked.length ? linked.length : 0);
  if (first === null && !linked.length) return {total, section: section("Items", h("p", {class: "quiet"}, "This Collection has no Items.", (links(collection, "asset").length > 0 || Object.keys(collection.assets ?? {}).length > 0) && " Its data have no time, and stand below as its own files.")), calendar: null};
  if (first === null) return {total, section: linkList(context, linked), calendar: null};
  const box = h("div", {});
  const calendar = h("div", {class: "calendarslot"});
  const trail = [];
  const show = async at => {
    const page = await tree.json(at, signal);
    const begin = trail.slice(0, -1).reduce((sum, one) => sum + one.count, 0);
    if (trail.length) trail.at(-1).count = page.features?.length ?? 0;
    box.replaceChildren(pageOfItems(context, at, page, begin, total), pager(context, page, at, trail, show) ?? "");
    if (!calendar.dataset.drawn) offerCalendar(context, calendar, page, at);
  };
  trail.push({at: first, count: 0});
  await show(first);
  return {total, section: section("Items", box), calendar};
}

const linkList = (context, linked) => section("Items", h("ul", {class: "plain"}, linked.map(link => {
  const to = context.tree.path(link.href, context.path);
  return h("li", {}, to === null ? outside(link) : h("a", {href: "#/" + encodeURI(to)}, own(link.title ?? link.href, 300)));
})));
const outside = link => own(link.title ?? link.href, 300);

function pageOfItems(context, at, page, begin, total) {
  const features = page.features ?? [];
  const last = begin + features.length;
  return h("div", {}, h("p", {class: "quiet"}, total === null || total === features.length ? plural(features.length, "Item") : `Items ${number(begin + 1)} to ${number(last)} of ${number(total)}`),
    table("Items", ["Item", "Time", "Variables", "Assets", "Complete"], features.map(item => {
      const to = pathOf(context.tree, item, at);
      const [start, end] = timesOf(item.properties);
      const title = own(item.properties?.title ?? item.id, 200);
      return h("tr", {}, h("th", {scope: "row"}, to === null ? title : h("a", {href: "#/" + encodeURI(to)}, title), h("span", {class: "under"}, own(item.id, 160))),
        h("td", {class: "time"}, span(start, end)), h("td", {}, names(item)), h("td", {class: "count"}, assetCount(item)), h("td", {}, completeness(item.properties?.["cairn:series"])));
    })));
}

function names(item) {
  const all = Object.entries(item.properties?.["cube:variables"] ?? {}).filter(([, one]) => one?.type !== "auxiliary").map(([name]) => name);
  return [h("code", {}, own(all.slice(0, 4).join(", "), 80)), all.length > 4 && h("span", {class: "quiet"}, ` and ${all.length - 4} more`)];
}

const assetCount = item => number(countOf(item, "asset") ?? Object.keys(item.assets ?? {}).length);

function completeness(series) {
  if (!series || !series.expected) return "";
  const share = series.present / series.expected;
  const complete = series.present >= series.expected;
  return h("span", {class: complete ? "state good" : "state part"}, complete ? "complete" : `${(Math.min(share, 0.9999) * 100).toFixed(share > 0.99 ? 2 : 0)} %`,
    series.overlaps > 0 && h("span", {class: "quiet"}, ` ${plural(series.overlaps, "overlap")}`));
}

function pager(context, page, at, trail, show) {
  const next = follow(context.tree, page, at, "next");
  const go = async (change, words) => {
    change();
    await show(trail.at(-1).at);
    say(words);
  };
  if (next === null && trail.length === 1) return null;
  return h("p", {class: "pager"},
    h("button", {type: "button", disabled: trail.length === 1, onclick: () => go(() => trail.pop(), "The page before is shown")}, "Previous"),
    h("button", {type: "button", disabled: next === null, onclick: () => go(() => trail.push({at: next, count: 0}), "The next page is shown")}, "Next"));
}

/** The calendar of one series of the page, which the reader chooses. */
async function offerCalendar(context, slot, page, at) {
  const series = (page.features ?? []).filter(item => item.properties?.["cairn:series"]?.step);
  if (!series.length) return;
  slot.dataset.drawn = "yes";
  const {calendar} = await import("./calendar.js");
  const here = h("div", {});
  const draw = item => here.replaceChildren(calendar(context, item, pathOf(context.tree, item, at)));
  const select = h("select", {id: "series", onchange: event => draw(series[Number(event.target.value)])},
    series.map((item, i) => h("option", {value: String(i)}, own(item.properties.title ?? item.id, 160))));
  slot.append(section("Completeness", series.length > 1 && h("p", {class: "field"}, h("label", {for: "series"}, "Series"), select), here));
  draw(series[0]);
}
