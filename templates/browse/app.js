// Which view the address asks for: `#/` and the path of a document, or `#search` and a query. Nothing but the address decides it.
import {Tree} from "./stac.js";
import {h, outward, own, say, shown} from "./ui.js";

const settings = JSON.parse(document.getElementById("settings").textContent);
const tree = new Tree(new URL("..", import.meta.url).href, settings.root_href ?? "");
let leaving = new AbortController();

function route() {
  const [place, query = ""] = location.hash.replace(/^#/, "").split(/\?(.*)/s);
  const parameters = new URLSearchParams(query);
  if (place === "search") return {view: "search", parameters};
  let path = "";
  try {
    path = decodeURIComponent(place.replace(/^\//, ""));
  } catch {
    return {view: "error", message: `'${place}' is no address of this page`};
  }
  return {view: "document", path: path || "catalog.json", parameters};
}

/** Documents say themselves what they are; by the name of one the right module is asked for before it has come. */
const modules = {
  Catalog: () => import("./root.js"),
  Collection: () => import("./collection.js"),
  Feature: () => import("./item.js"),
};
const expected = path => (path.endsWith("/collection.json") ? "Collection" : path.includes("/items/") ? "Feature" : "Catalog");

async function show() {
  leaving.abort();
  leaving = new AbortController();
  const context = {tree, settings, signal: leaving.signal, ...route()};
  mark(context);
  const busy = setTimeout(() => context.signal.aborted || put(h("p", {class: "quiet loading"}, "Reading\u2026")), 200);
  try {
    const made = context.view === "search" ? await (await import("./search-view.js")).view(context) : await viewOf(context);
    if (context.signal.aborted) return;
    clearTimeout(busy);
    put(made.content);
    document.title = made.title ? `${shown(made.title, 150)} \u2013 ${settings.title}` : settings.title;
    arrive(made);
  } catch (error) {
    clearTimeout(busy);
    if (!context.signal.aborted) put(failure(error));
  }
}

async function viewOf(context) {
  if (context.view === "error") throw new Error(context.message);
  const early = modules[expected(context.path)]();
  early.catch(() => {});
  const document_ = await tree.json(context.path, context.signal);
  const wanted = modules[document_.type];
  if (!wanted) throw new Error(`${context.path} is no Catalog, Collection or Item`);
  return (await wanted()).view(context, document_);
}

const put = content => document.getElementById("view").replaceChildren(content);

function failure(error) {
  console.error(error);
  return h("section", {class: "notice", role: "alert"}, h("h1", {}, "This cannot be shown"), h("p", {}, own(error.message)),
    h("p", {}, h("a", {href: "#/"}, "To the beginning of the catalog")));
}

let isFirst = true;

/** Who came by a link begins at the top of what is new, also with a screen reader. */
function arrive(made) {
  say(made.title ? `${made.title} is shown` : "The catalog is shown");
  if (isFirst) {
    isFirst = false;
    return;
  }
  window.scrollTo(0, 0);
  document.getElementById("main").focus({preventScroll: true});
}

function mark(context) {
  const current = name => (context.view === name ? "page" : null);
  document.getElementById("nav").replaceChildren(
    h("a", {href: "#/", "aria-current": context.path === "catalog.json" ? "page" : null}, "Collections"),
    h("a", {href: "#search", "aria-current": current("search")}, "Search"),
    settings.stac_browser ? outward(settings.stac_browser, "STAC Browser") : "", themeButton());
}

function themeButton() {
  const dark = () => document.documentElement.dataset.theme === "dark" ||
    (!document.documentElement.dataset.theme && matchMedia("(prefers-color-scheme: dark)").matches);
  const button = h("button", {type: "button", class: "theme", "aria-pressed": String(dark()), onclick: () => {
    const next = dark() ? "light" : "dark";
    document.documentElement.dataset.theme = next;
    try {
      localStorage.setItem("cairn-theme", next);
    } catch { /* a browser that keeps nothing: the choice holds for this page */ }
    button.setAttribute("aria-pressed", String(dark()));
  }}, "Dark");
  return button;
}

try {
  const kept = localStorage.getItem("cairn-theme");
  if (kept === "dark" || kept === "light") document.documentElement.dataset.theme = kept;
} catch { /* likewise */ }

document.body.prepend(h("button", {type: "button", class: "skip", onclick: () => document.getElementById("main").focus()}, "Skip to the content"));
addEventListener("hashchange", show);
show();
