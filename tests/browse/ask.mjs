// node ask.mjs PAGE_FOLDER TREE < queries.ndjson   Answers each query of a line with the page's own search module, over file:// in the place of http.
import {readFile} from "node:fs/promises";
import {createInterface} from "node:readline";
import {pathToFileURL} from "node:url";

const [folder, tree] = process.argv.slice(2);
const {Tree} = await import(pathToFileURL(`${folder}/stac.js`));
const {search} = await import(pathToFileURL(`${folder}/search.js`));
const {parseQuery} = await import(pathToFileURL(`${folder}/query.js`));

const read = async url => {
  const data = await readFile(new URL(url)).catch(() => null);
  return {ok: data !== null, status: data === null ? 404 : 200, text: async () => data.toString("utf8"), arrayBuffer: async () => new Uint8Array(data).buffer};
};

const kept = new Tree(pathToFileURL(tree + "/").href, "", read);
for await (const line of createInterface({input: process.stdin})) {
  const found = [];
  try {
    for await (const entry of search(kept, parseQuery(JSON.parse(line)))) found.push([entry.collection, entry.item ?? null, entry.id]);
    console.log(JSON.stringify(found));
  } catch (error) {
    console.log(JSON.stringify({error: error.message}));
  }
}
