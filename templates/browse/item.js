// An Item: where, when and what it is, its assets, and how it is known.
import {follow, links} from "./stac.js";
import {assetView} from "./assets.js";
import {h, own, prose, section, span, timesOf, facts, stepInWords} from "./ui.js";

export async function view(context, item) {
  const {path} = context;
  const members = item.properties ?? {};
  const title = members.title ?? item.id;
  const [start, end] = timesOf(members);
  const map = h("div", {class: "mapslot wide"});
  const below = h("div", {class: "below"});
  const view_ = assetView(context, item);
  const content = h("article", {}, crumbs(context, item), h("h1", {dir: "auto"}, own(title, 300)),
    h("div", {class: "split"}, h("div", {}, prose(members.description), facts([["Time", span(start, end)], ["Step", stepInWords(members["cairn:series"]?.step) || null],
      ["Id", h("code", {}, own(item.id, 300))]]), picture(context, item)), map),
    section("Assets", view_), below);
  view_.ready.then(() => rest(context, item, map, below, view_)).catch(error => console.error(error));
  return {title, content};
}

/** A picture of the data, where the Item has one on this host: the policy of the page shows no others. */
function picture({tree, path}, item) {
  const one = Object.values(item.assets ?? {}).find(asset => Array.isArray(asset?.roles) && asset.roles.includes("thumbnail") && /^image\/(png|jpeg|webp|gif)$/.test(asset.type ?? "") &&
    typeof asset.href === "string");
  const src = one ? tree.resolve(one.href, path) : "";
  if (!URL.canParse(src) || new URL(src).origin !== location.origin) return null;
  const title = own(one.title ?? "Thumbnail", 300);
  return h("figure", {class: "look"}, h("img", {src, alt: title, loading: "lazy"}), h("figcaption", {class: "quiet"}, title));
}

function crumbs(context, item) {
  const collection = links(item, "collection")[0];
  const to = follow(context.tree, item, context.path, "collection");
  return h("nav", {class: "crumbs", "aria-label": "Above"}, h("a", {href: "#/"}, "Collections"),
    to !== null && h("a", {href: "#/" + encodeURI(to)}, own(collection.title ?? item.collection ?? to, 200)));
}

/** What comes after the first table: nobody who wants files waits for maps. */
async function rest(context, item, map, below, assets) {
  const [maps, documents, {openIn}] = await Promise.all([import("./map.js"), import("./documents.js"), import("./snippets-view.js")]);
  if (context.signal.aborted) return;
  const members = item.properties ?? {};
  const table = await tableOf(context, item);
  map.append(maps.footprint(item.geometry, item.bbox));
  const calendar = members["cairn:series"]?.step ? (await import("./calendar.js")).calendar(context, item, context.path) : null;
  if (context.signal.aborted) return;
  below.append(...[calendar && section("Completeness", calendar), openIn(context, item, assets, table), documents.variables(members), documents.dimensions(members), documents.properties(members),
    documents.citation(members), documents.provenance(members, members["cairn:notes"]), documents.further(item, context.tree, context.path),
    h("p", {class: "quiet"}, h("a", {href: context.tree.url(context.path)}, "This document as JSON"))].filter(Boolean));
}

/** Where the Collection says that a Parquet table of its assets lies (docs/parquet.md). */
async function tableOf({tree, path, signal}, item) {
  const home = follow(tree, item, path, "collection");
  if (home === null) return null;
  const collection = await tree.json(home, signal).catch(() => null);
  const table = Object.values(collection?.assets ?? {}).find(one => Array.isArray(one?.roles) && one.roles.includes("asset-mirror") && typeof one.href === "string");
  return table ? tree.resolve(table.href, home) : null;
}
