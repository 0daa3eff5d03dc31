// The tree: what is where, and how little of it can be read. No document but those below the folder of this page is ever asked for.

const LONG = "http://www.opengis.net/def/rel/ogc/1.0/";
const FIRST_CHUNK = 64 * 1024;
const LARGEST_CHUNK = 1024 * 1024;

export class Tree {
  /** `base`: URL of the folder with catalog.json, ends with '/'. `published`: the URL that links of the tree begin with, where it is known. */
  constructor(base, published = "", ask = (...arguments_) => fetch(...arguments_)) {
    this.base = new URL(".", base).href;
    this.published = published && published.replace(/\/?$/, "/");
    this.ask = ask;
    this.requests = 0;
    this.bytes = 0;
    this.documents = new Map();
  }

  /** The path below the tree that an href in the document `at` leads to; null when it leads out of the tree. */
  path(href, at = "") {
    let url;
    try {
      url = new URL(href, this.base + at);
    } catch {
      return null;
    }
    const text = url.origin === "null" ? url.href.split(/[?#]/)[0] : url.origin + url.pathname;
    for (const start of [this.base, this.published])
      if (start && text.startsWith(start)) return text.slice(start.length);
    return null;
  }

  url(path) {
    const url = new URL(path, this.base).href;
    if (!url.startsWith(this.base)) throw new Error(`'${path}' is not in this catalog`);
    return url;
  }

  /** Where an href in the document `at` points to, whole. */
  resolve(href, at) {
    try {
      return new URL(href, this.url(at)).href;
    } catch {
      return String(href);
    }
  }

  async get(path, options = {}) {
    const url = this.url(path);
    ++this.requests;
    const answer = await this.ask(url, options);
    if (!answer.ok) throw new Error(`${path}: the server answers ${answer.status}`);
    return answer;
  }

  /** A JSON document. The last ones are kept. */
  async json(path, signal) {
    if (this.documents.has(path)) return this.documents.get(path);
    const text = await (await this.get(path, {signal})).text();
    this.bytes += text.length;
    const document = JSON.parse(text);
    if (this.documents.size > 60) this.documents.delete(this.documents.keys().next().value);
    this.documents.set(path, document);
    return document;
  }

  /**
   * The features of a page of an asset list, one after the other, reading no more than is taken: an entry is a line of text
   * (docs/layout.md), and a server that knows ranges is asked for the first lines alone.
   */
  async *features(path, signal) {
    const kept = this.documents.get(path);
    if (kept) return yield* kept.features;
    let found = false;
    for await (const line of lines(this.chunks(path, signal))) {
      const feature = featureOf(line);
      if (!feature) continue;
      found = true;
      yield feature;
    }
    if (!found) yield* (await this.json(path, signal)).features;  // a page that is written otherwise
  }

  async *chunks(path, signal) {
    let begin = 0, size = FIRST_CHUNK, total = Infinity;
    while (begin < total) {
      const answer = await this.get(path, {signal, headers: {Range: `bytes=${begin}-${begin + size - 1}`}});
      if (answer.status !== 206) return yield* this.stream(answer);
      const bytes = new Uint8Array(await answer.arrayBuffer());
      total = Number(/\/(\d+)$/.exec(answer.headers.get("Content-Range") ?? "")?.[1] ?? Infinity);
      this.bytes += bytes.length;
      if (!bytes.length) return;
      yield bytes;
      begin += bytes.length;
      size = Math.min(2 * size, LARGEST_CHUNK);
    }
  }

  async *stream(answer) {
    const reader = answer.body.getReader();
    try {
      for (;;) {
        const {done, value} = await reader.read();
        if (done) return;
        this.bytes += value.length;
        yield value;
      }
    } finally {
      await reader.cancel().catch(() => {});
    }
  }
}

function featureOf(line) {
  const text = line.trimEnd().replace(/,$/, "");
  if (!text.startsWith('{"type":"Feature",')) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function* lines(chunks) {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of chunks) {
    const parts = (rest + decoder.decode(chunk, {stream: true})).split("\n");
    rest = parts.pop();
    yield* parts;
  }
  if (rest) yield rest;
}

export const links = (document, ...relations) => (Array.isArray(document?.links) ? document.links : [])
  .filter(link => typeof link?.href === "string" && relations.some(rel => link.rel === rel || link.rel === LONG + rel));

/** The path that the first link of the relation leads to; null when there is none in this tree. */
export function follow(tree, document, at, relation) {
  for (const link of links(document, relation)) {
    const path = tree.path(link.href, at);
    if (path !== null) return path;
  }
  return null;
}

/** How many a link to a list says that there are: "Items (10000)". */
export function countOf(document, relation) {
  const found = /\((\d+)\)$/.exec(links(document, relation)[0]?.title ?? "");
  return found ? Number(found[1]) : null;
}

/** All pages behind the first one, as they are asked for: {path, page}. A chain that comes back to itself ends. */
export async function* pagesFrom(tree, path, signal) {
  const seen = new Set();
  while (path !== null && !seen.has(path)) {
    seen.add(path);
    const page = await tree.json(path, signal);
    yield {path, page};
    path = follow(tree, page, path, "next");
  }
}

/** The lines of a page directory, its parts too: {path, count, interval, bbox}. `wanted`: a part is read when this is true of its line. */
export async function* directory(tree, path, signal, wanted = () => true) {
  const document = await tree.json(path, signal);
  for (const line of document.pages ?? []) yield {...line, path: tree.path(line.href, path)};
  for (const part of document.parts ?? []) {
    if (!wanted(part)) continue;
    yield* directory(tree, tree.path(part.href, path), signal);
  }
}

export const microseconds = text => {
  const parts = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d+))?([Zz]|[+-]\d\d:\d\d)$/.exec(text ?? "");
  if (!parts) return null;
  const [, year, month, day, hour, minute, second, fraction, zone] = parts;
  const date = new Date(0);
  date.setUTCFullYear(+year, +month - 1, +day);
  if (date.getUTCMonth() !== +month - 1 || +hour > 23 || +minute > 59 || +second > 60) return null;
  let ms = date.getTime() + ((+hour * 60 + +minute) * 60 + +second) * 1000;
  if (zone.length > 1) {
    if (+zone.slice(1, 3) > 23 || +zone.slice(4) > 59) return null;
    ms -= (zone[0] === "-" ? -1 : 1) * (+zone.slice(1, 3) * 60 + +zone.slice(4)) * 60000;
  }
  return BigInt(ms) * 1000n + BigInt((fraction ?? "").slice(0, 6).padEnd(6, "0"));
};

export const milliseconds = text => {
  const value = microseconds(text);
  return value === null ? null : Number(value / 1000n);
};
