// "Open in": the texts of snippets.js, each with a button that copies it.
import {h, section, copyButton, visible} from "./ui.js";
import {snippets} from "./snippets.js";

/** `table`: URL of the Parquet table of all assets, null where there is none. */
export function openIn({tree}, item, assets, table = null) {
  const asset = openable(item, assets);
  const texts = snippets({asset, item: item.id, collection: item.collection, catalog: tree.published ? tree.published + "catalog.json" : tree.url("catalog.json"),
    parquet: table, list: assets.source.list === null ? null : tree.url(assets.source.list)});
  const panel = ({name, about, text}) => h("div", {class: "snippet"}, h("div", {class: "name"}, h("h3", {}, name), copyButton("Copy", text)),
    h("p", {class: "quiet"}, about.charAt(0).toUpperCase() + about.slice(1) + "."), h("div", {class: "code"}, code(text)));
  return section("Open in", h("div", {class: "snippets"}, texts.map(panel)));
}

/** Not cut as other texts are: it is to be copied. What is invisible is shown all the same. */
function code(text) {
  const pre = h("pre", {tabindex: "0"});
  pre.append(document.createTextNode(text.split("\n").map(visible).join("\n")));
  return pre;
}

/** The asset that stands for the data: a store or references before files. */
function openable(item, assets) {
  const all = assets.source.inline;
  const store = all.find(one => /zarr|icechunk/.test(one.type ?? "") || one.roles.includes("references"));
  const chosen = store ?? assets.firstAsset();
  return chosen && {...chosen, sources: all.filter(one => one.roles.includes("source")).map(one => one.href)};
}
