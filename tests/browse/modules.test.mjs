// Tests of the modules of the page that need no browser.
import assert from "node:assert/strict";
import {execFileSync} from "node:child_process";
import test from "node:test";
import {pathToFileURL} from "node:url";

const load = name => import(pathToFileURL(`${process.env.PAGE}/${name}.js`));
const calendar = await load("calendar");
const ui = await load("ui");
const {Tree, microseconds} = await load("stac");
const {parseExpression, compareTexts} = await load("expression");
const {parseQuery, listOf} = await load("query");
const {dateOf} = await load("assets");
const {shell, sql, python, snippets} = await load("snippets");
const {boxesMeet, boxOf, shapesMeet, shapesOf} = await load("place");
const {sentence} = await load("documents");

const ms = text => Date.parse(text);

test("a cell says how much of it is there", () => {
  const range = [ms("2001-01-10Z"), ms("2001-03-01Z")];
  const cell = {begin: ms("2001-01-01Z"), end: ms("2001-02-01Z")};
  assert.equal(calendar.stateOf(cell, range, [], []).kind, "full");
  assert.equal(calendar.stateOf(cell, range, [[ms("2001-01-10Z"), ms("2001-02-05Z")]], []).kind, "none");
  assert.equal(calendar.stateOf(cell, range, [[ms("2001-01-10Z"), ms("2001-01-12Z")]], []).kind, "most");
  assert.equal(calendar.stateOf({begin: ms("2000-12-01Z"), end: ms("2001-01-01Z")}, range, [], []).kind, "out");
  assert.match(calendar.stateOf(cell, range, [[ms("2001-01-20T00:00Z"), ms("2001-01-20T00:01Z")]], []).words, /^99\.99 %/);
});

test("overlaps are where files share more than a second", () => {
  assert.deepEqual(calendar.overlapsOf([[0, 1000], [1000, 2000], [1500, 9000]]), []);
  assert.deepEqual(calendar.overlapsOf([[0, 10_000], [4000, 6000], [7000, 20_000]]), [[4000, 6000], [7000, 10_000]]);
});

test("calendars have the cells of their level, leap days included", () => {
  assert.equal(calendar.rowsOf("days", 0, 0, 2000).flatMap(row => row.cells).filter(Boolean).length, 366);
  assert.equal(calendar.rowsOf("hours", 0, 0, 2001, 1).length, 28);
  assert.equal(calendar.rowsOf("months", ms("1999-12-31Z"), ms("2001-01-01Z")).length, 2);
  assert.deepEqual(calendar.rowsOf("years", ms("1985-01-01Z"), ms("2003-01-01Z")).map(row => row.name), ["1980s", "1990s", "2000s"]);
  assert.deepEqual(["P1Y", "P1M", "P5D", "P1D", "PT1H", "PT30M"].map(calendar.finest), ["years", "months", "days", "days", "hours", "hours"]);
});

test("what is invisible is shown, what is long is cut", () => {
  assert.equal(ui.visible("a\u202eb\u0000"), "a\u27e8U+202E\u27e9b\u27e8U+0000\u27e9");
  assert.equal(ui.visible("\u0645\u0631\u062d\u0628\u0627 Gr\u00f6\u00dfe\n"), "\u0645\u0631\u062d\u0628\u0627 Gr\u00f6\u00dfe\n");
  assert.ok(ui.shown("n".repeat(100_000)).length < 1100);
  assert.ok(ui.shown("\ud83d\ude00".repeat(10), 3).isWellFormed());
});

test("sizes and steps are said as people say them", () => {
  assert.deepEqual([0, 999, 1000, 1_234_567, 123_456_789_012].map(ui.bytes), ["0 bytes", "999 bytes", "1.0 kB", "1.2 MB", "123 GB"]);
  assert.deepEqual(["PT1H", "P1M", "PT30M", "P1DT12H"].map(ui.stepInWords), ["every hour", "every month", "every 30 minutes", "every day and 12 hours"]);
});

