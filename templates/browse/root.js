// The root, its Collections as cards; and partitions, which are lists of links.
import {countOf, follow, links, pagesFrom} from "./stac.js";
import {h, number, own, plural, prose, say, span} from "./ui.js";
import {scaleOf, timeBar, years} from "./timebar.js";

export async function view(context, catalog) {
  if (context.path !== "catalog.json") return partition(context, catalog);
  const first = follow(context.tree, catalog, context.path, "data");
  if (first === null) return partition(context, catalog);  // a tree without pages of Collections
  const pages = pagesFrom(context.tree, first, context.signal);
  const cards = h("ul", {class: "cards"});
  const more = h("button", {type: "button"}, "More Collections");
  const known = {collections: [], total: countOf(catalog, "data")};
  const next = () => addPage(context, pages, cards, known, more);
  more.addEventListener("click", next);
  await next();
  const title = context.settings.title;
  return {title: "", content: h("div", {}, h("div", {class: "hero"}, h("h1", {dir: "auto"}, own(title)), prose(catalog.description), searchBox()),
    h("section", {"aria-label": "Collections"}, h("div", {class: "listhead"}, h("h2", {}, known.total === null ? "Collections" : plural(known.total, "Collection")), scaleLegend(known)),
      cards, h("p", {class: "more"}, more)))};
}

function scaleLegend(known) {
  const ends = years(scaleOf(known.collections.flatMap(one => one.extent?.temporal?.interval ?? [])));
  return ends && h("p", {class: "quiet"}, `Time bars: ${ends.map(year => String(year).padStart(4, "0")).join(" to ")}`);
}

function searchBox() {
  const input = h("input", {type: "search", id: "quick", placeholder: "air_temperature", autocomplete: "off"});
  return h("form", {class: "quick", role: "search", onsubmit: event => {
    event.preventDefault();
    location.hash = "search?" + new URLSearchParams(input.value.trim() ? {variable: input.value.trim()} : {});
  }}, h("label", {for: "quick"}, "Find files by variable"), h("span", {class: "field"}, input, h("button", {type: "submit", class: "primary"}, "Search")));
}

async function addPage(context, pages, cards, known, more) {
  const {value, done} = await pages.next();
  if (!done) {
    const fresh = (value.page.collections ?? []).map(one => ({...one, at: pathOf(context.tree, one, value.path)}));
    known.collections.push(...fresh);
    const scale = scaleOf(known.collections.flatMap(one => one.extent?.temporal?.interval ?? []));
    cards.append(...fresh.map(one => card(one, scale)));
    if (known.collections.length > fresh.length) say(`${number(known.collections.length)} Collections are shown`);
    drawMaps(cards, context.signal);
  }
  more.hidden = done || follow(context.tree, value.page, value.path, "next") === null;
}

const listOf = value => (Array.isArray(value) ? value : []);

/** A document on a page of documents says by `self` where it stands alone. */
export const pathOf = (tree, document, at) => follow(tree, document, at, "self");

function card(collection, scale) {
  const interval = collection.extent?.temporal?.interval?.[0] ?? [null, null];
  const count = countOf(collection, "items");
  const boxes = collection.extent?.spatial?.bbox ?? [];
  const title = collection.title ?? collection.id;
  const map = h("div", {class: "mapslot"});
  map.draw = maps => maps.worldMap((boxes.length > 1 ? boxes.slice(1) : boxes).map(maps.boxGeometry).filter(Boolean), `Map: ${boxes.length ? maps.boxInWords(boxes[0]) : "no place is known"}`);
  return h("li", {class: "card"}, map,
    h("div", {class: "body"}, h("h3", {}, h("a", {href: "#/" + encodeURI(collection.at ?? "catalog.json"), dir: "auto"}, own(title, 200))),
      h("p", {class: "clamp", dir: "auto"}, own(collection.description ?? "", 320)),
      h("div", {class: "when"}, timeBar(interval, scale), h("p", {}, span(interval[0], interval[1]))),
      h("p", {class: "chips"}, count !== null && h("span", {class: "chip"}, plural(count, "Item")),
        count === null && collection.assets && h("span", {class: "chip"}, plural(Object.keys(collection.assets).length, "asset")),
        typeof collection.license === "string" && collection.license !== "other" && h("span", {class: "chip"}, own(collection.license, 60)),
        listOf(collection.keywords).slice(0, 3).map(word => h("span", {class: "chip soft"}, own(word, 60))))));
}

/** Maps come after the words. */
async function drawMaps(cards, signal) {
  const maps = await import("./map.js");
  if (signal.aborted) return;
  for (const slot of cards.querySelectorAll(".mapslot:empty")) slot.append(slot.draw(maps));
}

function partition(context, catalog) {
  const {tree, path} = context;
  const rows = links(catalog, "child", "item").map(link => [tree.path(link.href, path), link.title ?? link.href]).filter(([to]) => to !== null);
  const up = follow(tree, catalog, path, "parent");
  return {title: catalog.title ?? catalog.id, content: h("article", {}, up !== null && h("nav", {class: "crumbs", "aria-label": "Above"}, h("a", {href: "#/" + encodeURI(up)}, "Up")),
    h("h1", {}, own(catalog.title ?? catalog.id, 300)), prose(catalog.description),
    h("ul", {class: "plain"}, rows.map(([to, title]) => h("li", {}, h("a", {href: "#/" + encodeURI(to)}, own(title, 300))))))};
}
