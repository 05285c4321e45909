// SPDX-License-Identifier: AGPL-3.0-or-later
// Builds the made-up town's atlas and archive with the program, reads every tile with the libraries that the page uses (pmtiles,
// @mapbox/vector-tile), compares them with the program's other answers, and leaves them as files for GDAL.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdir, open, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [program, folder, web] = process.argv.slice(2);
const load = (file) => import(pathToFileURL(path.resolve(web, "node_modules", file)));
const { PMTiles, Compression, TileType } = await load("pmtiles/dist/esm/index.js");
const { VectorTile } = await load("@mapbox/vector-tile/index.js");
const { PbfReader } = await load("pbf/index.js");
const ladders = ["image-2014", "image-2025", "plate", "sound", "presence", "speed"];
const kinds = [undefined, "Point", "LineString", "Polygon"];
const expectedKind = (layer) => (layer === "devices" ? "Point" : /^(streets|names|exposure_)/.test(layer) ? "LineString" : "Polygon");

const run = (...words) => execFileSync(program, words, { cwd: folder, encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "ignore"] });
const json = (...words) => JSON.parse(run(...words));

async function archive(name) {
  const file = await open(path.join(folder, name));
  const getBytes = async (offset, length) => {
    const { buffer, bytesRead } = await file.read(new Uint8Array(length), 0, length, offset);
    return { data: buffer.buffer.slice(0, bytesRead) };
  };
  return { tiles: new PMTiles({ getKey: () => name, getBytes }), close: () => file.close() };
}

const column = (lon, z) => Math.floor(((lon + 180) / 360) * 2 ** z);
const row = (lat, z) => Math.floor(((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * 2 ** z);

/** Every tile of the archive, read; its layers counted by zoom and left on the disk as z/x/y.pbf. */
async function readAll(tiles, header, metadata) {
  const known = new Map(metadata.vector_layers.map((layer) => [layer.id, layer]));
  const found = { devices: new Map(), streets: new Map(), exposure: new Map(), counts: {} };
  let read = 0;
  for (let z = header.minZoom; z <= header.maxZoom; ++z) {
    for (let y = row(header.maxLat, z); y <= row(header.minLat, z); ++y) {
      for (let x = column(header.minLon, z); x <= column(header.maxLon, z); ++x) {
        const tile = await tiles.getZxy(z, x, y);
        if (!tile) continue;
        read += 1;
        assert.ok(tile.data.byteLength <= 500_000, `${z}/${x}/${y} is too large`);
        await mkdir(path.join(folder, "read", `${z}`, `${x}`), { recursive: true });
        await writeFile(path.join(folder, "read", `${z}`, `${x}`, `${y}.pbf`), Buffer.from(tile.data));
        for (const layer of Object.values(new VectorTile(new PbfReader(tile.data)).layers)) {
          const about = known.get(layer.name);
          assert.ok(about && z >= about.minzoom && z <= about.maxzoom, `${layer.name} at zoom ${z} is not announced`);
          found.counts[`${z}/${x}/${y}/${layer.name}`] = layer.length;
          for (let i = 0; i < layer.length; ++i) collect(found, z, layer.name, layer.feature(i), about);
        }
      }
    }
  }
  assert.equal(read, header.numAddressedTiles, "tiles beyond the box");
  return { ...found, read };
}

function collect(found, z, layer, feature, about) {
  assert.equal(kinds[feature.type], expectedKind(layer), layer);
  for (const key of Object.keys(feature.properties)) assert.ok(key in about.fields, `${layer}.${key} is not announced`);
  if (z < 16) return;
  const p = { ...feature.properties };
  if (layer === "devices") {
    assert.ok(!found.devices.has(p.id), `${p.id} stands twice`);
    found.devices.set(p.id, p);
  }
  if (layer === "streets") found.streets.set(feature.id, p);
  if (layer.startsWith("exposure_")) {
    const key = `${layer}/${p.segment}`;
    found.exposure.set(key, Math.max(found.exposure.get(key) ?? -1, p.x));
  }
}

/** Device by device, as `explain` says it. */
function checkDevices(devices, known) {
  assert.equal(devices.size, known);
  let sampled = 0;
  for (const [id, p] of [...devices].sort().filter((_, i) => i % 7 === 0)) {
    const device = json("explain", "town.atlas", id, "--json");
    assert.deepEqual([p.kind, p.type, p.operator ?? null, p.manufacturer ?? null, p.indoor, p.heads],
      [device.kind, device.camera_type, device.operator, device.manufacturer, device.indoor, device.heads.length], id);
    assert.deepEqual([p.source, p.axis ?? null, p.span ?? null], [device.heads[0].source, device.heads[0].axis_deg, device.heads[0].span_deg], id);
    sampled += 1;
  }
  return sampled;
}

/** Segment by segment, as `exposure` says it. */
function checkSegments(streets, exposure) {
  let drawn = 0;
  for (const ladder of ladders) {
    const { features } = json("exposure", "town.atlas", "--ladder", ladder);
    drawn = 0;
    for (const { id, properties: p } of features) {
      const counted = p.length_cm > 0 && (p.foot || p.bike || p.car);
      const street = streets.get(id);
      assert.equal(street !== undefined, counted, `segment ${id}`);
      if (!counted) continue;
      drawn += 1;
      assert.deepEqual([street.name ?? null, street.surveyed, street.foot, street.bike, street.car], [p.name, p.surveyed, p.foot, p.bike, p.car], `segment ${id}`);
      const bands = Object.values(p.in_view);
      const narrowest = exposure.get(`exposure_${ladder}/${id}`) ?? -1;
      const clearly = bands.filter((band) => band.possible_m > 1).length - 1; // what is shorter than a unit is not drawn
      assert.ok(narrowest >= clearly && narrowest < bands.length, `segment ${id} in ${ladder}: ${clearly} ${narrowest} ${bands.length}`);
    }
  }
  assert.equal(drawn, streets.size);
  return drawn;
}

await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
run("synth", "--seed", "1", "-o", "town.osm.pbf");
run("build", "town.osm.pbf", "-o", "town.atlas");
run("tiles", "town.atlas", "-o", "town.pmtiles", "--threads", "1");
run("tiles", "town.atlas", "-o", "again.pmtiles", "--threads", "3");
assert.ok((await readFile(path.join(folder, "town.pmtiles"))).equals(await readFile(path.join(folder, "again.pmtiles"))), "another run, other bytes");

const { tiles, close } = await archive("town.pmtiles");
const header = await tiles.getHeader();
const metadata = await tiles.getMetadata();
assert.deepEqual([header.tileType, header.tileCompression, header.minZoom, header.maxZoom], [TileType.Mvt, Compression.Gzip, 0, 16]);
const info = json("info", "town.atlas", "--json");
assert.deepEqual([metadata.attribution, metadata.licence, metadata.as_of], [info.attribution, info.licence, info.as_of]);
const found = await readAll(tiles, header, metadata);
await close();
await writeFile(path.join(folder, "counts.json"), JSON.stringify(found.counts));
const devices = checkDevices(found.devices, info.devices);
const segments = checkSegments(found.streets, found.exposure);
console.log(`${found.read} tiles; ${found.devices.size} devices, ${devices} of them compared; ${segments} segments compared in ${ladders.length} ladders`);
