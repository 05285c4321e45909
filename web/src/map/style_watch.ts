// SPDX-License-Identifier: AGPL-3.0-or-later
/** What is in view: streets by band and doubt, areas that devices cover, and the devices. */
import type { ExpressionSpecification, LayerSpecification, SymbolLayerSpecification } from 'maplibre-gl'
import { ladder_of } from '../common/ladders.ts'
import { band_casings, band_colours, band_widths, mixed, palette, tone_of, type Theme } from '../common/palette.ts'
import type { Drawing } from './drawing.ts'
import { growing } from './style_base.ts'
import { answers, type Answer, type State } from './state.ts'

/** The property that holds the narrowest band under an answer. */
const property: Record<Answer, string> = { certain: 'c', likely: 'l', possible: 'x' }
const band_under = (answer: Answer): ExpressionSpecification => ['coalesce', ['get', property[answer]], -1]

/** One value a band, chosen by `band`. */
function by_band<T extends string | number>(band: ExpressionSpecification, values: readonly T[]): ExpressionSpecification {
  const rows = values.slice(0, -1).flatMap((value, i) => [i, value])
  return rows.length === 0 ? ['literal', values[0]] as unknown as ExpressionSpecification
    : ['match', band, ...rows, values.at(-1)!] as unknown as ExpressionSpecification
}

/** How sure the band is that a stretch is drawn with: the first answer under which it holds. */
function sureness(chosen: Answer, sure: Answer): ExpressionSpecification {
  const reached: ExpressionSpecification = ['==', band_under(sure), band_under(chosen)]
  const surer = answers.slice(0, answers.indexOf(sure))
  return ['all', reached, ...surer.map((word): ExpressionSpecification => ['!=', band_under(word), band_under(chosen)])]
}

function street_line(drawing: Drawing, sure: Answer, part: 'line' | 'casing'): LayerSpecification {
  const { state, theme } = drawing
  const c = palette(theme)
  const n = ladder_of(state.ladder).bands.length
  const plain = band_colours(theme, n)
  const colours = plain.map((colour) => tone_of(theme, colour, sure))
  const casings = sure === 'possible' ? plain.map((colour) => mixed(colour, c.ground, 0.82)) : band_casings(theme, n)
  const band = band_under(state.answer)
  const widths = band_widths(n).map((w) => (part === 'casing' ? w + (sure === 'possible' ? 0.5 : 1.6) : w))
  return {
    id: `exposure-${sure}-${part}`, type: 'line', source: 'ladder', 'source-layer': 'exposure', minzoom: 12,
    filter: ['all', ['>=', band, state.band], sureness(state.answer, sure)],
    layout: { 'line-cap': sure === 'possible' && part === 'line' ? 'butt' : 'round', 'line-join': 'round', 'line-sort-key': band },
    paint: {
      'line-color': by_band(band, part === 'casing' ? casings : colours),
      'line-width': growing(by_band(band, widths)),
      'line-opacity': drawing.state.selection?.type === 'device' ? 0.3 : 1,
      ...(sure === 'possible' && part === 'line' ? { 'line-dasharray': [1.6, 1.1] } : {}),
    },
  }
}

/** Streets in view: each stretch once, at its narrowest band under the chosen answer, drawn by how sure that band is. */
export function exposure_layers(drawing: Drawing): LayerSpecification[] {
  const shown = answers.slice(0, answers.indexOf(drawing.state.answer) + 1).reverse()
  return shown.flatMap((sure) => [street_line(drawing, sure, 'casing'), street_line(drawing, sure, 'line')])
}

const hatches = (colours: readonly string[]) => colours.map((colour) => `hatch/${colour}`)

interface Area { id: string; answer: Answer; minzoom: number; filter: ExpressionSpecification; strength: number | ExpressionSpecification }

function area_layer(drawing: Drawing, { id, answer, minzoom, filter, strength }: Area): LayerSpecification {
  const { state, theme } = drawing
  const colours = band_colours(theme, ladder_of(state.ladder).bands.length)
  const band: ExpressionSpecification = ['get', 'band']
  return {
    id, type: 'fill', source: 'ladder', 'source-layer': 'coverage', minzoom,
    filter: ['all', ['==', ['get', 'answer'], answers.indexOf(answer)], ['>=', band, state.band], filter],
    layout: { 'fill-sort-key': band },
    paint: {
      ...(answer === 'possible' ? { 'fill-pattern': by_band(band, hatches(colours)) } : { 'fill-color': by_band(band, colours) }),
      'fill-opacity': strength, 'fill-antialias': false,
    },
  }
}

