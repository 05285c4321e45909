// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads the archives of write_tiles with the libraries that the page uses (pmtiles, @mapbox/vector-tile), and compares them with
// the tiles that lie beside them as files.
import assert from "node:assert/strict";
import { open, readFile, readdir } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [folder, web] = process.argv.slice(2);
const load = (file) => import(pathToFileURL(path.resolve(web, "node_modules", file)));
const { PMTiles, Compression, TileType, tileIdToZxy } = await load("pmtiles/dist/esm/index.js");
const { VectorTile } = await load("@mapbox/vector-tile/index.js");
const { PbfReader } = await load("pbf/index.js");

async function opened(name) {
  const file = await open(path.join(folder, name));
  const getBytes = async (offset, length) => {
    const { buffer, bytesRead } = await file.read(new Uint8Array(length), 0, length, offset);
    return { data: buffer.buffer.slice(0, bytesRead) };
  };
  return { archive: new PMTiles({ getKey: () => name, getBytes }), close: () => file.close() };
}

async function tilesOnDisk() {
  const found = new Map();
  for (const z of (await readdir(folder)).filter((name) => /^\d+$/.test(name)))
    for (const x of await readdir(path.join(folder, z)))
      for (const y of await readdir(path.join(folder, z, x)))
        found.set(`${z}/${x}/${path.parse(y).name}`, await readFile(path.join(folder, z, x, y)));
  return found;
}

async function checkShapes() {
  const { archive, close } = await opened("shapes.pmtiles");
  const header = await archive.getHeader();
  const disk = await tilesOnDisk();
  assert.deepEqual(
    [header.specVersion, header.tileType, header.tileCompression, header.internalCompression, header.clustered, header.minZoom, header.maxZoom],
    [3, TileType.Mvt, Compression.Gzip, Compression.Gzip, true, 9, 16]);
  assert.equal(header.numAddressedTiles, disk.size);
  const near = (a, b) => assert.ok(Math.abs(a - b) < 1e-9, `${a} is not ${b}`);
  [[header.centerLon, 24.9384], [header.centerLat, 60.1699], [header.minLon, 24.8684], [header.maxLat, 60.2049]].forEach(([a, b]) => near(a, b));
  assert.equal(header.centerZoom, 14);
  assert.equal((await archive.getMetadata()).name, "shapes");

  let features = 0;
  for (const [name, bytes] of disk) {
    const tile = await archive.getZxy(...name.split("/").map(Number));
    assert.ok(tile, `${name} is not in the archive`);
    assert.ok(Buffer.from(tile.data).equals(bytes), `${name} differs`);
    const read = new VectorTile(new PbfReader(tile.data));
    for (const layer of Object.values(read.layers)) {
      assert.deepEqual([layer.version, layer.extent], [2, 4096]);
      for (let i = 0; i < layer.length; ++i, ++features) {
        const feature = layer.feature(i);
        assert.equal(feature.id, feature.properties.n);
        const inTile = feature.loadGeometry().flat().every((p) => Math.min(p.x, p.y) >= -64 && Math.max(p.x, p.y) <= 4160);
        assert.ok(inTile, `${name}: a point beyond the buffer`);
      }
    }
  }
  assert.equal(await archive.getZxy(9, 0, 0), undefined);
  await close();
  return `${disk.size} tiles, ${features} features`;
}

async function checkMany() {
  const { archive, close } = await opened("many.pmtiles");
  const header = await archive.getHeader();
  assert.ok(header.leafDirectoryLength > 0, "no leaf directories");
  let tiles = 0;
  const decoder = new TextDecoder();
  for (let id = 0; id < (4 ** 10 - 1) / 3; id += 41) {
    const [z, x, y] = tileIdToZxy(id);
    const tile = await archive.getZxy(z, x, y);
    const absent = 2 * x >= 2 ** z && 2 * y >= 2 ** z;
    assert.equal(tile && decoder.decode(tile.data), absent ? undefined : x % 3 === 0 ? "same" : `${z}/${x}/${y}`);
    tiles += 1;
  }
  assert.equal(header.numAddressedTiles, (3 * ((4 ** 10 - 1) / 3 - 1)) / 4 + 1);
  await close();
  return `${tiles} of ${header.numAddressedTiles} tiles behind leaf directories`;
}

console.log(await checkShapes());
console.log(await checkMany());
