// Which Items of a Collection can hold an answer, from its Parquet table (docs/parquet.md): some columns in place of all pages of Items.
// The table only leaves out: what is found is read from the Items themselves, and answers are the same with and without it.
import {decompress, parquetMetadataAsync, parquetReadObjects} from "./vendor/parquet.js";
import {compareTexts} from "./expression.js";
import {boxOf, mayHold} from "./query.js";

const COLUMNS = ["id", "datetime", "start_datetime", "end_datetime", "bbox", "links"];
const MOST_ITEMS = 60;  // read one by one; of more, the pages of Items are fewer requests

/** A file of the tree, of which parts are asked for; from a server that knows no ranges the whole comes once. */
async function fileAt(tree, path, signal) {
  const head = await tree.get(path, {signal, headers: {Range: "bytes=0-0"}});
  const whole = head.status === 206 ? null : await head.arrayBuffer();
  const total = whole ? whole.byteLength : Number(/\/(\d+)$/.exec(head.headers.get("Content-Range") ?? "")?.[1]);
  if (!Number.isFinite(total)) throw new Error(`${path}: its length is not said`);
  tree.bytes += whole ? total : 1;
  const slice = async (begin, end = total) => {
    if (whole) return whole.slice(begin, end);
    const part = await (await tree.get(path, {signal, headers: {Range: `bytes=${begin}-${end - 1}`}})).arrayBuffer();
    tree.bytes += part.byteLength;
    return part;
  };
  return {byteLength: total, slice};
}

/** Milliseconds of the table stand for a microsecond before or behind: intervals are widened by one. */
function timeOf({datetime, start_datetime: start, end_datetime: end}) {
  const from = start ?? (end ? null : datetime), to = end ?? (start ? null : datetime);
  if (!from && !to) return null;
  const micro = (date, by) => (date ? BigInt(new Date(date).getTime() + by) * 1000n : null);
  return {start: micro(from, -1), end: micro(to, 1)};
}

const placeOf = ({bbox}) => ({boxes: bbox ? [boxOf([bbox.xmin, bbox.ymin, bbox.xmax, bbox.ymax])].filter(Boolean) : [], geometry: null});

/** Paths of the Items that can hold an answer, by the bytes of their ids; null when they are so many that pages are better, or when the table does not say. */
export async function itemsThatCan(tree, query, table, signal) {
  const file = await fileAt(tree, table, signal);
  const metadata = await parquetMetadataAsync(file);
  const names = new Set(metadata.schema.map(one => one.name));
  const columns = COLUMNS.filter(name => names.has(name));
  if (!columns.includes("links") || !columns.includes("id")) return null;
  const rows = await parquetReadObjects({file, metadata, columns, compressors: {ZSTD: (input, length) => decompress(input, new Uint8Array(length))}});
  const wanted = rows.filter(row => (!query.items || query.items.has(row.id)) && !(query.type === "items" && query.ids && !query.ids.has(row.id)) &&
    mayHold(query, {time: timeOf(row), place: placeOf(row), variables: null}));
  if (wanted.length > MOST_ITEMS) return null;
  const paths = wanted.sort((a, b) => compareTexts(a.id, b.id)).map(row => tree.path(row.links?.find(link => link.rel === "self")?.href ?? "//", table));
  return paths.includes(null) ? null : paths;
}
