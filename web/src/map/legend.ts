// SPDX-License-Identifier: AGPL-3.0-or-later
/** What colours, widths, dashes and shapes mean, as they are drawn now. */
import type { DeviceFeature, DeviceSummary } from '../common/api.ts'
import { el, svg } from '../common/dom.ts'
import { ladder_of } from '../common/ladders.ts'
import { band_casings, band_colours, band_widths, mixed, palette, street_opacity, tone_of } from '../common/palette.ts'
import { theme } from '../common/theme.ts'
import { named, t } from '../common/words.ts'
import { passes } from './devices.ts'
import { glyph_element, shape_of } from './glyphs.ts'
import { is_filtered, mode_of } from './state.ts'
import { island_colours } from './style_islands.ts'
import { state } from './store.ts'

interface Stroke { colour: string; width: number; casing?: string; dash?: string }

function line({ colour, width, casing, dash }: Stroke): SVGElement {
  const at = { x1: 2, y1: 7, x2: 32, y2: 7 }
  const parts = casing ? [svg('line', { ...at, stroke: casing, 'stroke-width': width + 1.6 })] : []
  parts.push(svg('line', { ...at, stroke: colour, 'stroke-width': width, ...(dash ? { 'stroke-dasharray': dash } : {}) }))
  return svg('svg', { width: 34, height: 14, viewBox: '0 0 34 14', 'aria-hidden': 'true' }, ...parts)
}

/** A tint under thin diagonals, as the map draws its cells. */
function hatched(colour: string): SVGElement {
  const lines = [2, 10, 18, 26].map((x) => svg('line', { x1: x - 4, y1: 0, x2: x + 10, y2: 14, stroke: colour, 'stroke-width': 1.2 }))
  return svg('svg', { width: 34, height: 14, viewBox: '0 0 34 14', 'aria-hidden': 'true' },
    svg('rect', { x: 0, y: 0, width: 34, height: 14, fill: colour, 'fill-opacity': 0.3 }), ...lines)
}

const row = (sample: Node, text: string): HTMLElement => el('li', {}, sample, el('span', {}, text))

function band_rows(): HTMLElement[] {
  const { bands } = ladder_of(state().ladder)
  const colours = band_colours(theme(), bands.length)
  const casings = band_casings(theme(), bands.length)
  const widths = band_widths(bands.length)
  return bands.map(({ name }, i) => row(
    line({ colour: colours[i]!, width: widths[i]!, casing: casings[i]! }), named('band', name),
  )).filter((_, i) => i >= state().band).reverse()
}

function doubt_rows(): HTMLElement[] {
  const n = ladder_of(state().ladder).bands.length
  const tone = band_colours(theme(), n)[state().band]!
  const width = 4
  const rows = [row(line({ colour: tone, width }), named('common', 'certain'))]
  if (state().answer !== 'certain') rows.push(row(line({ colour: tone_of(theme(), tone, 'likely'), width }), t('map.legend_likely')))
  if (state().answer === 'possible') rows.push(row(line({ colour: tone_of(theme(), tone, 'possible'), width, dash: '6 4' }), t('map.legend_possible')))
  return rows
}

const not_in_view = { certain: 'map.legend_not_certain', likely: 'map.legend_not_likely', possible: 'map.legend_not_possible' } as const

function ground_rows(): HTMLElement[] {
  const c = palette(theme())
  return [
    row(line({ colour: mixed(c.ground, c.street, street_opacity[theme()]), width: 1.5 }), t(state().answer === 'possible' && is_filtered(state().filters) ? 'map.legend_filtered' : not_in_view[state().answer])),
    row(hatched(c.unsurveyed), t('map.legend_unsurveyed')),
  ]
}

/** Of devices that are left out or not there nothing is drawn: then the tiles hold no islands. */
const counting = (devices: readonly DeviceFeature[]): boolean =>
  devices.some(({ properties }) => properties.has_view === true && passes(properties, state().filters))

/** What a colour of the islands means; `date` is the map's. */
function island_rows(devices: readonly DeviceFeature[], date: string): HTMLElement[] {
  if (!state().islands) return []
  const title = el('h2', {}, t('map.islands_title', { mode: named('mode', mode_of(state())) }))
  if (!counting(devices)) return [title, el('p', {}, t('map.islands_none'))]
  const sample = (i: number) => line({ colour: island_colours[theme()][i]!, width: 6 })
  const band = named('band', ladder_of(state().ladder).bands[state().band]!.name)
  return [title,
    el('ul', {}, row(sample(0), t('map.islands_colour', { date })), row(sample(1), t('map.islands_another'))),
    el('p', { class: 'quiet' }, t('map.islands_count', { band }), ' ', t(is_filtered(state().filters) ? 'map.islands_filtered' : 'map.islands_all'))]
}

/** The shapes that are there, each once, in the order of this list. */
const shape_words = ['fixed', 'unknown', 'dome', 'panning', 'all_round']

function glyph_rows(devices: readonly DeviceFeature[]): HTMLElement[] {
  const examples = new Map<string, DeviceSummary>()
  for (const { properties } of devices) {
    const shape = properties.indoor ? 'indoor' : shape_of(properties)
    if (!examples.has(shape)) examples.set(shape, { ...properties, indoor: properties.indoor === true })
  }
  const rank = (shape: string) => (shape === 'indoor' ? 99 : shape_words.indexOf(shape) >= 0 ? shape_words.indexOf(shape) : 50)
  const word = (shape: string) =>
    (shape === 'indoor' ? t('map.legend_indoor') : named(shape_words.includes(shape) ? 'glyph' : 'kind', shape))
  return [...examples].sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .map(([shape, example]) => row(glyph_element(example, theme()), word(shape)))
}

/** Kept while the legend is made anew. */
let shapes_open = false

const title = () => named('legend_of', ladder_of(state().ladder).family)

/** The legend's contents; with the shapes of the devices that are known. */
export function legend_rows(devices: readonly DeviceFeature[], date: string): HTMLElement[] {
  return [
    el('h2', {}, title()), el('ul', {}, ...band_rows()),
    el('h2', {}, t('map.legend_doubt')), el('ul', {}, ...doubt_rows(), ...ground_rows()),
    ...island_rows(devices, date),
    el('details', { open: shapes_open, ontoggle: (event) => { shapes_open = (event.target as HTMLDetailsElement).open } },
      el('summary', {}, t('map.legend_devices')), el('ul', {}, ...glyph_rows(devices))),
  ]
}