test("nothing outside of the tree is asked for", async () => {
  const tree = new Tree("https://a.example.org/x/stac/", "https://data.example.org/stac");
  assert.equal(tree.path("../../collection.json", "collections/c/items/i/i.json"), "collections/c/collection.json");
  assert.equal(tree.path("https://data.example.org/stac/catalog.json"), "catalog.json");
  for (const href of ["https://b.example.org/catalog.json", "../catalog.json", "//b.example.org/x", "javascript:1", "https://a.example.org.evil/x/stac/"]) assert.equal(tree.path(href), null);
  for (const path of ["https://b.example.org/", "../x.json", "//b.example.org/x", "..\\x", "javascript:1"]) assert.throws(() => tree.url(path));
});

test("a list of which the head is enough is not read on", async () => {
  const lines = Array.from({length: 5000}, (_, i) => `{"type":"Feature","id":"f${i}","properties":{"x":"${"\u00e9".repeat(30)}"}}`);
  const bytes = new TextEncoder().encode(`{"type":"FeatureCollection",\n"features":[\n${lines.join(",\n")}\n]}\n`);
  for (const knowsRanges of [true, false]) {
    let sent = 0;
    const ask = async (_, {headers}) => {
      const [begin, end] = knowsRanges ? headers.Range.match(/\d+/g).map(Number) : [0, bytes.length - 1];
      const part = bytes.slice(begin, end + 1);
      sent += knowsRanges ? part.length : 0;
      const body = new ReadableStream({pull: control => { const piece = part.slice(sent, sent + 7001); sent += piece.length; if (piece.length) control.enqueue(piece); else control.close(); }});
      return new Response(knowsRanges ? part : body, {status: knowsRanges ? 206 : 200, headers: knowsRanges ? {"Content-Range": `bytes ${begin}-${begin + part.length - 1}/${bytes.length}`} : {}});
    };
    const found = [];
    for await (const one of new Tree("https://a.example.org/", "", ask).features("p.json")) if (found.push(one.id) === 50) break;
    assert.deepEqual(found, Array.from({length: 50}, (_, i) => `f${i}`));
    assert.ok(sent < 80_000, `${sent} bytes`);
    sent = 0;
    let all = 0;
    for await (const one of new Tree("https://a.example.org/", "", ask).features("p.json")) assert.equal(one.id, `f${all++}`);
    assert.equal(all, 5000);
  }
});

test("times have microseconds and zones", () => {
  assert.equal(microseconds("1970-01-01T01:00:00.1234567+01:00"), 123_456n);
  assert.equal(microseconds("0001-01-01T00:00:00Z"), -62_135_596_800_000_000n);
  for (const text of ["2001-02-30T00:00:00Z", "2001-01-01", "2001-01-01T25:00:00Z", "2001-01-01T00:00:00", 7, null]) assert.equal(microseconds(text), null);
});

test("dates of the slider are of whole units", () => {
  assert.equal(dateOf("2001-02", "end"), ms("2001-03-01T00:00:00Z") - 1);
  assert.equal(dateOf("2001", "end"), ms("2002-01-01T00:00:00Z") - 1);
  assert.equal(dateOf("2001-02-03", "begin"), ms("2001-02-03T00:00:00Z"));
  for (const text of ["3/2/2001", "2001-13", "2001-02-30", "01-02-2001"]) assert.equal(dateOf(text, "begin"), null);
});

