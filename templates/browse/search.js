// Searches a tree without a server: reads the Collections, the pages of Items and, of asset lists, the pages that can hold an answer.
// Knows no document of the browser, so that it runs in any program that has fetch.
import {compareTexts} from "./expression.js";
import {mayHold, meets, pageMayHold, placeOf, placeOfCollection, timeOf, timeOfCollection, variablesOf} from "./query.js";
import {directory, follow, links, pagesFrom} from "./stac.js";

const AT_ONCE = 6;  // requests that browsers send to one server at a time

const byId = (a, b) => compareTexts(a.id, b.id);

/** No time first, then by start, by end, by id. An open start is first, an open end last. */
function byTime(a, b) {
  if (!a.time || !b.time) return a.time ? 1 : b.time ? -1 : compareTexts(a.id, b.id);
  const order = (x, y, open) => (x === y ? 0 : x === null ? open : y === null ? -open : x < y ? -1 : 1);
  return order(a.time.start, b.time.start, -1) || order(a.time.end, b.time.end, 1) || compareTexts(a.id, b.id);
}

const OWN = new Set(["href", "title", "description", "type", "roles"]);
const inherited = (own, otherwise) => (own === undefined ? otherwise : own);

/** An entry of the `assets` of an owner. */
function inlineEntry(tree, owner, id, one) {
  const properties = Object.fromEntries(Object.entries(one).filter(([name]) => !OWN.has(name)));
  return entryOf(tree, owner, owner.at, {id, href: one.href, title: one.title, description: one.description, media_type: one.type, roles: one.roles, members: one, shape: one, properties});
}

/** A feature of an asset list on the page at `at`. */
const listedEntry = (tree, owner, at, one) => entryOf(tree, owner, at, {...one, members: one.properties ?? {}, shape: one, properties: one.properties ?? {}});

function entryOf(tree, owner, at, {id, href, title, media_type, roles, members, shape, properties}) {
  return {kind: "asset", id, href: tree.resolve(href ?? "", at), title, media_type, roles, properties, item: owner.item, collection: owner.collection, owner: owner.self,
    itemProperties: owner.properties, time: inherited(timeOf(members), owner.time), place: inherited(placeOf(shape), owner.place), variables: variablesOf(members), itemVariables: owner.variables,
    times: members};
}

/** `report` hears {collections, items, pages, of, requests} from time to time. Entries come in the order of docs/search.md. */
export async function* search(tree, query, {signal, report = () => {}} = {}) {
  const state = {collections: 0, of: 0, items: 0, pages: 0, where: "", found: 0};
  const tell = () => report({...state, requests: tree.requests});
  let left = query.limit;
  for await (const entry of entries(tree, query, signal, state, tell)) {
    if (!meets(query, entry)) continue;
    ++state.found;
    yield entry;
    if (--left <= 0) return;
  }
  tell();
}

async function* entries(tree, query, signal, state, tell) {
  const collections = await allCollections(tree, signal);
  state.of = collections.length;
  for (const {collection, at} of collections) {
    ++state.collections;
    state.where = collection.title ?? collection.id;
    tell();
    if (query.collections && !query.collections.has(collection.id)) continue;
    const owner = {at, self: follow(tree, collection, at, "self") ?? at, collection: collection.id, item: undefined, properties: undefined, variables: null, time: timeOfCollection(collection), place: placeOfCollection(collection)};
    if (!mayHold(query, owner)) continue;
    if (query.type === "assets" && !query.items) yield* assetsOf(tree, query, collection, owner, signal, state, tell);
    yield* itemEntries(tree, query, collection, at, signal, state, tell);
  }
}

/** Of pages of Collections, or in trees without them from the links. */
async function allCollections(tree, signal) {
  const root = await tree.json("catalog.json", signal);
  const first = follow(tree, root, "catalog.json", "data");
  const found = [];
  if (first !== null) {
    for await (const {path, page} of pagesFrom(tree, first, signal)) for (const collection of page.collections ?? []) found.push({id: collection.id, collection, at: path});
  } else {
    await walk(tree, root, "catalog.json", signal, found);
  }
  return found.sort(byId);
}

async function walk(tree, catalog, at, signal, found, seen = new Set([at])) {
  for (const link of links(catalog, "child")) {
    const path = tree.path(link.href, at);
    if (path === null || seen.has(path)) continue;
    seen.add(path);
    const document = await tree.json(path, signal);
    if (document.type === "Collection") found.push({id: document.id, collection: document, at: path});
    else await walk(tree, document, path, signal, found, seen);
  }
}

