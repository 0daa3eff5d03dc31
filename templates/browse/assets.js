// The assets of an Item or a Collection as a table: those that stand in the document, and those of its asset list, of which only what
// is looked at is read. The page directory says which pages can hold what is asked for.
import {directory, follow, links, milliseconds, countOf} from "./stac.js";
import {bytes, copyButton, download, h, number, outward, own, plural, say, safeAddress, span, table, timesOf} from "./ui.js";

const ROWS = 25;

/** One entry of `assets`, or a feature of a list, in one shape. */
export function assetOf(tree, at, id, one) {
  const members = one.type === "Feature" ? one.properties ?? {} : one;
  return {id, href: tree.resolve(one.href ?? "", at), title: String(one.title ?? id), type: one.type === "Feature" ? one.media_type : one.type, roles: Array.isArray(one.roles) ? one.roles : [],
    times: timesOf(members), size: members["file:size"], storage: members["cairn:storage_class"], members, own: one};
}

/** Where the assets of a document come from. */
class Source {
  constructor({tree, path, signal}, document) {
    Object.assign(this, {tree, path, signal});
    this.list = follow(tree, document, path, "asset");
    this.inline = Object.entries(document.assets ?? {}).filter(([, one]) => !this.isList(one)).map(([id, one]) => assetOf(tree, path, id, one));
    this.inline.sort((a, b) => isAside(a) - isAside(b) || byTime(a, b));
    this.total = this.list === null ? this.inline.length : (countOf(document, "asset") ?? null);
    this.lines = null;
  }

  /** The entry that points to the list is no asset of the data. */
  isList(one) {
    return this.list !== null && Array.isArray(one?.roles) && one.roles.includes("index") && this.tree.path(one.href ?? "", this.path) === this.list;
  }

  async pages() {
    if (this.lines) return this.lines;
    const first = await firstPage(this.tree, this.list, this.signal);
    const index = follow(this.tree, first, this.list, "index");
    if (index === null) return (this.lines = await chain(this.tree, this.list, this.signal));
    const lines = [];
    for await (const line of directory(this.tree, index, this.signal)) lines.push(line);
    return (this.lines = lines);
  }

  /** Assets that `wanted` takes, from pages that can meet [from, to]. `progress` hears of each page. */
  async *found({from, to, wanted, signal, progress}) {
    for (const asset of this.inline) if (meets(asset.times, from, to) && wanted(asset)) yield asset;
    if (this.list === null) return;
    const free = from === null && to === null;
    let lines = this.lines ?? [{path: this.list}];
    if (!free) lines = (await this.pages()).filter(line => canMeet(line.interval, from, to));
    for (let i = 0; i < lines.length; ++i) {
      progress?.(i, lines.length);
      for await (const one of this.tree.features(lines[i].path, signal)) {
        const asset = assetOf(this.tree, lines[i].path, one.id, one);
        if (meets(asset.times, from, to) && wanted(asset)) yield asset;
      }
      if (i + 1 === lines.length && free && !this.lines) lines = await this.pages();
    }
    progress?.(lines.length, lines.length);
  }
}

/** Links stand before the entries: a first page needs not be read whole for them. */
async function firstPage(tree, path, signal) {
  let head = "";
  const decoder = new TextDecoder();
  for await (const chunk of tree.chunks(path, signal)) {
    head += decoder.decode(chunk, {stream: true});
    const end = head.indexOf('"features":[');
    if (end > 0) return JSON.parse(head.slice(0, end) + '"features":[]}');
  }
  return JSON.parse(head);
}

async function chain(tree, path, signal) {
  const lines = [];
  for (const seen = new Set(); path !== null && !seen.has(path);) {
    seen.add(path);
    lines.push({path});
    path = follow(tree, await tree.json(path, signal), path, "next");
  }
  return lines;
}

/** Pictures of the data come after the data. */
const isAside = asset => Number(asset.roles.includes("thumbnail") || asset.roles.includes("overview"));
const byTime = (a, b) => (a.times[0] ?? "").localeCompare(b.times[0] ?? "") || (a.times[1] ?? "").localeCompare(b.times[1] ?? "") || (a.id < b.id ? -1 : 1);