test("expressions have three values", () => {
  const ask = (text, properties) => parseExpression(text)({lookup: name => properties[name]});
  assert.equal(ask("a = 1 and b = x", {a: 1, b: "x"}), true);
  assert.equal(ask("not a = 1", {}), null);
  assert.equal(ask("a <> 1", {a: "1"}), false);
  assert.equal(ask("a = '1'", {a: 1}), null);
  assert.equal(ask("a in (x, 'y''z')", {a: ["q", "y'z"]}), true);
  assert.equal(ask("a not between 2 and 3", {a: 1}), true);
  assert.equal(ask("a like 'x\\%_%'", {a: "x%y.."}), true);
  assert.equal(ask("a like 'x\\%_'", {a: "xay"}), false);
  assert.equal(ask("a like '(%.nc'", {a: "(1.nc"}), true);
  assert.equal(ask("a is null or \"b c\" is not null", {a: 1}), false);
  for (const text of ["", "a", "a =", "a = 1 b", "(a = 1", "a in ()", "a = 'x", "not", "a like", "and = 1"]) assert.throws(() => parseExpression(text), {name: "Error"});
  assert.throws(() => parseExpression("(".repeat(101) + "a=1" + ")".repeat(101)));
});

test("texts are ordered by their bytes in UTF-8", () => {
  const words = ["\u{1f600}", "\uff5e", "a", "", "ab", "\u00e9"];
  assert.deepEqual(words.toSorted(compareTexts), words.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
});

test("queries that make no sense say what is wrong", () => {
  for (const bad of [{datetime: "../.."}, {datetime: "2002/2001"}, {datetime: "1/2/2001"}, {bbox: "1,2,3"}, {bbox: "0,9,1,8"}, {type: "items", roles: "data"}, {where: "a ="}, {intersects: "{}"}, {type: "x"}, {limit: "0"}])
    assert.throws(() => parseQuery(bad), undefined, JSON.stringify(bad));
  assert.deepEqual(listOf("a,b\\,c,d"), ["a", "b,c", "d"]);
});

test("boxes meet over the antimeridian, and shapes where their edges do", () => {
  const meet = (a, b) => boxesMeet(boxOf(a), boxOf(b));
  assert.ok(meet([170, -1, -170, 1], [-175, 0, -171, 1]));
  assert.ok(!meet([170, -1, -170, 1], [-169, 0, 0, 1]));
  assert.ok(meet([0, 0, 360, 1], [-5, 0, -4, 0]));
  assert.ok(meet([190, 0, 200, 1], [-165, 0, -160, 1]));
  assert.ok(!meet([0, 0, 5, 1, 1, 6], [0, 0, 7, 1, 1, 8]));
  const square = shapesOf({type: "Polygon", coordinates: [[[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]], [[1, 1], [3, 1], [3, 3], [1, 3], [1, 1]]]});
  for (const [point, expected] of [[[0.5, 0.5], true], [[2, 2], false], [[1, 2], true], [[5, 5], false]])
    assert.equal(shapesMeet(square, shapesOf({type: "Point", coordinates: point})), expected, String(point));
  assert.ok(shapesMeet(square, shapesOf({type: "LineString", coordinates: [[-1, 2], [9, 2]]})));
});

test("no text ends the literal that it stands in", () => {
  assert.equal(shell("a'b"), "'a'\\''b'");
  assert.equal(sql("a'b"), "'a''b'");
  assert.equal(python("a\"b\\\n"), '"a\\"b\\\\\\n"');
  const evil = "';touch hit;'$(touch hit)`touch hit`\"\\\n-x";
  for (const text of [evil, "-x", "", "~", "a b", "*"]) assert.equal(execFileSync("sh", ["-c", `printf '%s' ${shell(text)}`], {encoding: "utf8"}), text);
  const made = snippets({asset: {href: evil, type: "application/netcdf", roles: [], members: {"xarray:open_kwargs": {"a=1);evil(": 1, b: evil}}}, item: evil, collection: evil, catalog: evil});
  assert.ok(made.find(one => one.name === "xarray").text.includes(`b=${JSON.stringify(evil)}`));
  assert.ok(!made.some(one => one.text.includes("a=1);evil(")));
});

test("notes are sentences", () => {
  assert.equal(sentence("time: from a record"), "The time is known from the inventory of the archive.");
  assert.equal(sentence("geometry: latitude: none"), "About the place: latitude: none.");
});
