// Maps: where data lie. Land and projections are libraries' (vendor/); footprints are drawn as GeoJSON means them (RFC 7946): edges are
// straight in degrees, and what crosses the antimeridian is cut there. So no library may take them for figures on a sphere.
import {feature, geoAzimuthalEqualArea, geoEqualEarth, geoEquirectangular, geoGraticule10, geoPath} from "./vendor/maps.js";
import topology from "./vendor/land.js";
import {h, s} from "./ui.js";

const WIDTH = 720, HEIGHT = 350, POLE = 220, CLOSE_WIDTH = 480, CLOSE_HEIGHT = 300;
const STEP = 2;  // degrees between the positions of a drawn edge
const land = feature(topology, topology.objects.land);
const equalEarth = geoEqualEarth().fitExtent([[1, 1], [WIDTH - 1, HEIGHT - 1]], {type: "Sphere"});

/** Shapes that all maps of the page use, once. */
function shared() {
  if (document.getElementById("map-land")) return;
  const path = geoPath(equalEarth).digits(1);
  document.body.append(s("svg", {class: "shared", width: 0, height: 0, "aria-hidden": "true", focusable: "false"},
    s("defs", {}, s("path", {id: "map-sphere", d: path({type: "Sphere"})}), s("path", {id: "map-graticule", d: path(geoGraticule10())}),
      s("path", {id: "map-land", d: path(land)}))));
}

const finite = position => Array.isArray(position) && Number.isFinite(position[0]) && Number.isFinite(position[1]);

/** The rings, lines and points of a geometry; what is none is left out. */
export function partsOf(geometry) {
  const parts = {polygons: [], lines: [], points: []};
  const add = one => {
    const of = one?.coordinates;
    if (one?.type === "Polygon") parts.polygons.push(of);
    if (one?.type === "MultiPolygon") parts.polygons.push(...of);
    if (one?.type === "LineString") parts.lines.push(of);
    if (one?.type === "MultiLineString") parts.lines.push(...of);
    if (one?.type === "Point") parts.points.push(of);
    if (one?.type === "MultiPoint") parts.points.push(...of);
    if (one?.type === "GeometryCollection") one.geometries?.forEach(add);
  };
  add(geometry);
  parts.polygons = parts.polygons.map(rings => rings.map(ring => ring.filter(finite)).filter(ring => ring.length > 2)).filter(rings => rings.length);
  parts.lines = parts.lines.map(line => line.filter(finite)).filter(line => line.length > 1);
  parts.points = parts.points.filter(finite);
  return parts;
}

const rectangle = (west, south, east, north) => [[[west, south], [east, south], [east, north], [west, north], [west, south]]];

/** A box as polygons: two where it crosses the antimeridian. */
export function boxGeometry(box) {
  if (!Array.isArray(box) || ![4, 6].includes(box.length) || !box.every(Number.isFinite)) return null;
  const [west, south] = box, [east, north] = box.slice(box.length / 2);
  if (west === east && south === north) return {type: "Point", coordinates: [west, south]};
  const coordinates = west > east ? [rectangle(west, south, 180, north), rectangle(-180, south, east, north)] : [rectangle(west, south, east, north)];
  return {type: "MultiPolygon", coordinates};
}

/** Positions on the way from one to the next, so that a projection bends what is straight in degrees. */
function* along(ring) {
  for (let i = 0; i + 1 < ring.length; ++i) {
    const [[x, y], [u, v]] = [ring[i], ring[i + 1]];
    const pieces = Math.max(1, Math.ceil(Math.max(Math.abs(u - x), Math.abs(v - y)) / STEP));
    for (let k = 0; k < pieces; ++k) yield [x + (u - x) * k / pieces, y + (v - y) * k / pieces];
  }
  yield ring.at(-1);
}

const clamp = ([lon, lat]) => [Math.max(-180, Math.min(180, lon)), Math.max(-90, Math.min(90, lat))];

function trace(ring, place) {
  let text = "";
  for (const position of along(ring)) {
    const [x, y] = place(position);
    text += `${text ? "L" : "M"}${x.toFixed(1)},${y.toFixed(1)}`;
  }
  return text;
}

const isSeam = ([x, y], [u, v]) => (Math.abs(x) === 180 && x === u) || (Math.abs(y) === 90 && y === v);

/** The outline without the cuts at the antimeridian and along the poles: they are no edges of the data. */
function outline(ring, place) {
  let text = "";
  for (let i = 0; i + 1 < ring.length; ++i) if (!isSeam(ring[i], ring[i + 1])) text += trace([ring[i], ring[i + 1]], place);
  return text;
}

const closed = ring => (ring[0][0] === ring.at(-1)[0] && ring[0][1] === ring.at(-1)[1] ? ring : [...ring, ring[0]]);

