// SPDX-License-Identifier: AGPL-3.0-or-later
/** Reads what is known about the selection and puts it on the card; an older answer never overtakes a newer one. */
import { ApiError, type Info } from '../common/api.ts'
import { el } from '../common/dom.ts'
import { data_date } from '../common/source.ts'
import { t } from '../common/words.ts'
import type { Card } from './card.ts'
import { passes } from './devices.ts'
import { who_watches } from './here.ts'
import type { MapView } from './map_view.ts'
import { show_failure } from './notice.ts'
import { device_panel, explain } from './panel_device.ts'
import { here_panel, type Lookup } from './panel_here.ts'
import { read_segment, street_panel } from './panel_street.ts'
import { filter_query, type Selection } from './state.ts'
import { state } from './store.ts'

export interface Shown { view: MapView; info: Info; card: () => Card; known: Lookup; reveal: (lon: number, lat: number) => void; reach: HTMLElement }

let running: AbortController | null = null

async function panel_of(selection: Selection, shown: Shown, signal: AbortSignal): Promise<HTMLElement> {
  if (selection.type === 'device') {
    const device = await explain(selection.id, signal)
    shown.reveal(...device.position)
    const summary = shown.known(selection.id)
    return device_panel(device, !summary || passes(summary, state().filters))
  }
  if (selection.type === 'street') {
    const feature = await read_segment(selection.segment, signal)
    shown.view.set_street(feature.street.segments)
    const at = feature.geometry.coordinates[Math.floor(feature.geometry.coordinates.length / 2)]!
    shown.reveal(at[0]!, at[1]!)
    return street_panel(feature, data_date(shown.info))
  }
  const { ladder, filters } = state()
  const here = await who_watches(selection.lon, selection.lat, ladder, filter_query(filters), signal)
  return here_panel(here, shown.known, data_date(shown.info), shown.reach)
}

/** The panel for the selection as it is now. `focus` moves the keyboard to its heading. */
export async function show_selection(shown: Shown, focus: boolean): Promise<void> {
  running?.abort()
  const { selection } = state()
  const { panel } = shown.card()
  if (selection?.type !== 'street') shown.view.set_street([])
  if (!selection) return panel.replaceChildren(el('p', { class: 'remark' }, t('map.hint')))
  const { signal } = (running = new AbortController())
  panel.setAttribute('aria-busy', 'true')
  try {
    const content = await panel_of(selection, shown, signal)
    if (signal.aborted) return
    panel.replaceChildren(content)
    if (focus) panel.querySelector<HTMLElement>('#panel-title')?.focus()
  } catch (failure) {
    if (signal.aborted) return
    const gone = failure instanceof ApiError && failure.status === 404
    panel.replaceChildren(el('p', { class: 'remark', role: 'alert' }, gone ? t('map.file_gone') : t('map.not_read')))
    if (failure instanceof ApiError) { if (!gone) show_failure(failure) } else console.error(failure)
  } finally {
    if (!signal.aborted) panel.removeAttribute('aria-busy')
  }
}