export function meets([start, end], from, to) {
  if (from === null && to === null) return true;
  const [a, b] = [milliseconds(start), milliseconds(end)];
  if (a === null && b === null) return false;
  return (to === null || a === null || a <= to) && (from === null || b === null || b >= from);
}

function canMeet(interval, from, to) {
  if (interval === null) return false;
  if (interval === undefined) return true;
  return meets(interval, from, to);
}

export function assetView(context, document) {
  const source = new Source(context, document);
  return new View(context, source, document).element();
}

class View {
  constructor(context, source, document) {
    Object.assign(this, {context, source, document});
    const [start, end] = timesOf(document.properties ?? {});
    this.range = [milliseconds(start), milliseconds(end)];
    const parameters = context.parameters ?? new URLSearchParams();
    this.filter = {from: parameters.get("from") ?? "", to: parameters.get("to") ?? "", text: parameters.get("text") ?? "", role: parameters.get("role") ?? ""};
    this.kept = [];
    this.first = 0;
  }

  element() {
    this.rows = h("div", {class: "rows"});
    this.state = h("p", {class: "quiet", "aria-live": "polite"});
    this.pager = h("p", {class: "pager"});
    const root = h("div", {class: "assets"}, this.controls(), this.state, this.rows, this.pager);
    root.ready = this.restart();
    root.firstAsset = () => this.kept[0] ?? null;
    root.source = this.source;
    return root;
  }

  controls() {
    const text = h("input", {type: "search", id: "asset-text", value: this.filter.text, autocomplete: "off", oninput: event => this.change({text: event.target.value})});
    this.roles = h("select", {id: "asset-role", onchange: event => this.change({role: event.target.value})}, h("option", {value: ""}, "any"));
    return h("form", {class: "filters", onsubmit: event => event.preventDefault()},
      h("p", {class: "field"}, h("label", {for: "asset-text"}, "Name contains"), text),
      h("p", {class: "field"}, h("label", {for: "asset-role"}, "Role"), this.roles), this.slider(),
      h("p", {class: "actions"}, copyButton("Copy all addresses", () => this.addresses()),
        h("button", {type: "button", class: "small", onclick: async () => download("urls.txt", await this.addresses())}, "Download them")));
  }

  /** Two handles over the time of the Item, and two fields that say the same in letters. */
  slider() {
    const [first, last] = this.range;
    if (first === null || last === null || last - first < 1000) return null;
    const steps = 1000, at = step => first + (last - first) * step / steps;
    const step = (text, otherwise) => {
      const ms = dateOf(text, "begin");
      return ms === null ? otherwise : Math.round(steps * Math.min(1, Math.max(0, (ms - first) / (last - first))));
    };
    const make = (name, label, value, otherwise) => {
      const handle = h("input", {type: "range", min: "0", max: String(steps), step: "1", "aria-label": `${label}, by hand`, class: name});
      const field = h("input", {type: "text", id: `asset-${name}`, inputmode: "numeric", placeholder: "YYYY-MM-DD", size: "16", value, "aria-describedby": "date-form"});
      handle.value = String(step(value, otherwise));
      const tell = () => handle.setAttribute("aria-valuetext", iso(at(Number(handle.value)), last - first));
      tell();
      handle.addEventListener("input", () => {
        field.value = Number(handle.value) === otherwise ? "" : iso(at(Number(handle.value)), last - first);
        tell();
        this.change({[name]: field.value});
      });
      field.addEventListener("change", () => {
        const bad = field.value.trim() !== "" && dateOf(field.value, "begin") === null;
        field.setAttribute("aria-invalid", String(bad));
        if (bad) return;
        handle.value = String(step(field.value, otherwise));
        tell();
        this.change({[name]: field.value.trim()});
      });
      return {handle, field: h("p", {class: "field"}, h("label", {for: `asset-${name}`}, label), field)};
    };
    const from = make("from", "From", this.filter.from, 0), to = make("to", "To", this.filter.to, steps);
    this.density = h("div", {class: "density", "aria-hidden": "true"});
    return h("fieldset", {class: "slider"}, h("legend", {}, "Time"), from.field, to.field, h("div", {class: "handles"}, this.density, from.handle, to.handle),
      h("p", {class: "quiet hint", id: "date-form"}, "Year, month, day: 2009-07-28"));
  }

