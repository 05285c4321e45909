// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import test from 'node:test'
import { PbfWriter } from 'pbf'
import { decoded, inside, tile_place, watchers, type TilePoint } from '../src/map/here.ts'
import { seeded } from './seeded.ts'

test('a place lies in the tile that the inverse projection gives back', () => {
  const pick = seeded('tile_place')
  for (let i = 0; i < 1000; ++i) {
    const lon = (pick(360e6) - 180e6) / 1e6
    const lat = (pick(168e6) - 84e6) / 1e6
    const zoom = pick(18)
    const place = tile_place(lon, lat, zoom)
    const { x, y } = place.at(1)
    assert.ok(x >= 0 && x <= 1 && y >= 0 && y <= 1)
    const back = (Math.atan(Math.sinh(Math.PI * (1 - (2 * (place.y + y)) / 2 ** zoom))) * 180) / Math.PI
    assert.ok(Math.abs(back - lat) < 1e-9, `${lat} ${back}`)
    assert.ok(Math.abs(((place.x + x) / 2 ** zoom) * 360 - 180 - lon) < 1e-9)
  }
})

/** How often the ring turns about p, by adding angles: another way to the same answer. */
function winding(ring: TilePoint[], p: TilePoint): number {
  let sum = 0
  ring.forEach((a, i) => {
    const b = ring[(i + 1) % ring.length]!
    let turn = Math.atan2(b.y - p.y, b.x - p.x) - Math.atan2(a.y - p.y, a.x - p.x)
    if (turn > Math.PI) turn -= 2 * Math.PI
    if (turn < -Math.PI) turn += 2 * Math.PI
    sum += turn
  })
  return Math.round(sum / (2 * Math.PI))
}

test('inside agrees with the winding number on random stars', () => {
  const pick = seeded('inside')
  for (let i = 0; i < 500; ++i) {
    const n = 3 + pick(9)
    const ring = Array.from({ length: n }, (_, k) => {
      const [angle, r] = [(2 * Math.PI * k) / n, 10 + pick(100)]
      return { x: r * Math.cos(angle) + 0.013, y: r * Math.sin(angle) + 0.017 }
    })
    for (let j = 0; j < 20; ++j) {
      const p = { x: pick(240) - 120, y: pick(240) - 120 }
      assert.equal(inside([ring], p), winding(ring, p) % 2 !== 0)
    }
  }
})

const square = (a: number, b: number): TilePoint[] => [{ x: a, y: a }, { x: b, y: a }, { x: b, y: b }, { x: a, y: b }]

test('a hole is not inside', () => {
  assert.ok(!inside([square(0, 10), square(4, 6)], { x: 5, y: 5 }))
  assert.ok(inside([square(0, 10), square(4, 6)], { x: 2, y: 2 }))
})

interface Cover { ring: TilePoint[]; device: string; band: number; answer: number }

/** MVT 2.1, 4.3: moves and lines as zigzag differences. */
function geometry(ring: TilePoint[]): number[] {
  const zigzag = (v: number) => (v << 1) ^ (v >> 31)
  const out: number[] = []
  let at = { x: 0, y: 0 }
  ring.forEach((p, i) => {
    if (i === 0) out.push(9)
    if (i === 1) out.push(((ring.length - 1) << 3) | 2)
    out.push(zigzag(p.x - at.x), zigzag(p.y - at.y))
    at = p
  })
  return [...out, 15]
}

function coverage_tile(covers: Cover[]): ArrayBuffer {
  const tile = new PbfWriter()
  tile.writeMessage(3, (_: unknown, layer: PbfWriter) => {
    layer.writeVarintField(15, 2)
    layer.writeStringField(1, 'coverage')
    covers.forEach((cover, i) => layer.writeMessage(2, (__: unknown, feature: PbfWriter) => {
      feature.writePackedVarint(2, [0, 3 * i, 1, 3 * i + 1, 2, 3 * i + 2])
      feature.writeVarintField(3, 3)
      feature.writePackedVarint(4, geometry(cover.ring))
    }, null))
    for (const key of ['device', 'band', 'answer']) layer.writeStringField(3, key)
    for (const cover of covers) {
      layer.writeMessage(4, (__: unknown, value: PbfWriter) => value.writeStringField(1, cover.device), null)
      for (const n of [cover.band, cover.answer]) layer.writeMessage(4, (__: unknown, value: PbfWriter) => value.writeVarintField(4, n), null)
    }
    layer.writeVarintField(5, 4096)
  }, null)
  return new Uint8Array(tile.finish()).slice().buffer
}

test('devices that cover a place: surest first, each with its narrowest band', () => {
  const place = { ...tile_place(0, 0, 16), at: () => ({ x: 100, y: 100 }) }
  const all = square(0, 4096)
  const found = watchers(decoded(coverage_tile([
    { ring: all, device: 'n1', band: 2, answer: 2 }, { ring: all, device: 'n1', band: 4, answer: 2 },
    { ring: square(0, 50), device: 'n2', band: 5, answer: 0 }, { ring: all, device: 'n3', band: 0, answer: 0 },
    { ring: all, device: 'n4', band: 1, answer: 1 }, { ring: all, device: 'n4', band: 1, answer: 2 },
  ])), place)
  assert.deepEqual(found, [
    { device: 'n3', bands: { certain: 0 } }, { device: 'n4', bands: { likely: 1, possible: 1 } }, { device: 'n1', bands: { possible: 4 } },
  ])
  assert.deepEqual(watchers(decoded(new ArrayBuffer(0)), place), [])
})
