// SPDX-License-Identifier: AGPL-3.0-or-later
/** Unseen islands: streets between any two places of which one gets without being possibly seen by a mapped device that counts. */
import type { LayerSpecification } from 'maplibre-gl'
import type { Theme } from '../common/palette.ts'
import type { Drawing } from './drawing.ts'
import { growing } from './style_base.ts'

/** None of them near the colours of what is in view. Islands take them in turn; the longest has the first. */
export const island_colours: Record<Theme, readonly string[]> = {
  light: ['#2F6DB5', '#2E8B57', '#7B4FB5', '#4A5568', '#0C8A99'],
  dark: ['#7FB2F0', '#7BCF9A', '#B99AF0', '#A9B4C4', '#5AD1DD'],
}

export function island_layers({ state, theme }: Drawing): LayerSpecification[] {
  if (!state.islands) return []
  const colours = island_colours[theme]
  const turn = colours.flatMap((colour, i) => (i === 0 ? [] : [i, colour]))
  return [{
    id: 'islands', type: 'line', source: 'islands', 'source-layer': 'islands', minzoom: 12,
    layout: { 'line-cap': 'butt', 'line-join': 'round' },
    paint: {
      'line-color': ['match', ['%', ['get', 'island'], colours.length], ...turn, colours[0]!] as unknown as string,
      'line-width': growing(7), 'line-opacity': 0.6,
    },
  }]
}