/** Conditions that a table of Items can answer. */
const isNarrow = query => query.datetime || query.around || query.box || query.items || (query.type === "items" && query.ids);

/** By the Parquet table of the Collection, where there is one and it leaves few; else all, by their pages. */
async function* itemsToRead(tree, query, collection, at, signal) {
  const table = Object.values(collection.assets ?? {}).find(one => Array.isArray(one?.roles) && one.roles.includes("collection-mirror") && typeof one.href === "string");
  const path = table && isNarrow(query) ? tree.path(table.href, at) : null;
  const paths = path === null ? null : await (await import("./parquet-items.js")).itemsThatCan(tree, query, path, signal);
  if (paths === null) return yield* itemsOf(tree, collection, at, signal);
  const reading = paths.slice(0, AT_ONCE).map(one => tree.json(one, signal));
  for (let i = 0; i < paths.length; ++i) {
    const item = await reading[i];
    if (i + AT_ONCE < paths.length) reading.push(tree.json(paths[i + AT_ONCE], signal));
    yield {item, path: paths[i]};
  }
}

async function* itemEntries(tree, query, collection, at, signal, state, tell) {
  for await (const {item, path} of itemsToRead(tree, query, collection, at, signal)) {
    ++state.items;
    if (state.items % 100 === 0) tell();
    if (query.items && !query.items.has(item.id)) continue;
    const properties = item.properties ?? {};
    const owner = {at: path, self: follow(tree, item, path, "self") ?? path, collection: collection.id, item: item.id, properties, time: timeOf(properties) ?? null, place: placeOf(item) ?? {boxes: [], geometry: null}, variables: variablesOf(properties)};
    if (!mayHold(query, owner)) continue;
    if (query.type === "items") yield {kind: "item", id: item.id, collection: collection.id, properties, itemProperties: undefined, time: owner.time, place: owner.place, variables: owner.variables, itemVariables: null, owner: owner.self, times: properties, document: item};
    else yield* assetsOf(tree, query, item, owner, signal, state, tell);
  }
}

async function* itemsOf(tree, collection, at, signal) {
  const first = follow(tree, collection, at, "items");
  if (first !== null) {
    for await (const {path, page} of pagesFrom(tree, first, signal)) for (const item of page.features ?? []) yield {item, path};
    return;
  }
  for (const link of links(collection, "item", "child")) {
    const path = tree.path(link.href, at);
    if (path === null) continue;
    const document = await tree.json(path, signal);
    if (document.type === "Feature") yield {item: document, path};
    else if (document.type === "Catalog") yield* itemsOf(tree, document, path, signal);
  }
}

async function* assetsOf(tree, query, document, owner, signal, state, tell) {
  const list = follow(tree, document, owner.at, "asset");
  const isList = one => list !== null && Array.isArray(one?.roles) && one.roles.includes("index") && tree.path(one.href ?? "", owner.at) === list;
  // Rows of tables are the same entries again.
  const isTable = one => Array.isArray(one.roles) && (one.roles.includes("collection-mirror") || one.roles.includes("asset-mirror"));
  const inline = Object.entries(document.assets ?? {}).filter(([, one]) => one !== null && typeof one === "object" && !isList(one) && !isTable(one)).map(([id, one]) => inlineEntry(tree, owner, id, one));
  yield* inline.sort(byTime);
  if (list === null) return;
  for await (const path of pagesToRead(tree, query, list, signal)) {
    ++state.pages;
    tell();
    for (const one of (await tree.json(path, signal)).features ?? []) yield listedEntry(tree, owner, path, one);
  }
}

/** By the directory, those that can hold an answer; without one, all. */
async function* pagesToRead(tree, query, list, signal) {
  const index = follow(tree, {links: [{rel: "index", href: "./pages.json"}]}, list, "index");
  let lines = null;
  try {
    lines = await tree.json(index, signal);
  } catch (error) {
    if (signal?.aborted) throw error;
  }
  if (lines?.type !== "AssetPages") {
    for await (const {path} of pagesFrom(tree, list, signal)) yield path;
    return;
  }
  for await (const line of directory(tree, index, signal, part => pageMayHold(query, part))) if (pageMayHold(query, line)) yield line.path;
}
