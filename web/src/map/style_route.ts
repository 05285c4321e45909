// SPDX-License-Identifier: AGPL-3.0-or-later
/** Routes on the map: a channel below what is in view, so that the colours of the bands run inside it. */
import type { ExpressionSpecification, LayerSpecification, LineLayerSpecification } from 'maplibre-gl'
import { mixed, palette } from '../common/palette.ts'
import type { Drawing } from './drawing.ts'
import { growing } from './style_base.ts'

/** Its filter alone says which route is chosen. */
export type RouteLayer = LineLayerSpecification & { filter: ExpressionSpecification }

const round = { 'line-cap': 'round', 'line-join': 'round' } as const

const is_chosen = ({ state }: Drawing): ExpressionSpecification => ['==', ['get', 'route'], state.way.shown]

/** Below what is in view: the ground of the chosen route, and the others as thin lines. */
export function route_layers(drawing: Drawing): RouteLayer[] {
  const c = palette(drawing.theme)
  const line = (id: string, filter: ExpressionSpecification, colour: string, width: number): RouteLayer =>
    ({ id, type: 'line', source: 'routes', filter, layout: round, paint: { 'line-color': colour, 'line-width': growing(width) } })
  return [
    line('other-routes', ['!', is_chosen(drawing)], mixed(c.ground, c.action, 0.4), 4),
    line('route', is_chosen(drawing), mixed(c.ground, c.action, 0.16), 10),
  ]
}

/** Above what is in view: the two edges of the chosen route. */
export function route_edge_layers(drawing: Drawing): RouteLayer[] {
  return [{
    id: 'route-edge', type: 'line', source: 'routes', filter: is_chosen(drawing), layout: round,
    paint: { 'line-color': palette(drawing.theme).action, 'line-gap-width': growing(9), 'line-width': growing(2.4) },
  }]
}

/** From: a ring. To: a full circle. */
export function end_layers({ theme }: Drawing): LayerSpecification[] {
  const c = palette(theme)
  const is_from: ExpressionSpecification = ['==', ['get', 'end'], 'from']
  return [{
    id: 'ends', type: 'circle', source: 'ends',
    paint: {
      'circle-radius': 8, 'circle-stroke-width': 4,
      'circle-color': ['case', is_from, c.glyph_ground, c.action], 'circle-stroke-color': ['case', is_from, c.action, c.glyph_ground],
    },
  }]
}
