// The search of all Collections. The address of the page is the query: who opens it sees the same answer.
import {parseQuery} from "./query.js";
import {search} from "./search.js";
import {bytes, copyButton, download, h, number, own, plural, safeAddress, say, shown, span, table, timesOf} from "./ui.js";

const BATCH = 100;
const FIELDS = [
  ["variable", "Variable", "Name or standard name: tas, air_temperature", "text"], ["datetime", "Time", "2015-11, or 2001/2003, or 2020-01-01/..", "text"],
  ["bbox", "Box", "West, south, east, north in degrees: 170,-20,-170,20", "text"], ["collections", "Collections", "Ids, with commas between", "text"],
  ["items", "Items", "Ids, with commas between", "text"], ["roles", "Roles", "data, metadata, thumbnail", "text"], ["ids", "Ids of files", "Exact, with commas between", "text"],
  ["where", "Condition", "frequency=mon and not variable like 'ta%'", "text"], ["intersects", "Geometry", "GeoJSON", "area"]];

export async function view(context) {
  return {title: "Search", content: new View(context).element()};
}

class View {
  constructor(context) {
    this.context = context;
    this.parameters = context.parameters;
    this.results = h("div", {class: "results"});
    this.mistake = h("span", {class: "quiet", role: "alert", id: "q-error"});
    this.entries = [];
  }

  element() {
    if ([...this.parameters.keys()].length) queueMicrotask(() => this.start());
    return h("article", {}, h("div", {class: "hero"}, h("h1", {}, "Search"), h("p", {}, "Files of all Collections, found in this browser. What is not given is no condition.")), this.form(), this.results);
  }

  form() {
    const field = ([name, label, help, kind]) => h("p", {class: kind === "area" ? "field wide" : "field"}, h("label", {for: `q-${name}`}, label),
      kind === "area" ? h("textarea", {id: `q-${name}`, name, rows: "2", spellcheck: "false", "aria-describedby": `h-${name}`, value: this.parameters.get(name) ?? ""})
        : h("input", {type: "text", id: `q-${name}`, name, autocomplete: "off", spellcheck: "false", "aria-describedby": `h-${name}`, value: this.parameters.get(name) ?? ""}),
      h("span", {class: "help", id: `h-${name}`}, help));
    const main = FIELDS.slice(0, 4), more = FIELDS.slice(4);
    const type = h("select", {id: "q-type", name: "type"}, h("option", {value: ""}, "files"), h("option", {value: "items"}, "Items"));
    type.value = this.parameters.get("type") === "items" ? "items" : "";
    const isOpen = more.some(([name]) => this.parameters.get(name));
    return h("form", {class: "searchform", role: "search", "aria-label": "Search", onsubmit: event => this.submit(event)}, main.map(field),
      h("details", {class: "wide", open: isOpen}, h("summary", {}, "More conditions"), h("div", {class: "searchform inside"}, h("p", {class: "field"}, h("label", {for: "q-type"}, "Find"), type), more.map(field))),
      h("p", {class: "go"}, h("button", {type: "submit", class: "primary"}, "Search"), this.mistake));
  }

  submit(event) {
    event.preventDefault();
    const given = [...new FormData(event.target)].filter(([, value]) => value.trim());
    const address = "#search" + (given.length ? "?" + new URLSearchParams(given) : "");
    if (location.hash === address) this.start();
    else location.hash = address;
  }

  start() {
    this.stop?.abort();
    this.stop = new AbortController();
    this.context.signal.addEventListener("abort", () => this.stop.abort());
    try {
      this.query = parseQuery(Object.fromEntries(this.parameters));
    } catch (error) {
      this.mistake.textContent = shown(error.message);
      return;
    }
    this.mistake.textContent = "";
    this.entries = [];
    this.progress = h("span", {}, "Reading\u2026");
    this.answer = search(this.context.tree, this.query, {signal: this.stop.signal, report: state => this.tell(state)});
    this.more();
  }

  tell(state) {
    this.state = state;
    this.progress.textContent = shown(`Collection ${number(state.collections)} of ${number(state.of)}, ${plural(state.items, "Item")}, ${plural(state.pages, "page")} of files read. Found: ${number(state.found)}.`);
    this.bar.max = Math.max(1, state.of);
    this.bar.value = Math.max(0, state.collections - 1);
  }

