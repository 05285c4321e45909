// SPDX-License-Identifier: AGPL-3.0-or-later
/** A way turn by turn: a list, of which each entry leads to its place on the map. */
import { Marker } from 'maplibre-gl'
import { el } from '../../common/dom.ts'
import { metres } from '../../common/format.ts'
import { counted, lang, t } from '../../common/words.ts'
import type { MapView } from '../map_view.ts'
import { free_of_card, is_phone, set_sheet } from '../sheet.ts'
import type { Answer } from '../state.ts'
import { state } from '../store.ts'
import type { Route, Step } from './front.ts'
import type { Around } from './around.ts'

/** As the reader left it, from one way to the next. */
let open = false
let mark: Marker | null = null

const near_enough = 17

/** By the answer that the page is set to. */
const in_view = (step: Step, answer: Answer): number =>
  answer === 'certain' ? step.certain_m : answer === 'likely' ? step.expected_m : step.possible_m

/** No place is marked any more. */
export function unmark(): void {
  mark?.remove()
  mark = null
}

function show([lon, lat]: Step['at'], view: MapView): void {
  unmark()
  mark = new Marker({ element: el('div', { class: 'turn-mark', 'aria-hidden': 'true' }) }).setLngLat([lon, lat]).addTo(view.map)
  if (is_phone()) set_sheet('half')
  const { left, right, top, bottom } = free_of_card()
  const { clientWidth: w, clientHeight: h } = view.map.getContainer()
  const free = (x: number, y: number) => x > left && x < w - right && y > top && y < h - bottom
  view.show(lon, lat, free, [(left - right) / 2, (top - bottom) / 2], near_enough)
}

function item(step: Step, last: boolean, view: MapView): HTMLElement {
  const { answer } = state()
  const length = in_view(step, answer)
  const seen = length >= 0.5 && t(`go.step.${answer}`, { length: metres(length) })
  const button = el('button', { class: 'item', type: 'button', onclick: () => {
    for (const other of button.closest('ol')!.querySelectorAll('[aria-current]')) other.removeAttribute('aria-current')
    button.setAttribute('aria-current', 'step')
    show(step.at, view)
    button.scrollIntoView({ block: 'nearest' })
  } }, el('span', { class: 'noted' }, step.instruction[lang()], seen && el('span', { class: 'quiet' }, seen)), !last && el('span', { class: 'quiet' }, metres(step.length_m)))
  return el('li', {}, button)
}

export function steps_section({ steps }: Route, { view }: Around): HTMLElement | null {
  if (steps.length === 0) return null
  const list = el('ol', { class: 'list' }, ...steps.map((step, i) => item(step, i + 1 === steps.length, view)))
  const section = el('details', { class: 'steps', ontoggle: () => {
    open = section.open
    if (!open) unmark()
  } }, el('summary', {}, counted('go.steps', steps.length)), list)
  section.open = open
  return section
}
