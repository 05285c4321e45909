// SPDX-License-Identifier: AGPL-3.0-or-later
/** One street: how much of it is in view at the chosen band, and of what. */
import { fetch_json, type SegmentFeature, type Street } from '../common/api.ts'
import { el } from '../common/dom.ts'
import { metres } from '../common/format.ts'
import { ladder_of } from '../common/ladders.ts'
import { counted, named, t, type Key } from '../common/words.ts'
import { device_title } from './panel_device.ts'
import { band_word, chosen_band, facts, figure, nothing_in_view, panel_head, short_list } from './parts.ts'
import { filter_query, is_filtered } from './state.ts'
import { change, state } from './store.ts'

export function read_segment(segment: number, signal: AbortSignal): Promise<SegmentFeature> {
  const { ladder, filters } = state()
  const query = filter_query(filters)
  return fetch_json<SegmentFeature>(`/api/segments/${segment}?ladder=${ladder}&band=${chosen_band()}${query && `&${query}`}`, signal)
}

/** "Police 3 · not tagged 6", most first. */
function operators(devices: Street['devices']): string {
  const counts = new Map<string, number>()
  for (const { operator } of devices) {
    const name = operator ?? t('common.not_tagged')
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([name, n]) => `${name} ${n}`).join(' · ')
}

/** The id tells devices of one kind apart. */
export const device_button = (id: string, text: string, note?: string): HTMLElement =>
  el('li', {}, el('button', { class: 'item', type: 'button', onclick: () => change({ selection: { type: 'device', id } }) },
    el('span', { class: 'noted' }, text, note ? el('span', { class: 'quiet' }, note) : null), el('span', { class: 'quiet' }, id)))

/** Those of the chosen band, and how many more there are at wider bands. */
function device_section(at_band: Street['devices'], wider: number): HTMLElement | null {
  if (at_band.length === 0) return null
  const items = at_band.map((d) =>
    device_button(d.id, device_title(d), d.direction_known ? undefined : t('map.direction_unknown')))
  return el('section', {}, el('h3', {}, t('map.devices_of_street')), short_list(items, 8),
    wider > 0 && el('p', { class: 'quiet' }, counted('map.more_at_wider_bands', wider)))
}

/** Why nothing is in view: a band that is too narrow, nobody who looked, the filter, or nothing that is mapped. */
function unseen({ street, properties }: SegmentFeature, date: string): string {
  const said = { date, length: metres(street.length_m) }
  const wider = street.devices.length
  return wider > 0 ? counted('map.street_not_at_band', wider, said) : t(why_unseen(properties), said)
}

function why_unseen(properties: SegmentFeature['properties']): Key {
  if (!properties.surveyed) return 'map.street_unsurveyed'
  if (is_filtered(state().filters)) return 'map.street_filtered'
  return `street_none.${ladder_of(state().ladder).family}` as const
}

/** `date`: of the data, as a phrase. */
export function street_panel(feature: SegmentFeature, date: string): HTMLElement {
  const { street, properties } = feature
  const in_view = street.in_view[chosen_band()] ?? nothing_in_view
  const title = street.name ?? t('map.unnamed', { class: named('highway', properties.class) })
  const devices = street.devices.filter((d) => d.possible_m > 0)
  const unknown = devices.filter((d) => !d.direction_known).length
  const seen = in_view.possible_m > 0
  const unmapped_m = street.length_m - street.surveyed_m
  const modes = (['foot', 'bike', 'car'] as const).filter((mode) => properties[mode]).map((mode) => named('mode', mode))
  return el('div', {},
    panel_head(t('map.street'), title),
    el('p', { class: 'quiet' }, t('map.at_least_band', { band: band_word(state().ladder, state().band) })),
    seen ? figure(in_view, street.length_m, street.surveyed_m)
      : el('p', { class: 'remark' }, unseen(feature, date)),
    unmapped_m >= 0.5 && (properties.surveyed || street.devices.length > 0)
      && el('p', { class: 'remark' }, t('map.stretch_unsurveyed', { length: metres(unmapped_m) })),
    facts([
      [t('map.devices'), devices.length === 0 ? null
        : counted('map.devices_of', devices.length) + (unknown > 0 ? `, ${counted('map.of_unknown_direction', unknown)}` : '')],
      [t('map.run_by'), devices.length === 0 ? null : operators(devices)],
      [t('map.counts_for'), modes.join(', ')],
    ]),
    device_section(devices, street.devices.length - devices.length))
}
