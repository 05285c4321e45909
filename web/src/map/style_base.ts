// SPDX-License-Identifier: AGPL-3.0-or-later
/** The quiet part of the map: ground, water, green, buildings, streets and their names, all from the atlas itself. */
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import { palette, street_opacity, type Theme } from '../common/palette.ts'

const map = 'map'

/** A width that grows with zoom: `at15` pixels at zoom 15. */
export const growing = (at15: number | ExpressionSpecification): ExpressionSpecification =>
  ['interpolate', ['exponential', 1.35], ['zoom'], 11, ['*', 0.3, at15], 15, at15, 19, ['*', 2.1, at15]]

const bed_width: ExpressionSpecification = ['match', ['get', 'class'], 'major', 9, 'minor', 6, 'service', 3.5, 2.5]
const line_width: ExpressionSpecification = ['match', ['get', 'class'], 'major', 1.7, 'minor', 1.3, 'service', 0.9, 0.8]

/** Tunnels and ways beside a street are there for the figures; on the map they are fainter, and small ways only show near by. */
const faint: ExpressionSpecification = ['any', ['==', ['get', 'tunnel'], true], ['==', ['get', 'sidewalk'], true]]
const small: ExpressionSpecification = ['in', ['get', 'class'], ['literal', ['path', 'service']]]
const surveyed: ExpressionSpecification = ['==', ['get', 'surveyed'], true]

/** Streets where nobody looked are quiet already. */
function opacity(theme: Theme): ExpressionSpecification {
  const full: ExpressionSpecification = ['case', surveyed, street_opacity[theme], 0.9]
  const of_full = (share: number): ExpressionSpecification => ['*', share, full]
  return ['interpolate', ['linear'], ['zoom'],
    13, ['case', faint, of_full(0.09), small, of_full(0.25), of_full(0.95)],
    15.5, ['case', faint, of_full(0.33), small, of_full(0.67), full], 17, ['case', faint, of_full(0.44), full]]
}

export function base_layers(theme: Theme): LayerSpecification[] {
  const c = palette(theme)
  const fill = (id: string, layer: string, colour: string): LayerSpecification =>
    ({ id, type: 'fill', source: map, 'source-layer': layer, paint: { 'fill-color': colour, 'fill-antialias': ['step', ['zoom'], false, 15, true] } })
  return [
    { id: 'outside', type: 'background', paint: { 'background-color': c.outside } },
    fill('ground', 'ground', c.ground),
    fill('green', 'green', c.green),
    fill('water', 'water', c.water),
    {
      id: 'buildings', type: 'fill', source: map, 'source-layer': 'buildings', minzoom: 13,
      paint: {
        'fill-color': c.building, 'fill-outline-color': c.building_edge,
        'fill-antialias': ['step', ['zoom'], false, 15, true], // Outlines are a second drawing of every building.
      },
    },
    {
      id: 'cells', type: 'fill', source: map, 'source-layer': 'cells', minzoom: 9,
      paint: { 'fill-color': c.unsurveyed, 'fill-opacity': 0.3, 'fill-antialias': false },
    },
    {
      id: 'cell-hatch', type: 'fill', source: map, 'source-layer': 'cells', minzoom: 9,
      paint: { 'fill-pattern': `cells/${c.unsurveyed}`, 'fill-opacity': 0.8, 'fill-antialias': false },
    },
    street('bed', c.bed, bed_width, 0.85, 14),
    {
      id: 'streets', type: 'line', source: map, 'source-layer': 'streets', layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': ['case', surveyed, c.street, c.unsurveyed], 'line-width': growing(line_width), 'line-opacity': opacity(theme),
      },
    },
  ]
}

function street(id: string, colour: string, width: ExpressionSpecification, opacity: number, minzoom: number): LayerSpecification {
  return {
    id, type: 'line', source: map, 'source-layer': 'streets', minzoom, layout: { 'line-cap': 'round', 'line-join': 'round' },
    filter: ['in', ['get', 'class'], ['literal', ['major', 'minor', 'service']]],
    paint: { 'line-color': colour, 'line-width': growing(width), 'line-opacity': opacity },
  }
}

export function name_layers(theme: Theme): LayerSpecification[] {
  const c = palette(theme)
  return [{
    id: 'names', type: 'symbol', source: map, 'source-layer': 'names', minzoom: 14,
    layout: {
      'symbol-placement': 'line', 'text-field': ['get', 'name'], 'text-font': ['regular'], 'symbol-spacing': 320,
      'text-size': ['interpolate', ['linear'], ['zoom'], 14, 11, 18, 14], 'text-max-angle': 30, 'text-padding': 6,
    },
    paint: { 'text-color': c.quiet, 'text-halo-color': c.halo, 'text-halo-width': 2.4 },
  }]
}