  change(part) {
    Object.assign(this.filter, part);
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => {
      this.remember();
      this.restart();
    }, 250);
  }

  /** The address of the page says what is shown: it can be given to others. */
  remember() {
    const parameters = new URLSearchParams(Object.entries(this.filter).filter(([, value]) => value));
    const query = parameters.toString();
    history.replaceState(null, "", "#/" + encodeURI(this.context.path) + (query ? "?" + query : ""));
  }

  wanted() {
    const {text, role} = this.filter;
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    return asset => (!role || asset.roles.includes(role)) && words.every(word => asset.id.toLowerCase().includes(word) || String(asset.title).toLowerCase().includes(word) || asset.href.toLowerCase().includes(word));
  }

  query(signal, progress) {
    return this.source.found({from: this.filter.from ? dateOf(this.filter.from, "begin") : null, to: this.filter.to ? dateOf(this.filter.to, "end") : null, wanted: this.wanted(), signal, progress});
  }

  async restart() {
    this.stop?.abort();
    this.stop = new AbortController();
    this.context.signal.addEventListener("abort", () => this.stop.abort());
    this.kept = [];
    this.first = 0;
    this.isEnd = false;
    this.matches = this.query(this.stop.signal, (done, of) => this.progress(done, of));
    await this.fill();
  }

  progress(done, of) {
    if (of > 1 && done > 0) this.state.textContent = `Looking through page ${number(done + 1)} of ${number(of)}\u2026`;
  }

  /** Reads until the window of rows is full, and one more: so that it is known whether there are more. */
  async fill() {
    const matches = this.matches;
    try {
      while (!this.isEnd && this.kept.length <= this.first + ROWS) {
        const {value, done} = await matches.next();
        if (matches !== this.matches) return;
        if (done) this.isEnd = true;
        else this.kept.push(value);
      }
    } catch (error) {
      if (error.name === "AbortError") return;
      this.state.textContent = `The assets cannot be read: ${error.message}`;
      return;
    }
    this.draw();
    this.drawDensity();
  }

  draw() {
    const here = this.kept.slice(this.first, this.first + ROWS);
    const filtered = Object.values(this.filter).some(Boolean);
    const last = this.first + here.length;
    const total = this.isEnd ? this.kept.length : filtered ? null : this.source.total;
    this.state.textContent = !here.length ? (filtered ? "No asset meets these conditions." : "There are no assets.")
      : total === null ? `Assets ${number(this.first + 1)} to ${number(last)}; there are more` : `Assets ${number(this.first + 1)} to ${number(last)} of ${number(total)}`;
    this.rows.replaceChildren(here.length ? table("Assets", ["Asset", "Time", "Roles", "Size", "Address"], here.map(row)) : "");
    const move = by => async () => {
      this.first = Math.max(0, this.first + by);
      await this.fill();
      say(this.state.textContent);
    };
    this.pager.replaceChildren(...(this.first === 0 && last >= this.kept.length && this.isEnd ? [] : [
      h("button", {type: "button", disabled: this.first === 0, onclick: move(-ROWS)}, "Previous"),
      h("button", {type: "button", disabled: this.isEnd && last >= this.kept.length, onclick: move(ROWS)}, "Next")]));
    this.offerRoles();
  }

  offerRoles() {
    const known = new Set([...this.roles.options].map(option => option.value));
    const fresh = [...new Set(this.kept.slice(0, 2000).flatMap(asset => asset.roles))].filter(role => typeof role === "string" && !known.has(role));
    if (this.filter.role && !known.has(this.filter.role) && !fresh.includes(this.filter.role)) fresh.push(this.filter.role);
    for (const role of fresh) {
      const option = h("option", {}, own(role, 60));
      option.value = role;
      this.roles.append(option);
    }
    this.roles.value = this.filter.role;
  }

  /** How many assets lie where, from the lines of the directory. */
  async drawDensity() {
    if (this.source.list === null || !this.density || this.density.childNodes.length) return;
    const lines = await this.source.pages().catch(() => []);
    const [first, last] = this.range;
    if (!lines[0]?.interval && !lines.at(-1)?.interval) return;
    const bins = new Array(80).fill(0);
    for (const line of lines) {
      const [a, b] = (line.interval ?? []).map(milliseconds);
      if (a === undefined || a === null || b === null) continue;
      const [i, k] = [a, b].map(ms => Math.max(0, Math.min(79, Math.floor(80 * (ms - first) / (last - first)))));
      for (let bin = i; bin <= k; ++bin) bins[bin] += line.count / (k - i + 1);
    }
    const most = Math.max(...bins);
    this.density.replaceChildren(...bins.map(value => {
      const bar = h("span", {});
      bar.style.height = `${Math.round(100 * value / most)}%`;
      return bar;
    }));
  }

  /** The addresses of all assets that meet the filter, one a line. */
  async addresses() {
    const all = [];
    const stop = new AbortController();
    const button = h("button", {type: "button", class: "small", onclick: () => stop.abort()}, "Stop");
    const bar = h("p", {class: "progress"}, "Reading\u2026 ", button);
    this.state.after(bar);
    try {
      for await (const asset of this.query(stop.signal, (done, of) => { bar.firstChild.data = `Read ${number(done)} of ${plural(of, "page")} `; })) all.push(asset.href);
    } finally {
      bar.remove();
    }
    say(`${number(all.length)} addresses`);
    return all.join("\n") + "\n";
  }
}

