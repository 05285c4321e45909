// SPDX-License-Identifier: AGPL-3.0-or-later
/** How far one gets unseen from a place: what is reached unseen, what else is reached, and where one sets out. */
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import { palette, type Theme } from '../common/palette.ts'
import type { Drawing } from './drawing.ts'
import { growing } from './style_base.ts'
import { island_colours } from './style_islands.ts'

/** The colour of the longest island: out of view of every mapped device, here as there. */
export const unseen_colour = (theme: Theme): string => island_colours[theme][0]!
export const seen_colour = (theme: Theme): string => palette(theme).quiet

export function reach_layers({ theme }: Drawing): LayerSpecification[] {
  const line = (id: string, unseen: boolean, colour: string, width: number, opacity: number): LayerSpecification => ({
    id, type: 'line', source: 'reach', filter: ['==', ['get', 'unseen'], unseen],
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': colour, 'line-width': growing(width), 'line-opacity': opacity },
  })
  const is_start: ExpressionSpecification = ['==', ['get', 'start'], true]
  return [
    line('reach-seen', false, seen_colour(theme), 1.8, 0.45),
    line('reach-unseen', true, unseen_colour(theme), 8, 0.65),
    {
      id: 'reach-start', type: 'circle', source: 'reach', filter: is_start,
      paint: { 'circle-radius': 6, 'circle-color': palette(theme).glyph_ground, 'circle-stroke-width': 3, 'circle-stroke-color': unseen_colour(theme) },
    },
  ]
}
