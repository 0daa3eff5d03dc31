// What every view is made of: elements, texts, links, dates. Texts of a catalog are strangers' texts. They become text nodes here
// and nowhere else, never markup; controls that turn the direction of writing are shown instead of obeyed; long texts are cut.

const SVG = "http://www.w3.org/2000/svg";
const LONGEST_TEXT = 1000;
// Marks and overrides of direction, and controls that show nothing: each is shown by its number.
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

export function visible(text) {
  return String(text).replace(UNSEEN, c => "\u27e8U+" + c.codePointAt(0).toString(16).toUpperCase().padStart(4, "0") + "\u27e9");
}

/** The text as it may stand on the page: what is invisible is shown, what is too long is cut, and says how long it was. */
export function shown(text, longest = LONGEST_TEXT) {
  const whole = String(text);
  if (whole.length <= longest) return visible(whole);
  const cut = visible(whole.slice(0, longest).replace(/[\ud800-\udbff]$/, "").trimEnd()) + "\u2026";
  return whole.length > 1000 ? `${cut} (${number(whole.length)} characters)` : cut;
}

const LINKED = new Set(["http:", "https:", "ftp:", "mailto:"]);

/** The address when a click on it can do no harm: of the web, or of this page. Null for javascript:, data:, s3: and all others. */
export function safeAddress(address) {
  try {
    const url = new URL(address, document.baseURI);
    const own = new URL(document.baseURI);
    return LINKED.has(url.protocol) || (url.protocol === own.protocol && url.protocol === "file:") ? url.href : null;
  } catch {
    return null;
  }
}

function set(element, name, value) {
  if (value === undefined || value === null || value === false) return;
  if (name.startsWith("on")) return element.addEventListener(name.slice(2), value);
  if (name === "value") {
    element.value = value;
    return;
  }
  if (name === "href") {
    value = value.startsWith("#") ? value : safeAddress(value);
    if (value === null) return;
  }
  element.setAttribute(name, value === true ? "" : value);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) set(element, name, value);
  for (const child of children.flat(Infinity)) {
    if (child === undefined || child === null || child === false) continue;
    element.append(child instanceof Node ? child : document.createTextNode(shown(child)));
  }
  return element;
}

export const h = (name, attributes, ...children) => fill(document.createElement(name), attributes, children);
export const s = (name, attributes, ...children) => fill(document.createElementNS(SVG, name), attributes, children);

/** Text of the catalog apart from what is around it: its direction of writing is its own. */
export const own = (text, longest) => h("bdi", {}, shown(text, longest));

/** A link to the outside, or the bare address where a link could do harm. */
export function outward(address, text) {
  const href = safeAddress(address);
  if (href === null) return h("span", {class: "address"}, own(text ?? address));
  return h("a", {href, rel: "noopener noreferrer nofollow"}, own(text ?? address));
}

export const number = value => new Intl.NumberFormat("en").format(value);
export const plural = (count, one, many = one + "s") => `${number(count)} ${count === 1 ? one : many}`;

export function bytes(size) {
  if (typeof size !== "number" || !Number.isFinite(size)) return "";
  const units = ["bytes", "kB", "MB", "GB", "TB", "PB"];
  let i = 0;
  while (size >= 999.5 && i + 1 < units.length) {
    size /= 1000;
    ++i;
  }
  return `${i === 0 || size >= 100 ? Math.round(size) : size.toPrecision(2 + (size >= 10))} ${units[i]}`;
}

const day = text => text.slice(0, 10);
const clock = text => text.slice(11, 19).replace(/:00$/, "");
const isTime = text => typeof text === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(text);

/** A time, year first: nobody mistakes a month for a day. */
export function instant(text) {
  if (!isTime(text)) return h("span", {}, text ?? "open");
  return h("time", {datetime: text}, text.slice(11, 19) === "00:00:00" ? day(text) : `${day(text)} ${clock(text)} UTC`);
}

/** From the first to the last. Whole days are said as days. */
export function span(first, last) {
  if (!first && !last) return h("span", {class: "quiet"}, "no time");
  if (isTime(first) && isTime(last)) {
    const whole = first.slice(11, 19) === "00:00:00" && ["23:59:59", "00:00:00"].includes(last.slice(11, 19));
    if (first === last) return instant(first);
    if (whole && day(first) === day(last)) return h("time", {datetime: day(first)}, day(first));
    if (whole) return h("span", {}, h("time", {datetime: first}, day(first)), " to ", h("time", {datetime: last}, day(last)));
    if (day(first) === day(last)) return h("span", {}, h("time", {datetime: first}, `${day(first)} ${clock(first)}`), "\u2013", h("time", {datetime: last}, clock(last)), " UTC");
  }
  return h("span", {}, first ? instant(first) : "open", " to ", last ? instant(last) : "open");
}

/** Of an Item, a feature or an asset: [start, end], null where unknown. */
export function timesOf(members) {
  const {start_datetime: start, end_datetime: end, datetime} = members ?? {};
  return typeof start === "string" || typeof end === "string" ? [start ?? null, end ?? null] : [datetime ?? null, datetime ?? null];
}

/** "PT1H" in words. */
export function stepInWords(step) {
  const parts = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/.exec(step ?? "");
  if (!parts) return step ?? "";
  const units = ["year", "month", "week", "day", "hour", "minute", "second"];
  const words = units.map((unit, i) => parts[i + 1] && (parts[i + 1] === "1" ? unit : `${parts[i + 1]} ${unit}s`)).filter(Boolean);
  return "every " + words.join(" and ");
}

export function copyButton(label, text) {
  const button = h("button", {type: "button", class: "small", onclick: async () => {
    await navigator.clipboard.writeText(typeof text === "function" ? await text() : text);
    say("Copied.");
    button.firstChild.data = "Copied";
    setTimeout(() => { button.firstChild.data = label; }, 1500);
  }}, label);
  return button;
}

/** Gives the text to the user as a file. */
export function download(name, text) {
  const address = URL.createObjectURL(new Blob([text], {type: "text/plain"}));
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

/** Tells those who do not see the page. */
export function say(text) {
  document.getElementById("status").textContent = shown(text, 300);
}

export const section = (title, ...children) => {
  const id = "s-" + title.toLowerCase().replace(/[^a-z]+/g, "-");
  return h("section", {"aria-labelledby": id}, h("h2", {id}, title), ...children);
};

/** Columns of numbers and of buttons are read from their end. */
const ENDS = new Map([["Size", "count"], ["Assets", "count"], ["Address", "end"]]);

/** A table that scrolls in its own box, which the keyboard reaches. */
export function table(caption, heads, rows) {
  return h("div", {class: "scroll", tabindex: "0", role: "group", "aria-label": caption},
    h("table", {}, h("caption", {class: "unseen"}, caption), h("thead", {}, h("tr", {}, heads.map(head => h("th", {scope: "col", class: ENDS.get(head)}, head)))), h("tbody", {}, rows)));
}

export const facts = (pairs, look = "facts") => h("dl", {class: look}, pairs.filter(([, value]) => value !== null && value !== undefined && value !== "")
  .map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))));

/** Removes the markup of CommonMark that descriptions mostly have, and leaves paragraphs of text. */
export function prose(text, longest = 3000) {
  const cut = String(text ?? "").slice(0, longest * 4);
  return cut.split(/\n\s*\n/).filter(Boolean)
    .map(part => h("p", {dir: "auto"}, shown(part.replace(/\[([^\]\n]*)\]\([^)\n]*\)/g, "$1").replace(/[*`#]{1,3}/g, "").replace(/\s+/g, " "), longest)));
}
