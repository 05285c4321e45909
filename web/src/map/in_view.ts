// SPDX-License-Identifier: AGPL-3.0-or-later
/** What is on the canvas as a list that keyboards and screen readers follow: devices and streets in view. */
import type { Map as MapLibre } from 'maplibre-gl'
import type { DeviceFeature } from '../common/api.ts'
import { el } from '../common/dom.ts'
import { ladder_of } from '../common/ladders.ts'
import { theme } from '../common/theme.ts'
import { counted, t } from '../common/words.ts'
import { passes } from './devices.ts'
import { glyph_element } from './glyphs.ts'
import { device_title } from './panel_device.ts'
import { band_word, short_list } from './parts.ts'
import { change, state } from './store.ts'

const most = 60

/** The devices of the view that count, nearest to its middle first. */
function devices_in_view(map: MapLibre, all: readonly DeviceFeature[]): DeviceFeature[] {
  const box = map.getBounds()
  const middle = map.getCenter()
  const narrow = Math.cos((middle.lat * Math.PI) / 180)
  const away = (d: DeviceFeature) => {
    const [lon, lat] = d.geometry.coordinates as [number, number]
    return ((lon - middle.lng) * narrow) ** 2 + (lat - middle.lat) ** 2
  }
  return all
    .filter((d) => box.contains(d.geometry.coordinates as [number, number]) && passes(d.properties, state().filters))
    .sort((a, b) => away(a) - away(b) || (a.properties.id < b.properties.id ? -1 : 1))
}

export interface WatchedStreet { segment: number; name: string; band: number }

/** Named streets of the view that are in view of a device, the narrowest band first. */
function streets_in_view(map: MapLibre): WatchedStreet[] {
  const { answer } = state()
  const key = { certain: 'c', likely: 'l', possible: 'x' }[answer]
  const layers = ['certain', 'likely', 'possible'].map((a) => `exposure-${a}-line`).filter((id) => map.getLayer(id))
  const found = new Map<string, WatchedStreet>()
  for (const { properties } of layers.length ? map.queryRenderedFeatures({ layers }) : []) {
    const name = properties['name'] as string | undefined
    const band = Number(properties[key])
    const known = name === undefined ? undefined : found.get(name)
    // For a moment after another ladder is chosen, the tiles of the former are still drawn.
    if (!(band < ladder_of(state().ladder).bands.length)) continue
    if (name === undefined || (known && known.band >= band)) continue
    found.set(name, { segment: Number(properties['segment']), name, band })
  }
  return [...found.values()].sort((a, b) => b.band - a.band || a.name.localeCompare(b.name))
}

function device_item({ properties }: DeviceFeature): HTMLElement {
  const select = () => change({ selection: { type: 'device', id: properties.id } })
  return el('li', {}, el('button', { class: 'item with-glyph', type: 'button', onclick: select },
    glyph_element(properties, theme()), el('span', {}, device_title(properties)), el('span', { class: 'quiet' }, properties.id)))
}

function street_item({ segment, name, band }: WatchedStreet): HTMLElement {
  const select = () => change({ selection: { type: 'street', segment } })
  return el('li', {}, el('button', { class: 'item', type: 'button', onclick: select },
    el('span', {}, name), el('span', { class: 'quiet' }, band_word(state().ladder, band))))
}

/** `deep`: near enough for streets to bear names (docs/tiles.md). `drawn`: no tile of the view is still awaited. */
export interface InViewNow { devices: DeviceFeature[]; streets: WatchedStreet[]; together: boolean; deep: boolean; drawn: boolean }

/** What is in view now; `only` narrows the devices to those of one place. */
export function in_view_now(map: MapLibre, all: readonly DeviceFeature[], only: readonly string[]): InViewNow {
  const inside = devices_in_view(map, all)
  const devices = only.length ? inside.filter((d) => only.includes(d.properties.id)) : inside
  return { devices, streets: streets_in_view(map), together: only.length > 0, deep: map.getZoom() >= 14, drawn: map.areTilesLoaded() }
}

function device_list({ devices, together }: InViewNow, none: string): (HTMLElement | false)[] {
  if (devices.length === 0) return [el('h2', {}, t('map.in_view')), el('p', { class: 'remark' }, none)]
  return [
    el('h2', {}, counted(together ? 'map.together' : 'map.devices_in_view', devices.length)),
    short_list(devices.slice(0, most).map(device_item), 6),
    devices.length > most && el('p', { class: 'quiet' }, t('map.nearest_only', { n: most })),
  ]
}

function street_list({ streets, deep, drawn }: InViewNow): HTMLElement[] {
  if (streets.length > 0) return [el('h2', {}, counted('map.streets_in_view', streets.length)), short_list(streets.slice(0, most).map(street_item), 6)]
  const why = !deep ? 'map.zoom_in_for_streets' : drawn ? 'map.no_street_in_view' : 'map.loading'
  return [el('h2', {}, t('map.streets_of_map')), el('p', { class: 'quiet' }, t(why))]
}

/** The two lists. `none` says why no device is listed; `not_all`, if the page does not hold every device of the view. */
export function in_view_list(now: InViewNow, none: string, not_all: string | null): HTMLElement {
  return el('div', {}, ...device_list(now, none), not_all !== null && el('p', { class: 'remark' }, not_all), ...street_list(now))
}
