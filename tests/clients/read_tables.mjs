// Holds every table of a catalog against its documents: each row and each column, as DuckDB and as hyparquet read them.
// node read_tables.mjs NODE_MODULES OUT: exit code 1 and lines that say what differs, or how many rows are equal.
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { pathToFileURL } from 'node:url';

const [modules, out] = process.argv.slice(2);
const require = createRequire(join(modules, 'x.js'));
const imported = (name) => import(pathToFileURL(require.resolve(name)));
const { DuckDBInstance } = await imported('@duckdb/node-api');
const { parquetMetadataAsync, parquetReadObjects, asyncBufferFromFile } = await import(pathToFileURL(join(modules, 'hyparquet/src/node.js')));
const { compressors } = await import(pathToFileURL(join(modules, 'hyparquet-compressors/src/index.js')));
const connection = await (await DuckDBInstance.create(':memory:')).connect();

const files = readdirSync(out, { recursive: true }).sort();
const json = (path) => JSON.parse(readFileSync(join(out, path), 'utf8'));
const times = ['datetime', 'start_datetime', 'end_datetime', 'created', 'updated'];
const members = ['type', 'stac_version', 'stac_extensions', 'id', 'collection', 'geometry', 'bbox', 'properties', 'links', 'assets'];
const rowMembers = ['collection', 'item', 'id', 'geometry', 'bbox', 'variables', 'properties', 'listed', 'standard_names'];
const ofAssets = ['href', 'type', 'title', 'description', 'roles'];
const ofItems = ['title', 'description', 'license', 'created', 'updated', 'size', 'protocol'];
const skipped = Symbol('not compared');
const problems = [];

// --- what the documents say ---

function geojson(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const uint = () => { at += 4; return view.getUint32(at - 4, true); };
  const double = () => { at += 8; return view.getFloat64(at - 8, true); };
  const many = (one) => Array.from({ length: uint() }, one);
  const position = () => [double(), double()];
  const line = () => many(position);
  const geometry = () => {
    at += 1;
    const type = uint();
    if (type > 3) return { type: ['MultiPoint', 'MultiLineString', 'MultiPolygon'][type - 4], coordinates: many(() => geometry().coordinates) };
    return { type: ['Point', 'LineString', 'Polygon'][type - 1], coordinates: [position, line, () => many(line)][type - 1]() };
  };
  return geometry();
}

function itemRow(item) {
  const row = { ...item };
  delete row.type;
  delete row.properties;
  for (const [name, value] of Object.entries(item.properties)) row[members.includes(name) ? `properties:${name}` : name] = value;
  return row;
}

const isInherited = (name, value) => value !== null && typeof value !== 'object' && !times.slice(0, 3).includes(name)
  && !ofItems.includes(name) && !name.startsWith('cairn:') && !name.startsWith('file:');
const column = (name) => (rowMembers.includes(name) ? `properties:${name}` : name);
const columnOfProperty = (name) => (ofAssets.includes(name) ? `properties:${name}` : column(name));

function interval(said) {
  const { datetime = null, start_datetime = null, end_datetime = null } = said ?? {};
  return { datetime, start_datetime: start_datetime ?? datetime, end_datetime: end_datetime ?? datetime };
}

const isTimed = (said) => times.slice(0, 3).some((name) => said?.[name]);
const texts = (one) => (typeof one === 'string' ? [one] : Array.isArray(one) ? one.filter((text) => typeof text === 'string') : []);
const named = (name, of) => (texts(of['cf:standard_name']).length ? texts(of['cf:standard_name']).map((standard) => [name, standard]) : [[name, '']]);

// Pairs of names and standard names; undefined: nothing is stated.
function stated(of) {
  const cube = of['cube:variables'] && Object.entries(of['cube:variables']).filter(([, one]) => one.type !== 'auxiliary').flatMap(([name, one]) => named(name, one));
  const bands = Array.isArray(of.bands) ? of.bands.flatMap((band) => named(band.name ?? '', band)) : undefined;
  const own = texts(of['cf:standard_name']).map((standard) => ['', standard]);
  return cube || bands || own.length ? { pairs: [...(cube ?? []), ...(bands ?? []), ...own], onlyNames: !cube && !bands } : undefined;
}

