// node ajv.mjs MODULES SCHEMAS < documents > verdicts
//
// MODULES: a folder whose node_modules have ajv and ajv-formats. SCHEMAS: published schemas by host and path; the place of
// a file is its URL, whatever its $id says. A document is a line {"urls": [...], "object": ...}; its answer a line
// {URL: true | false | null} (null: there is no such schema, or ajv cannot read it), with "keywords" of what failed.
import { createRequire } from "module";
import fs from "fs";
import path from "path";
import readline from "readline";

const [modules, folder] = process.argv.slice(2);
const require = createRequire(path.join(path.resolve(modules), "x.js"));
const Ajv = require("ajv").default;
const ajv = new Ajv({ strict: false, allErrors: true, logger: false, validateSchema: false });
require("ajv-formats").default(ajv);
// As stac-node-validator has them.
ajv.addFormat("iri", /^[a-z][a-z0-9+.-]*:[^\x00-\x1f]+$/i);
ajv.addFormat("iri-reference", /^[^#\x00-\x1f][^\x00-\x1f]*$/);

function* files(below) {
  for (const entry of fs.readdirSync(below, { withFileTypes: true })) {
    const place = path.join(below, entry.name);
    if (entry.isDirectory()) yield* files(place);
    else if (place.endsWith(".json") && below !== folder) yield place;
  }
}

const known = new Set();
for (const file of files(folder)) {
  const url = "https://" + path.relative(folder, file);
  if (url.includes("json-schema.org/draft")) continue;
  try {
    ajv.addSchema({ ...JSON.parse(fs.readFileSync(file)), $id: url }, url);
    known.add(url);
  } catch {
    // a published file that is no JSON judges nothing
  }
}

function judge(url) {
  try {
    return known.has(url) ? ajv.getSchema(url) : null;
  } catch {
    return null;
  }
}

for await (const line of readline.createInterface({ input: process.stdin })) {
  const { urls, object } = JSON.parse(line);
  const answer = { keywords: {} };
  for (const url of urls) {
    const validate = judge(url);
    answer[url] = validate ? validate(object) : null;
    if (answer[url] === false) answer.keywords[url] = [...new Set(validate.errors.map((error) => error.keyword))];
  }
  console.log(JSON.stringify(answer));
}
