// How data of a document are opened by other programs: texts to copy. Every text of the catalog is written as a literal of the language
// that it goes into, so that no name can end the literal and begin a command.

/** A literal of Python: JSON escapes are its own, but for pairs of surrogates, which stand as they are. */
export const python = text => JSON.stringify(String(text));
/** One word of a POSIX shell. */
export const shell = text => /^[\w@%+=:,./-]+$/.test(text) ? String(text) : `'${String(text).replace(/'/g, "'\\''")}'`;
/** A literal of SQL. */
export const sql = text => `'${String(text).replace(/'/g, "''")}'`;

const pythonValue = value => (value === true ? "True" : value === false ? "False" : value === null ? "None" : typeof value === "string" ? python(value)
  : Array.isArray(value) ? `[${value.map(pythonValue).join(", ")}]` : typeof value === "object" ? `{${Object.entries(value).map(([name, one]) => `${python(name)}: ${pythonValue(one)}`).join(", ")}}` : String(value));

const keywords = options => Object.entries(options).filter(([name]) => /^[A-Za-z_]\w*$/.test(name)).map(([name, value]) => `, ${name}=${pythonValue(value)}`).join("");

export const kindOf = asset => {
  const type = asset.type ?? "", roles = asset.roles ?? [];
  if (type.includes("icechunk")) return "icechunk";
  if (roles.includes("references") || type.includes("kerchunk")) return asset.href.endsWith(".parquet") ? "kerchunk-parquet" : "kerchunk";
  if (type.includes("zarr")) return "zarr";
  if (type.includes("netcdf") || type.includes("x-hdf") || /\.(nc|nc4|h5|hdf5)$/i.test(asset.href)) return "netcdf";
  return "file";
};

const local = href => (href.startsWith("file://") ? decodeURIComponent(href.slice(7)) : href);

function open(asset) {
  const options = {...(asset.members?.["xarray:open_kwargs"] ?? {})};
  delete options.engine;
  const storage = asset.members?.["xarray:storage_options"];
  const also = keywords(options) + (storage ? `, storage_options=${pythonValue(storage)}` : "");
  const href = local(asset.href);
  switch (kindOf(asset)) {
    case "zarr": return {name: "xarray", about: "a Zarr store; needs xarray and zarr",
      text: `import xarray\n\ndataset = xarray.open_dataset(${python(href)}, engine="zarr"${keywords({...(asset.members?.["zarr:consolidated"] === undefined ? {} : {consolidated: asset.members["zarr:consolidated"]}), ...withoutConsolidated(options)})}${storage ? `, storage_options=${pythonValue(storage)}` : ""})\nprint(dataset)\n`};
    case "kerchunk": case "kerchunk-parquet": return {name: "xarray", about: "kerchunk references; needs xarray, zarr and fsspec",
      text: `import fsspec\nimport xarray\n\nreferences = fsspec.get_mapper("reference://", fo=${python(href)}, remote_protocol=${python(protocolOf(asset))})\ndataset = xarray.open_dataset(references, engine="zarr", consolidated=False${also})\nprint(dataset)\n`};
    case "icechunk": return {name: "xarray", about: "an Icechunk repository; needs xarray, zarr 3 and icechunk", text: icechunk(asset, href, also)};
    case "netcdf": return {name: "xarray", about: /^https?:/.test(href) ? "a netCDF file, read over the web; needs xarray, fsspec and h5netcdf (scipy for netCDF 3)" : "a netCDF file; needs xarray and netCDF4, h5netcdf or scipy",
      text: /^(https?|s3|gs|ftp):/.test(href) ? `import fsspec\nimport xarray\n\nfile = fsspec.open(${python(href)}${storage ? `, **${pythonValue(storage)}` : ""}).open()\ndataset = xarray.open_dataset(file${keywords(options)})\nprint(dataset)\n`
        : `import xarray\n\ndataset = xarray.open_dataset(${python(href)}${also})\nprint(dataset)\n`};
    default: return null;
  }
}

const withoutConsolidated = ({consolidated, ...rest}) => rest;

const protocolOf = asset => {
  const source = asset.sources?.[0] ?? asset.href;
  return /^([a-z][a-z0-9+.-]*):/i.exec(source)?.[1].toLowerCase() ?? "file";
};

function icechunk(asset, href, also) {
  const where = /^s3:\/\/([^/]+)\/(.*)$/.exec(href);
  const branch = asset.members?.["icechunk:branch"] ?? "main";
  const storage = where ? `icechunk.s3_storage(bucket=${python(where[1])}, prefix=${python(where[2])}, anonymous=True)`
    : /^https?:/.test(href) ? `icechunk.http_storage(${python(href)})` : `icechunk.local_filesystem_storage(${python(href)})`;
  return `import icechunk\nimport xarray\n\nrepository = icechunk.Repository.open(${storage})\nsession = repository.readonly_session(${python(branch)})\ndataset = xarray.open_dataset(session.store, engine="zarr", consolidated=False${also})\nprint(dataset)\n`;
}

/** {name, about, text} of every program that can open something of the Item. `about.parquet`: URL of assets.parquet, where there is one. */
export function snippets({asset, item, collection, catalog, parquet, list, filter = {}}) {
  const found = [];
  if (asset) {
    const one = open(asset);
    if (one) found.push(one);
  }
  const time = filter.from || filter.to ? ` --datetime ${shell(`${filter.from || ".."}/${filter.to || ".."}`)}` : "";
  found.push({name: "cairn search", about: "the addresses of all assets, one a line",
    text: `cairn search ${shell(catalog)} --collections ${shell(escaped(collection))}${item === undefined ? "" : ` --items ${shell(escaped(item))}`}${time} --format urls\n`});
  found.push({name: "wget", about: "downloads every file that the search finds", text: `cairn search ${shell(catalog)} --collections ${shell(escaped(collection))}${item === undefined ? "" : ` --items ${shell(escaped(item))}`}${time} --format urls | wget --input-file=-\n`});
  if (asset && /^(https?|ftp):/.test(asset.href)) found.push({name: "wget, one file", about: "downloads the first asset", text: `wget -- ${shell(asset.href)}\n`});
  found.push(duckdb({item, collection, parquet, list, catalog}));
  return found.filter(Boolean);
}

const escaped = id => String(id).replace(/([\\,])/g, "\\$1");

function duckdb({item, parquet, list}) {
  if (parquet) return {name: "DuckDB", about: "the assets as a table",
    text: `SELECT id, href, start_datetime, end_datetime\nFROM read_parquet(${sql(parquet)})\n${item === undefined ? "" : `WHERE item = ${sql(item)}\n`}ORDER BY start_datetime LIMIT 10;\n`};
  if (!list) return null;
  return {name: "DuckDB", about: "the first page of assets as a table",
    text: `SELECT feature.id, feature.href, feature.properties.start_datetime, feature.properties.end_datetime\nFROM (SELECT unnest(features) AS feature FROM read_json(${sql(list)}, maximum_object_size = 104857600))\nLIMIT 10;\n`};
}