function variables(asset, properties) {
  const own = stated(asset);
  const ofItem = stated(properties);
  const added = own?.onlyNames ? (ofItem?.pairs ?? []).filter(([, standard]) => own.pairs.some(([, wanted]) => wanted === standard)) : [];
  const pairs = own ? [...own.pairs, ...added] : ofItem?.pairs ?? [];
  const distinct = (index) => [...new Set(pairs.map((pair) => pair[index]))].filter((text) => text !== '');
  return own || !properties['no item'] ? { variables: distinct(0), standard_names: distinct(1) } : {};
}

// `item`: undefined for what is the Collection's own.
function assetRow(id, own, collection, item, listed) {
  const row = { id, collection, item: item?.id };
  for (const [name, value] of Object.entries(item?.properties ?? {})) if (isInherited(name, value)) row[columnOfProperty(name)] = value;
  for (const [name, value] of Object.entries(own)) row[listed ? columnOfProperty(name) : column(name)] = value;
  return { ...row, ...variables(own, item?.properties ?? { 'no item': true }), listed };
}

const url = (href, path) => new URL(href, `file:///tree/a/b/${path}`).href;
const isTable = (asset) => asset.roles?.some((role) => role.endsWith('-mirror'));
const isList = (asset) => asset.roles?.length === 1 && asset.roles[0] === 'index' && asset.type === 'application/geo+json';

function inlineRows(assets, collection, item, path) {
  return Object.entries(assets ?? {}).filter(([, asset]) => !isList(asset)).map(([id, asset]) => ({
    ...assetRow(id, asset, collection, item, false),
    href: url(asset.href, path), geometry: item?.geometry, bbox: item?.bbox,
    ...interval(isTimed(asset) ? asset : item?.properties),
  }));
}

function listedRows(path, item) {
  return json(path).features.map((feature) => ({
    ...assetRow(feature.id, feature.properties, feature.collection, item, true),
    href: url(feature.href, path), type: feature.media_type, title: feature.title, description: feature.description, roles: feature.roles,
    geometry: feature.geometry, bbox: feature.bbox, ...interval(feature.properties),
  }));
}

function expectedOfCollection(folder) {
  const items = files.filter((path) => dirname(path) === folder && /^items(-.*)?\.json$/.test(basename(path)))
    .flatMap((path) => json(path).features.map((item) => ({ item, path })));
  const collection = json(`${folder}/collection.json`);
  const own = Object.fromEntries(Object.entries(collection.assets ?? {}).filter(([, asset]) => !isTable(asset)));
  const assets = inlineRows(own, collection.id, undefined, `${folder}/collection.json`);
  for (const { item, path } of items) assets.push(...inlineRows(item.assets, item.collection, item, path));
  const byId = new Map(items.map(({ item }) => [item.id, item]));
  for (const path of files.filter((one) => one.startsWith(`${folder}/`) && basename(dirname(one)) === 'assets' && one.endsWith('.json') && !basename(one).startsWith('pages')))
    assets.push(...listedRows(path, byId.get(json(path).features[0].item)));
  return { items: items.map(({ item }) => itemRow(item)), assets };
}

// --- what the readers say ---

const instant = (value) => (value instanceof Date ? value.getTime()
  : Date.parse(String(value).replace(' ', 'T').replace(/([+-]\d\d)(:?00)?$/, 'Z').replace(/(\d)$/, '$1Z')));

