// SPDX-License-Identifier: AGPL-3.0-or-later
/** Who watches here? The devices that cover one place, by answer. */
import type { DeviceSummary } from '../common/api.ts'
import { el } from '../common/dom.ts'
import { ladder_of } from '../common/ladders.ts'
import { counted, named, t } from '../common/words.ts'
import type { Here, Watcher } from './here.ts'
import { device_button } from './panel_street.ts'
import { device_title } from './panel_device.ts'
import { band_word, panel_head, short_list } from './parts.ts'
import { answers, is_filtered, type Answer } from './state.ts'
import { change, state } from './store.ts'

/** Minutes. */
const usual_reach = 15

export type Lookup = (id: string) => DeviceSummary | undefined

/** The surest answer under which the device sees the place at the chosen band, if any. */
function surest(watcher: Watcher, band: number): Answer | null {
  return answers.find((answer) => (watcher.bands[answer] ?? -1) >= band) ?? null
}

function item(watcher: Watcher, answer: Answer, known: Lookup): HTMLElement {
  const device = known(watcher.device)
  const band = band_word(state().ladder, watcher.bands[answer]!)
  return device_button(watcher.device, device ? device_title(device) : t('map.device', { id: watcher.device }), t('map.up_to_band', { band }))
}

function group(answer: Answer, watchers: Watcher[], known: Lookup): HTMLElement | null {
  const mine = watchers.filter((w) => surest(w, state().band) === answer)
  if (mine.length === 0) return null
  return el('section', {}, el('h3', {}, `${named('common', answer)} · ${counted('map.devices_of', mine.length)}`),
    short_list(mine.map((w) => item(w, answer, known)), 8))
}

function verdict(here: Here, seen: number, date: string): string {
  if (!here.covered_by_data) return t('map.here_outside')
  if (seen > 0) return counted('map.here_seen', seen, { date })
  if (here.watchers.length > 0) return t('map.here_not_at_band', { date })
  if (here.unsurveyed) return t('map.here_unsurveyed', { date })
  if (is_filtered(state().filters)) return t('map.here_filtered')
  return t(`here_none.${ladder_of(state().ladder).family}`, { date })
}

/** Asks how far one gets unseen from the place. The answer comes from reach/later.ts, which is fetched then. */
export const ask_reach = (): HTMLElement =>
  el('button', { type: 'button', class: 'button', onclick: () => change({ reach: usual_reach }) }, t('map.ask_reach'))

/** `reach`: where it is said how far one gets from here. */
export function here_panel(here: Here, known: Lookup, date: string, reach: HTMLElement): HTMLElement {
  const seen = here.watchers.filter((w) => surest(w, state().band) !== null).length
  return el('div', {},
    panel_head(t('map.place'), t('map.who_watches')),
    el('p', { class: 'quiet' }, t('map.at_least_band', { band: band_word(state().ladder, state().band) })),
    el('p', { class: 'remark' }, verdict(here, seen, date)),
    seen > 0 && here.unsurveyed && el('p', {}, t('map.here_unsurveyed_too')),
    here.covered_by_data && reach,
    ...answers.map((answer) => group(answer, here.watchers, known)),
    el('p', { class: 'quiet here-private' }, t('map.here_private')))
}