  /** Reads on until there are as many more rows, or all, or somebody stops it. */
  async more(limit = BATCH) {
    const answer = this.answer;
    this.bar = h("progress", {"aria-label": "Progress of the search"});
    const stop = h("button", {type: "button", class: "small", onclick: () => this.stop.abort()}, "Stop");
    this.results.replaceChildren(h("p", {class: "progress"}, this.bar, this.progress, stop), this.shownTable());
    let ended = "", taken = 0;
    try {
      while (taken < limit) {
        const {value, done} = await answer.next();
        if (answer !== this.answer) return;
        if (done) {
          ended = "all";
          break;
        }
        this.entries.push(value);
        if (++taken % 25 === 0 && this.entries.length <= BATCH) this.results.lastChild.replaceWith(this.shownTable());
      }
    } catch (error) {
      ended = this.stop.signal.aborted ? "stopped" : shown(error.message);
    }
    if (!this.context.signal.aborted) this.conclude(ended);
  }

  conclude(ended) {
    const what = this.query.type === "items" ? ["Item", "Items"] : ["file", "files"];
    const words = ended === "all" ? `${plural(this.entries.length, ...what)} found.` : ended === "stopped" ? `Stopped. ${plural(this.entries.length, ...what)} found so far.`
      : ended ? `The search broke off: ${ended}` : `The first ${plural(this.entries.length, ...what)}; there are more.`;
    const addresses = () => this.entries.map(entry => entry.href ?? this.context.tree.url(entry.owner)).join("\n") + "\n";
    const heading = h("h2", {tabindex: "-1"}, words);
    this.results.replaceChildren(heading,
      h("p", {class: "actions"}, copyButton("Copy link to this search", () => location.href), this.entries.length > 0 && [copyButton("Copy their addresses", addresses),
        h("button", {type: "button", class: "small", onclick: () => download("urls.txt", addresses())}, "Download them")],
      !ended && [h("button", {type: "button", class: "small", onclick: () => this.more()}, `${BATCH} more`), h("button", {type: "button", class: "small", onclick: () => this.more(Infinity)}, "Find all")]),
      this.shownTable(), h("p", {class: "quiet"}, this.state ? `Read: ${plural(this.state.requests, "document")}, ${bytes(this.context.tree.bytes)}.` : ""));
    say(words);
  }

  /** At most 1,000 rows: more are for the list of addresses. */
  shownTable() {
    const rows = this.entries.slice(0, 1000);
    if (!rows.length) return h("div", {});
    const isAsset = this.query.type === "assets";
    return h("div", {class: "rows"}, table("Results", isAsset ? ["File", "Time", "Item", "Size", "Address"] : ["Item", "Time", "Collection"], rows.map(entry => (isAsset ? assetRow(entry) : itemRow(entry)))),
      this.entries.length > rows.length && h("p", {class: "quiet"}, `The first ${number(rows.length)} rows of ${number(this.entries.length)}.`));
  }
}

const to = path => "#/" + encodeURI(path);

function assetRow(entry) {
  return h("tr", {}, h("th", {scope: "row"}, own(entry.title ?? entry.id, 200)), h("td", {class: "time"}, span(...timesOf(entry.times))),
    h("td", {}, h("a", {href: to(entry.owner)}, own(entry.item ?? entry.collection, 160)), entry.item && h("span", {class: "under"}, own(entry.collection, 160))),
    h("td", {class: "count"}, bytes(entry.properties["file:size"])),
    h("td", {class: "actions"}, safeAddress(entry.href) ? h("a", {href: entry.href, rel: "noopener noreferrer nofollow", class: "button small", "aria-label": `Open ${String(entry.title ?? entry.id).slice(0, 200)}`}, "Open") : h("code", {class: "address"}, own(entry.href, 120)), copyButton("Copy", entry.href)));
}

function itemRow(entry) {
  return h("tr", {}, h("th", {scope: "row"}, h("a", {href: to(entry.owner)}, own(entry.properties.title ?? entry.id, 200)), h("span", {class: "under"}, own(entry.id, 160))),
    h("td", {class: "time"}, span(...timesOf(entry.properties))), h("td", {}, own(entry.collection, 160)));
}