function isSame(wanted, got, name) {
  if (wanted === undefined || wanted === null) return got === null || got === undefined;
  if (got === null || got === undefined) return false;
  if (name === 'geometry') return isDeepStrictEqual(got instanceof Uint8Array ? geojson(got) : got, wanted);
  if (name === 'bbox' && got.xmin !== undefined) return isDeepStrictEqual([got.xmin, got.ymin, got.xmax, got.ymax].map(Number), (wanted.length === 6 ? [wanted[0], wanted[1], wanted[3], wanted[4]] : wanted).map(Number));
  if (typeof wanted === 'number') return Number(got) === wanted;
  if (typeof wanted === 'boolean') return got === wanted;
  if (typeof wanted === 'string') return got === wanted || (times.includes(name) && instant(got) === instant(wanted)) || got === JSON.stringify(wanted);
  if (typeof got === 'string') return isDeepStrictEqual(JSON.parse(got), wanted);
  if (Array.isArray(wanted)) return Array.isArray(got) && got.length === wanted.length && wanted.every((one, i) => isSame(one, got[i], name));
  if (Array.isArray(got)) got = Object.fromEntries(got.map(({ key, value }) => [key, value]));
  return [...new Set([...Object.keys(wanted), ...Object.keys(got)])].every((member) => isSame(wanted[member], got[member], member));
}

function compare(table, reader, wanted, got, keyOf, base) {
  const rows = new Map(wanted.map((row) => [keyOf(row), row]));
  if (got.length !== wanted.length || rows.size !== wanted.length)
    problems.push(`${table}: ${reader} has ${got.length} rows, the documents ${wanted.length}`);
  for (const row of got) {
    const expected = rows.get(keyOf(row));
    if (!expected) { problems.push(`${table}: ${reader} has the row ${keyOf(row)}, the documents do not`); continue; }
    for (const name of new Set([...Object.keys(expected), ...Object.keys(row)])) {
      if (expected[name] === skipped) continue;
      const value = name === 'href' ? url(row.href, base) : row[name];
      if (!isSame(expected[name], value, name))
        problems.push(`${table}: ${reader}: ${keyOf(row)}: ${name}: ${show(row[name])}, expected ${show(expected[name])}`);
    }
  }
}

const show = (value) => (JSON.stringify(value, (_, one) => (typeof one === 'bigint' ? Number(one) : one)) ?? 'nothing').slice(0, 100);

async function duckRows(paths) {
  const list = paths.map((path) => `'${join(out, path).replaceAll("'", "''")}'`).join(',');
  const result = await connection.runAndReadAll(`select * replace (hex(st_aswkb(geometry)) as geometry) from read_parquet([${list}])`);
  const rows = result.getRowObjectsJson();
  for (const row of rows) if (row.geometry !== null) row.geometry = new Uint8Array(Buffer.from(row.geometry, 'hex'));
  return rows;
}

async function hyparquetRows(paths) {
  const rows = [];
  for (const path of paths) rows.push(...await parquetReadObjects({ file: await asyncBufferFromFile(join(out, path)), compressors, geoparquet: false, utf8: false }));
  return rows;
}

