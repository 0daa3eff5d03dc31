// Boxes and geometries as `cairn search` compares them: plain numbers in degrees, edges included.

/** W, S, E, N of a box with or without heights, and [low, high] of them; null when it is no box. */
export function boxOf(values) {
  if (!Array.isArray(values) || ![4, 6].includes(values.length) || !values.every(value => typeof value === "number" && Number.isFinite(value))) return null;
  const half = values.length / 2;
  const box = {west: values[0], south: values[1], east: values[half], north: values[half + 1], heights: half === 3 ? [values[2], values[5]] : null};
  return box.south <= box.north ? box : null;
}

/** One or two intervals of longitude within [-180, 180]. */
function longitudes({west, east}) {
  if (east - west >= 360) return [[-180, 180]];
  const inside = x => (x < -180 || x > 180 ? x - 360 * Math.floor((x + 180) / 360) : x);
  const [w, e] = [inside(west), inside(east)];
  return w > e ? [[w, 180], [-180, e]] : [[w, e]];
}

const meet = ([a, b], [c, d]) => a <= d && c <= b;

export function boxesMeet(a, b) {
  if (!a || !b || !meet([a.south, a.north], [b.south, b.north])) return false;
  if (a.heights && b.heights && !meet(a.heights, b.heights)) return false;
  return longitudes(a).some(one => longitudes(b).some(other => meet(one, other)));
}

const isPosition = one => Array.isArray(one) && Number.isFinite(one[0]) && Number.isFinite(one[1]);

/** Points, lines and polygons (as rings) of a geometry. */
export function shapesOf(geometry) {
  const shapes = [];
  const add = one => {
    const of = one?.coordinates;
    switch (one?.type) {
      case "Point": shapes.push({lines: [[of]], rings: []}); break;
      case "MultiPoint": of.forEach(point => shapes.push({lines: [[point]], rings: []})); break;
      case "LineString": shapes.push({lines: [of], rings: []}); break;
      case "MultiLineString": of.forEach(line => shapes.push({lines: [line], rings: []})); break;
      case "Polygon": shapes.push({lines: of, rings: of}); break;
      case "MultiPolygon": of.forEach(rings => shapes.push({lines: rings, rings})); break;
      case "GeometryCollection": one.geometries.forEach(add); break;
      case "Feature": add(one.geometry); break;
      case "FeatureCollection": one.features.forEach(add); break;
      default:
    }
  };
  try {
    add(geometry);
  } catch {
    return [];
  }
  return shapes.filter(shape => shape.lines.length && shape.lines.every(line => Array.isArray(line) && line.length && line.every(isPosition)));
}

/** The least box around the shapes, in plain numbers. */
export function boxAround(shapes) {
  const positions = shapes.flatMap(shape => shape.lines.flat());
  if (!positions.length) return null;
  const lons = positions.map(one => one[0]), lats = positions.map(one => one[1]);
  const least = values => values.reduce((a, b) => Math.min(a, b)), most = values => values.reduce((a, b) => Math.max(a, b));
  return {west: least(lons), south: least(lats), east: most(lons), north: most(lats), heights: null};
}

const turn = (a, b, c) => (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
const within = (a, b, c) => Math.min(a[0], b[0]) <= c[0] && c[0] <= Math.max(a[0], b[0]) && Math.min(a[1], b[1]) <= c[1] && c[1] <= Math.max(a[1], b[1]);
const isOn = (a, b, c) => turn(a, b, c) === 0 && within(a, b, c);

function segmentsMeet(a, b, c, d) {
  const [t1, t2, t3, t4] = [turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)];
  if (((t1 > 0 && t2 < 0) || (t1 < 0 && t2 > 0)) && ((t3 > 0 && t4 < 0) || (t3 < 0 && t4 > 0))) return true;
  return isOn(a, b, c) || isOn(a, b, d) || isOn(c, d, a) || isOn(c, d, b);
}

const edges = line => (line.length === 1 ? [[line[0], line[0]]] : line.slice(1).map((to, i) => [line[i], to]));

/** Even-odd over all rings; on a ring counts. */
function isIn(point, rings) {
  let inside = false;
  for (const ring of rings) {
    for (let i = 0, k = ring.length - 1; i < ring.length; k = i++) {
      const [a, b] = [ring[k], ring[i]];
      if (isOn(a, b, point)) return true;
      if ((a[1] > point[1]) !== (b[1] > point[1])) {
        const side = turn(a, b, point);
        if (b[1] > a[1] ? side > 0 : side < 0) inside = !inside;
      }
    }
  }
  return inside;
}

const shapeMeets = (a, b) => a.lines.some(line => line.some(point => isIn(point, b.rings))) || b.lines.some(line => line.some(point => isIn(point, a.rings))) ||
  a.lines.some(one => edges(one).some(([p, q]) => b.lines.some(other => edges(other).some(([r, s]) => segmentsMeet(p, q, r, s)))));

export const shapesMeet = (some, others) => some.some(a => others.some(b => shapeMeets(a, b)));