/** Areas: quiet for all devices; for a selected device its own three answers, and no other's. */
export function coverage_layers(drawing: Drawing): LayerSpecification[] {
  const { state } = drawing
  if (state.selection?.type !== 'device') {
    const strength: ExpressionSpecification = ['interpolate', ['linear'], ['zoom'], 15, 0, 15.6, state.answer === 'possible' ? 0.14 : 0.16]
    return [area_layer(drawing, { id: 'coverage', answer: state.answer, minzoom: 15, filter: ['literal', true] as unknown as ExpressionSpecification, strength })]
  }
  const mine: ExpressionSpecification = ['==', ['get', 'device'], state.selection.id]
  return [
    area_layer(drawing, { id: 'coverage-possible', answer: 'possible', minzoom: 14, filter: mine, strength: 0.75 }),
    area_layer(drawing, { id: 'coverage-likely', answer: 'likely', minzoom: 14, filter: mine, strength: 0.3 }),
    area_layer(drawing, { id: 'coverage-certain', answer: 'certain', minzoom: 14, filter: mine, strength: 0.5 }),
  ]
}

/** A selected street stands on a broad band of the action colour. */
export function selected_street_layers({ theme, street }: Drawing): LayerSpecification[] {
  const c = palette(theme)
  return [{
    id: 'selected-street', type: 'line', source: 'map', 'source-layer': 'streets', layout: { 'line-cap': 'round', 'line-join': 'round' },
    filter: ['in', ['id'], ['literal', [...street]]],
    paint: { 'line-color': mixed(c.ground, c.action, 0.35), 'line-width': growing(15) },
  }]
}

const selected_id = (state: State) => (state.selection?.type === 'device' ? state.selection.id : '')

const glyph_layout: SymbolLayerSpecification['layout'] = {
  'icon-image': ['get', 'image'], 'icon-rotate': ['get', 'turn'], 'icon-allow-overlap': true, 'icon-ignore-placement': true,
  'icon-rotation-alignment': 'map', 'icon-size': ['interpolate', ['linear'], ['zoom'], 12, 0.7, 15, 1],
}

export function device_layers({ state, theme }: Drawing): LayerSpecification[] {
  const c = palette(theme)
  const alone: ExpressionSpecification = ['!', ['has', 'point_count']]
  return [
    {
      id: 'clusters', type: 'circle', source: 'devices', filter: ['has', 'point_count'],
      paint: {
        'circle-color': c.glyph_ground, 'circle-stroke-color': c.glyph, 'circle-stroke-width': 1.6,
        'circle-radius': ['step', ['get', 'point_count'], 12.5, 10, 14.5, 100, 18, 1000, 22],
        'circle-opacity': selected_id(state) ? 0.6 : 1, 'circle-stroke-opacity': selected_id(state) ? 0.5 : 1,
      },
    },
    {
      id: 'cluster-counts', type: 'symbol', source: 'devices', filter: ['has', 'point_count'],
      layout: { 'text-field': ['get', 'point_count_abbreviated'], 'text-font': ['bold'], 'text-size': 12.5, 'text-allow-overlap': true },
      paint: { 'text-color': c.glyph, 'text-opacity': selected_id(state) ? 0.6 : 1 },
    },
    {
      id: 'devices', type: 'symbol', source: 'devices', filter: alone,
      layout: glyph_layout,
      paint: { 'icon-opacity': selected_id(state) ? 0.45 : 1 },
    },
    ...picked_layers(theme),
  ]
}

/** What is selected has a source of its own, so that no group hides it: a device with its glyph, or a bare place. */
function picked_layers(theme: Theme): LayerSpecification[] {
  const c = palette(theme)
  return [
    {
      id: 'picked-ring', type: 'circle', source: 'picked',
      paint: { 'circle-radius': 18, 'circle-color': c.action, 'circle-opacity': 0.28, 'circle-stroke-color': c.action, 'circle-stroke-width': 2.2 },
    },
    {
      id: 'picked-place', type: 'circle', source: 'picked', filter: ['!', ['has', 'image']],
      paint: { 'circle-radius': 4, 'circle-color': c.action, 'circle-stroke-color': c.glyph_ground, 'circle-stroke-width': 2 },
    },
    {
      id: 'picked-device', type: 'symbol', source: 'picked', filter: ['has', 'image'], layout: glyph_layout,
    },
  ]
}