/** What GeoParquet 1.1 and stac-geoparquet 1.1 demand beside rows; `required`: columns by name. */
async function checkMetadata(path, wanted, required, collection) {
  const wrong = (what, found) => problems.push(`${path}: ${what}: ${show(found)}`);
  const metadata = await parquetMetadataAsync(await asyncBufferFromFile(join(out, path)));
  const texts = Object.fromEntries(metadata.key_value_metadata.map(({ key, value }) => [key, value]));
  const { version, primary_column: primary, columns } = JSON.parse(texts.geo);
  if (version !== '1.1.0' || primary !== 'geometry' || columns.geometry?.encoding !== 'WKB') wrong('geo', texts.geo);
  const { geometry_types: types, bbox, covering } = columns.geometry;
  const there = wanted.map((row) => row.geometry).filter((geometry) => geometry && geometry !== skipped).map((geometry) => geometry.type);
  if (wanted.every((row) => row.geometry !== skipped) && there.some((type) => !types.includes(type))) wrong('geometry_types', types);
  for (const edge of ['xmin', 'ymin', 'xmax', 'ymax'])
    if (!isDeepStrictEqual(covering.bbox[edge], ['bbox', edge])) wrong('covering', covering);
  for (const box of wanted.map((row) => row.bbox).filter(Boolean)) {
    const [west, south, east, north] = box.length === 6 ? [box[0], box[1], box[3], box[4]] : box;
    if (south < bbox[1] || north > bbox[3] || Math.min(west, east) < bbox[0] || Math.max(west, east) > bbox[2]) wrong('bbox', [bbox, box]);
  }
  const names = metadata.schema.map(({ name }) => name);
  for (const name of required) if (!names.includes(name)) wrong('no column', name);
  const chunks = metadata.row_groups.flatMap((group) => group.columns);
  if (!chunks.every((chunk) => chunk.offset_index_length > 0)) wrong('a chunk has no offset index', chunks.length);
  if (!chunks.every((chunk) => chunk.meta_data.codec === 'ZSTD' && chunk.meta_data.statistics)) wrong('a chunk has no statistics, or is not packed by zstd', chunks.length);
  if (!collection) return;
  const stac = JSON.parse(texts['stac-geoparquet']);
  if (stac.version !== '1.1.0' || !isDeepStrictEqual(stac.collections, { [collection.id]: collection })) wrong('stac-geoparquet', stac.version);
  const mirror = Object.values(collection.assets).find((asset) => join(dirname(path), asset.href) === path);
  if (!isDeepStrictEqual(mirror?.roles, ['collection-mirror']) || mirror.type !== 'application/vnd.apache.parquet') wrong('asset', mirror);
}

async function check(table, paths, wanted, keyOf, base = paths[0]) {
  for (const [reader, read] of [['DuckDB', duckRows], ['hyparquet', hyparquetRows]]) compare(table, reader, wanted, await read(paths), keyOf, base);
  return wanted.length;
}

let rows = 0;
const tables = files.filter((path) => path.endsWith('.parquet'));
const collections = files.filter((path) => /^collections(-.*)?\.json$/.test(path)).flatMap((path) => json(path).collections);
rows += await check('collections', ['collections.parquet'], collections.map((collection) => {
  const { type, ...row } = collection;
  const [[start, end]] = collection.extent.temporal.interval;
  return { ...row, start_datetime: start, end_datetime: end, bbox: collection.extent.spatial.bbox[0], geometry: skipped };
}), (row) => row.id);
await checkMetadata('collections.parquet', [], ['id', 'geometry', 'bbox', 'links', 'assets', 'extent']);
for (const folder of files.filter((path) => basename(path) === 'collection.json').map(dirname)) {
  const expected = expectedOfCollection(folder);
  const own = tables.filter((path) => path.startsWith(`${folder}/`));
  const items = own.filter((path) => basename(path) === 'items.parquet');
  const assets = own.filter((path) => basename(path) !== 'items.parquet');
  const linked = Object.values(json(`${folder}/collection.json`).assets ?? {}).filter(isTable).map((asset) => join(folder, asset.href)).sort();
  if (!isDeepStrictEqual(linked, own)) problems.push(`${folder}: the assets of the Collection are ${linked}, its tables ${own}`);
  if (items.length || expected.items.length) rows += await check(`${folder}: items`, items, expected.items, (row) => row.id);
  if (items.length) await checkMetadata(items[0], expected.items, ['id', 'geometry', 'bbox', 'links', 'assets', 'stac_extensions', 'collection', 'datetime'], json(`${folder}/collection.json`));
  if (assets.length === 1) await checkMetadata(assets[0], expected.assets, ['id', 'item', 'href', 'geometry', 'bbox', 'start_datetime', 'end_datetime', 'variables']);
  if (assets.length || expected.assets.length) rows += await check(`${folder}: assets`, assets, expected.assets, (row) => `${row.item ?? ''} ${row.id}`);
}
console.log(problems.length ? problems.slice(0, 30).join('\n') : `${rows} rows of ${tables.length} tables in ${relative('.', out) || out} are those of the documents`);
process.exit(problems.length ? 1 : 0);
