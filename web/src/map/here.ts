// SPDX-License-Identifier: AGPL-3.0-or-later
/** Who watches a point? Answered in the browser from one tile: the point itself is sent to nobody. */
import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
import { ApiError } from '../common/api.ts'
import { answers, type Answer } from './state.ts'

export const asked_zoom = 16

/** A point of a tile: x right and y down, in units of the layer's extent. */
export interface TilePoint { x: number; y: number }
export interface TilePlace { x: number; y: number; at: (extent: number) => TilePoint }

/** Web Mercator: the tile of zoom `zoom` that holds the place, and where in it. */
export function tile_place(lon: number, lat: number, zoom: number): TilePlace {
  const n = 2 ** zoom
  const sine = Math.sin((lat * Math.PI) / 180)
  const fx = ((lon + 180) / 360) * n
  const fy = (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * n
  const x = Math.min(n - 1, Math.max(0, Math.floor(fx)))
  const y = Math.min(n - 1, Math.max(0, Math.floor(fy)))
  return { x, y, at: (extent) => ({ x: (fx - x) * extent, y: (fy - y) * extent }) }
}

/** Even-odd rule over all rings at once: right for holes and for several parts. */
export function inside(rings: TilePoint[][], p: TilePoint): boolean {
  let odd = false
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [a, b] = [ring[i]!, ring[j]!]
      if (a.y > p.y !== b.y > p.y && p.x < ((b.x - a.x) * (p.y - a.y)) / (b.y - a.y) + a.x) odd = !odd
    }
  }
  return odd
}

/** One device that covers the point: for each answer the narrowest band that does, as an index in the ladder. */
export interface Watcher { device: string; bands: Partial<Record<Answer, number>> }

const layer_holds = (tile: VectorTile, name: string, place: TilePlace): boolean => {
  const layer = tile.layers[name]
  if (!layer) return false
  const point = place.at(layer.extent)
  return Array.from({ length: layer.length }, (_, i) => layer.feature(i)).some((f) => f.type === 3 && inside(f.loadGeometry(), point))
}

/** The devices of a tile's `coverage` layer that cover the place: surest first, then narrowest, then by name. */
export function watchers(tile: VectorTile, place: TilePlace): Watcher[] {
  const layer = tile.layers['coverage']
  const found = new Map<string, Watcher>()
  for (let i = 0; layer && i < layer.length; ++i) {
    const feature = layer.feature(i)
    const { device, band, answer } = feature.properties as { device: string; band: number; answer: number }
    const word = answers[answer]
    if (!word || feature.type !== 3 || !inside(feature.loadGeometry(), place.at(layer.extent))) continue
    const watcher = found.get(device) ?? { device, bands: {} }
    watcher.bands[word] = Math.max(watcher.bands[word] ?? 0, band)
    found.set(device, watcher)
  }
  return [...found.values()].sort(by_doubt)
}

function by_doubt(a: Watcher, b: Watcher): number {
  for (const word of answers) {
    const difference = (b.bands[word] ?? -1) - (a.bands[word] ?? -1)
    if (difference !== 0) return difference
  }
  return a.device < b.device ? -1 : 1
}

/** An empty tile (204) has no layers. */
export function decoded(bytes: ArrayBuffer): VectorTile {
  return new VectorTile(new PbfReader(new Uint8Array(bytes)))
}

async function tile(set: string, x: number, y: number, query: string, signal: AbortSignal): Promise<VectorTile> {
  const answer = await fetch(`/tiles/${set}/${asked_zoom}/${x}/${y}.mvt${query && `?${query}`}`, { signal }).catch((failure: unknown) => {
    if (signal.aborted) throw failure
    throw new ApiError(0, '')
  })
  if (!answer.ok) throw new ApiError(answer.status, '')
  return decoded(await answer.arrayBuffer())
}

export interface Here { watchers: Watcher[]; unsurveyed: boolean; covered_by_data: boolean }

/** Everything that is known about one place. Only the address of the whole tile leaves the page. */
export async function who_watches(
  lon: number, lat: number, ladder: string, query: string, signal: AbortSignal,
): Promise<Here> {
  const place = tile_place(lon, lat, asked_zoom)
  const [views, ground] = await Promise.all([
    tile(ladder, place.x, place.y, query, signal), tile('map', place.x, place.y, '', signal),
  ])
  return {
    watchers: watchers(views, place),
    unsurveyed: layer_holds(ground, 'cells', place),
    covered_by_data: layer_holds(ground, 'ground', place),
  }
}