function drawn(parts, place, radius) {
  const rings = parts.polygons.flat().map(closed);
  return [rings.length && s("path", {class: isWhole(parts) ? "area all" : "area", d: rings.map(ring => trace(ring, place) + "Z").join("")}),
    rings.length && s("path", {class: "line", d: rings.map(ring => outline(ring, place)).join("")}),
    parts.lines.length && s("path", {class: "line", d: parts.lines.map(line => trace(line, place)).join("")}),
    ...parts.points.map(point => place(point)).map(([x, y]) => s("circle", {class: "point", cx: x.toFixed(1), cy: y.toFixed(1), r: radius}))];
}

/** Of the whole globe the outline is that of the map: it says nothing, and is drawn softly. */
const isWhole = parts => parts.polygons.length === 1 && parts.polygons[0].length === 1 && parts.polygons[0][0].every(([lon, lat]) => Math.abs(lon) > 179 && Math.abs(lat) > 89);

const positionsOf = parts => [...parts.polygons.flat(2), ...parts.lines.flat(), ...parts.points];

/** A small figure is not seen on a map of the world: a ring around it is. */
function beacon(parts, place) {
  const points = positionsOf(parts).map(place);
  if (!points.length || (points.length === parts.points.length && points.length > 20)) return null;
  const xs = points.map(point => point[0]), ys = points.map(point => point[1]);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  if (right - left > 24 || bottom - top > 24) return null;
  return s("circle", {class: "beacon", cx: (left + right) / 2, cy: (top + bottom) / 2, r: 14});
}

