// SPDX-License-Identifier: AGPL-3.0-or-later
/** The map's style, a pure function of what is shown: the same state draws the same map. */
import latin from '@fontsource/noto-sans/files/noto-sans-latin-400-normal.woff2?url'
import latin_ext from '@fontsource/noto-sans/files/noto-sans-latin-ext-400-normal.woff2?url'
import greek from '@fontsource/noto-sans/files/noto-sans-greek-400-normal.woff2?url'
import cyrillic from '@fontsource/noto-sans/files/noto-sans-cyrillic-400-normal.woff2?url'
import bold from '@fontsource/noto-sans/files/noto-sans-latin-600-normal.woff2?url'
import type { LayerSpecification, SourceSpecification, StyleSpecification } from 'maplibre-gl'
import type { Drawing } from './drawing.ts'
import { base_layers, name_layers } from './style_base.ts'
import { island_layers } from './style_islands.ts'
import { reach_layers } from './style_reach.ts'
import { end_layers, route_edge_layers, route_layers } from './style_route.ts'
import { coverage_layers, device_layers, exposure_layers, selected_street_layers } from './style_watch.ts'
import { filter_query, seen_query, type State } from './state.ts'

/** Ids of the sources. */
export const sources = { map: 'map', ladder: 'ladder', devices: 'devices', picked: 'picked', routes: 'routes', ends: 'ends', islands: 'islands', reach: 'reach' } as const

const absolute = (path: string) => new URL(path, location.href).href

/** Addresses of tiles: absolute, since the map's worker has no page to be relative to. */
export const tile_addresses = (set: string, query = ''): string[] =>
  [`${location.origin}/tiles/${set}/{z}/{x}/{y}.mvt${query && `?${query}`}`]

/** What is asked for of the sources that depend on what counts. */
export const counted_tiles = (state: State): Record<string, string[]> => ({
  [sources.ladder]: tile_addresses(state.ladder, filter_query(state.filters)),
  ...(state.islands ? { [sources.islands]: tile_addresses('islands', seen_query(state)) } : {}),
})

/** Latin last: the first file that covers a character draws it. */
const fonts = (): StyleSpecification['font-faces'] => ({
  regular: [
    { url: absolute(latin), 'unicode-range': ['U+0-FF', 'U+2000-206F'] },
    { url: absolute(latin_ext), 'unicode-range': ['U+100-2FF', 'U+1E00-1EFF'] },
    { url: absolute(greek), 'unicode-range': ['U+370-3FF'] },
    { url: absolute(cyrillic), 'unicode-range': ['U+400-4FF'] },
  ],
  bold: [{ url: absolute(bold), 'unicode-range': ['U+0-FF', 'U+2000-206F'] }],
})

function source_list(drawing: Drawing): Record<string, SourceSpecification> {
  const tiled = (tiles: string[]): SourceSpecification => ({ type: 'vector', tiles, minzoom: 0, maxzoom: 16, bounds: drawing.bounds })
  return {
    [sources.map]: tiled(tile_addresses('map')),
    ...Object.fromEntries(Object.entries(counted_tiles(drawing.state)).map(([id, tiles]) => [id, tiled(tiles)])),
    [sources.devices]: {
      type: 'geojson', data: drawing.devices, maxzoom: 20, cluster: true, clusterRadius: 30, clusterMaxZoom: 19, buffer: 32,
    },
    [sources.picked]: { type: 'geojson', data: drawing.picked },
    [sources.routes]: { type: 'geojson', data: drawing.routes },
    [sources.ends]: { type: 'geojson', data: drawing.ends },
    [sources.reach]: { type: 'geojson', data: drawing.reach },
  }
}

export function style(drawing: Drawing): StyleSpecification {
  const layers: LayerSpecification[] = [
    ...base_layers(drawing.theme),
    ...coverage_layers(drawing),
    ...island_layers(drawing),
    ...reach_layers(drawing),
    ...selected_street_layers(drawing),
    ...route_layers(drawing),
    ...exposure_layers(drawing),
    ...route_edge_layers(drawing),
    ...name_layers(drawing.theme),
    ...device_layers(drawing),
    ...end_layers(drawing),
  ]
  return { version: 8, sources: source_list(drawing), 'font-faces': fonts(), layers, transition: { duration: 0, delay: 0 } }
}
