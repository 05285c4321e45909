// SPDX-License-Identifier: AGPL-3.0-or-later
/** Which devices count: by kind, operator, manufacturer and zone, each with its number of devices. */
import type { DeviceFeature } from '../common/api.ts'
import { el } from '../common/dom.ts'
import { count } from '../common/format.ts'
import { counted, named, t } from '../common/words.ts'
import { facets, passes } from './devices.ts'
import { filter_keys, is_filtered, no_filters, type FilterKey } from './state.ts'
import { change, part_on_change, state } from './store.ts'

const shown_at_first = 8

const word_of = (key: FilterKey, value: string): string =>
  value === '' ? t('common.not_tagged') : key === 'kind' ? named('kind', value) : value

function toggle(key: FilterKey, value: string, on: boolean): void {
  const others = state().filters[key].filter((v) => v !== value)
  change({ filters: { ...state().filters, [key]: on ? [...others, value].sort() : others } })
}

function box(key: FilterKey, value: string, n: number): HTMLElement {
  const input = el('input', { type: 'checkbox', onchange: () => toggle(key, value, input.checked) })
  const follow = () => { input.checked = state().filters[key].includes(value) }
  follow()
  part_on_change(follow)
  return el('li', {}, el('label', { class: 'check' }, input, el('span', {}, word_of(key, value)), el('span', { class: 'quiet' }, count(n))))
}

function group(key: FilterKey, all: readonly DeviceFeature[]): HTMLElement {
  const rows = facets(all, key)
  const list = el('ul', { class: 'plain-list' })
  const fill = (limit: number) => {
    list.replaceChildren(...rows.slice(0, limit).map(([value, n]) => box(key, value, n)))
    if (rows.length > limit) {
      const more = el('button', { class: 'link', type: 'button', onclick: () => fill(rows.length) }, t('map.show_all', { n: rows.length }))
      list.append(el('li', {}, more))
    }
  }
  // A value that is chosen is always listed, also if it stands far down.
  const last = Math.max(-1, ...state().filters[key].map((value) => rows.findIndex(([v]) => v === value)))
  fill(Math.max(shown_at_first, last + 1))
  return el('details', { open: state().filters[key].length > 0 }, el('summary', {}, named('filter', key), ' ', el('span', { class: 'quiet' }, count(rows.length))), list)
}

/** "filtered: 12 of 399 devices", or nothing without a filter. Of more devices than the page holds, it speaks of the view. */
export function filter_sentence(all: readonly DeviceFeature[], in_city: number): string | null {
  if (!is_filtered(state().filters) || all.length === 0) return null
  const n = all.filter((d) => passes(d.properties, state().filters)).length
  return t('map.filtered', { n: count(n), m: counted(all.length < in_city ? 'map.devices_in_view' : 'map.devices_of', all.length) })
}

export const reset_filters = (): void => change({ filters: no_filters() })

/** Made anew when the devices or the language change; the boxes follow the state. */
export function filter_panel(all: readonly DeviceFeature[], in_city: number): HTMLElement {
  const said = el('span', { role: 'status' })
  const reset = el('button', { class: 'link', type: 'button', onclick: reset_filters }, t('map.reset_filters'))
  const line = el('p', { class: 'filtered' }, said, ' ', reset)
  const follow = () => {
    const sentence = filter_sentence(all, in_city)
    said.textContent = sentence ?? ''
    line.hidden = sentence === null
  }
  follow()
  part_on_change(follow)
  return el('section', { class: 'filters' }, el('h2', {}, t('map.filters')), line, ...filter_keys.map((key) => group(key, all)))
}