function row(asset) {
  return h("tr", {}, h("th", {scope: "row"}, own(asset.title, 200), asset.title !== asset.id && h("span", {class: "under"}, own(asset.id, 160))),
    h("td", {class: "time"}, span(asset.times[0], asset.times[1])),
    h("td", {}, h("span", {class: "chips"}, asset.roles.slice(0, 6).map(role => h("span", {class: "chip soft"}, own(role, 40))), asset.storage && h("span", {class: "chip"}, own(asset.storage, 40)))),
    h("td", {class: "count"}, bytes(asset.size)),
    h("td", {class: "actions"}, safeAddress(asset.href) ? h("a", {href: asset.href, rel: "noopener noreferrer nofollow", class: "button small", "aria-label": `Open ${asset.title.slice(0, 200)}`}, "Open") : h("code", {class: "address"}, own(asset.href, 120)),
      copyButton("Copy", asset.href)));
}

const iso = (ms, range) => {
  const text = new Date(ms).toISOString();
  return range > 3 * 86_400_000 ? text.slice(0, 10) : text.slice(0, 16) + "Z";
};

/** A year, a month, a day, or an instant; its first or its last millisecond. */
export function dateOf(text, side) {
  const parts = /^\s*(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?Z?)?)?)?\s*$/.exec(text);
  if (!parts) return null;
  const [year, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts.slice(1).map(one => (one === undefined ? undefined : Number(one)));
  const begin = new Date(0);
  begin.setUTCFullYear(year, month - 1, day);
  begin.setUTCHours(hour, minute, second);
  if (begin.getUTCMonth() !== month - 1 || hour > 23 || minute > 59 || second > 59) return null;
  if (side === "begin") return begin.getTime();
  if (parts[4]) return begin.getTime() + (parts[6] ? 0 : 59_999);
  if (!parts[2]) begin.setUTCFullYear(year + 1);
  else if (!parts[3]) begin.setUTCMonth(month);
  else begin.setUTCDate(day + 1);
  return begin.getTime() - 1;
}