/** Of the whole world, in equal areas. `label` says in words what it shows. */
export function worldMap(geometries, label) {
  shared();
  const place = position => equalEarth(clamp(position));
  const parts = geometries.map(partsOf);
  return s("svg", {class: "map", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": label},
    s("use", {href: "#map-sphere", class: "sea"}), s("use", {href: "#map-graticule", class: "graticule"}), s("use", {href: "#map-land", class: "land"}),
    parts.map(one => drawn(one, place, 3.5)), parts.length === 1 && beacon(parts[0], place), s("use", {href: "#map-sphere", class: "edge"}));
}

/** Of one pole and what lies within 60 degrees of it. `pole`: 90 or -90. */
function polarMap(parts, pole, label) {
  const projection = geoAzimuthalEqualArea().rotate([0, -pole]).clipAngle(60).fitExtent([[1, 1], [POLE - 1, POLE - 1]], {type: "Sphere"});
  const path = geoPath(projection).digits(1);
  const clip = `clip-${pole}`;
  const free = geoAzimuthalEqualArea().rotate([0, -pole]).scale(projection.scale()).translate(projection.translate()).clipAngle(null).precision(0);
  return s("svg", {class: "map polar", viewBox: `0 0 ${POLE} ${POLE}`, role: "img", "aria-label": label},
    s("defs", {}, s("clipPath", {id: clip}, s("circle", {cx: POLE / 2, cy: POLE / 2, r: POLE / 2 - 1}))),
    s("path", {class: "sea", d: path({type: "Sphere"})}), s("path", {class: "graticule", d: path(geoGraticule10())}), s("path", {class: "land", d: path(land)}),
    s("g", {"clip-path": `url(#${clip})`}, drawn(parts, position => free(nearPole(position)), 3.5)), s("path", {class: "edge", d: path({type: "Sphere"})}));
}

const nearPole = position => {
  const [lon, lat] = clamp(position);
  return [lon, Math.max(-89.9, Math.min(89.9, lat))];
};

/** West to east, turned so that what crosses the antimeridian is in one piece. */
function extentOf(parts) {
  const positions = positionsOf(parts);
  if (!positions.length) return null;
  const crosses = parts.polygons.length > 1 && positions.some(([lon]) => lon >= 179.99) && positions.some(([lon]) => lon <= -179.99);
  const turn = ([lon, lat]) => [crosses && lon < 0 ? lon + 360 : lon, lat];
  const turned = positions.map(turn), lons = turned.map(p => p[0]), lats = turned.map(p => p[1]);
  return {turn, west: Math.min(...lons), east: Math.max(...lons), south: Math.min(...lats), north: Math.max(...lats)};
}

/** Of the surroundings of a figure that is small on the globe; null when it is not. */
function closeMap(parts, label) {
  const extent = extentOf(parts);
  if (!extent || extent.east - extent.west > 100 || Math.max(Math.abs(extent.south), Math.abs(extent.north)) > 82) return null;
  const middle = [(extent.west + extent.east) / 2, (extent.south + extent.north) / 2];
  const narrowing = Math.cos(middle[1] * Math.PI / 180);
  const wide = Math.max(6, (extent.east - extent.west) * 1.5, (extent.north - extent.south) * 1.5 / narrowing * CLOSE_WIDTH / CLOSE_HEIGHT);
  const scale = CLOSE_WIDTH / wide;
  const place = ([lon, lat]) => [CLOSE_WIDTH / 2 + (lon - middle[0]) * scale, CLOSE_HEIGHT / 2 - (lat - middle[1]) * scale / narrowing];
  // Land is a figure on the sphere: it is turned to the middle, so that the antimeridian cuts nothing that is seen, then stretched.
  const flat = geoEquirectangular().rotate([-middle[0], 0]).scale(scale * 180 / Math.PI).translate([CLOSE_WIDTH / 2, 0]).precision(0);
  const stretch = `translate(0,${(CLOSE_HEIGHT / 2 + middle[1] * scale / narrowing).toFixed(2)}) scale(1,${(1 / narrowing).toFixed(5)})`;
  const grid = [1, 2, 5, 10, 20, 30].find(step => wide / step <= 8) ?? 30;
  const lons = [], lats = [];
  for (let lon = Math.ceil((middle[0] - wide / 2) / grid) * grid; lon <= middle[0] + wide / 2; lon += grid) lons.push(lon);
  const high = CLOSE_HEIGHT / scale * narrowing;
  for (let lat = Math.ceil((middle[1] - high / 2) / grid) * grid; lat <= middle[1] + high / 2; lat += grid) if (Math.abs(lat) <= 90) lats.push(lat);
  return s("svg", {class: "map close", viewBox: `0 0 ${CLOSE_WIDTH} ${CLOSE_HEIGHT}`, role: "img", "aria-label": label},
    s("rect", {class: "sea", width: CLOSE_WIDTH, height: CLOSE_HEIGHT}),
    s("path", {class: "land", d: geoPath(flat).digits(1)(land), transform: stretch}),
    s("path", {class: "graticule", d: lons.map(lon => `M${place([lon, 0])[0].toFixed(1)},0V${CLOSE_HEIGHT}`).join("") + lats.map(lat => `M0,${place([0, lat])[1].toFixed(1)}H${CLOSE_WIDTH}`).join("")}),
    drawn(parts, position => place(extent.turn(position)), 4),
    lons.map(lon => s("text", {class: "degree", x: place([lon, 0])[0] + 3, y: CLOSE_HEIGHT - 5}, degrees(lon > 180 ? lon - 360 : lon < -180 ? lon + 360 : lon, "E", "W"))),
    lats.map(lat => s("text", {class: "degree", x: 4, y: place([0, lat])[1] - 3}, degrees(lat, "N", "S"))));
}

const degrees = (value, positive, negative) => value === 0 || Math.abs(value) === 180 ? `${Math.abs(value)}\u00b0` : `${Math.abs(value)}\u00b0\u00a0${value > 0 ? positive : negative}`;
const rounded = value => Number(value.toFixed(2));

/** A box in words. */
export function boxInWords(box) {
  if (!Array.isArray(box) || ![4, 6].includes(box.length) || !box.every(Number.isFinite)) return "no place is known";
  const [west, south] = box, [east, north] = box.slice(box.length / 2);
  if (west === -180 && east === 180 && south === -90 && north === 90) return "the whole globe";
  const latitude = south === north ? degrees(rounded(south), "N", "S") : `${degrees(rounded(south), "N", "S")} to ${degrees(rounded(north), "N", "S")}`;
  if (west === -180 && east === 180) return `${latitude}, all longitudes`;
  if (west === east) return `${latitude}, ${degrees(rounded(west), "E", "W")}`;
  return `${latitude}, ${degrees(rounded(west), "E", "W")} to ${degrees(rounded(east), "E", "W")}${west > east ? " over the antimeridian" : ""}`;
}

/** The footprint of an Item: on the globe, and from nearby or from above the pole where that shows more. */
export function footprint(geometry, box) {
  const shape = geometry ?? boxGeometry(box);
  const words = boxInWords(box);
  if (!shape) return h("p", {class: "quiet"}, "No place is known.");
  const parts = partsOf(shape);
  const latitudes = positionsOf(parts).map(position => position[1]);
  const whole = words === "the whole globe";
  const maps = [worldMap([shape], `Map of the world. The footprint is ${words}.`)];
  if (!whole && Math.max(...latitudes) > 80) maps.push(polarMap(parts, 90, `Map of the north pole. The footprint is ${words}.`));
  if (!whole && Math.min(...latitudes) < -80) maps.push(polarMap(parts, -90, `Map of the south pole. The footprint is ${words}.`));
  const close = maps.length === 1 && closeMap(parts, `Map of the surroundings. The footprint is ${words}.`);
  if (close) maps.push(close);
  return h("figure", {class: "footprint"}, h("div", {class: "maps"}, maps), h("figcaption", {}, words.charAt(0).toUpperCase() + words.slice(1) + "."));
}
