// SPDX-License-Identifier: AGPL-3.0-or-later
/** Where from, where to, and how: by name of a street, by a press on the map, or by the map's middle. */
import { el } from '../../common/dom.ts'
import { modes_of } from '../../common/ladders.ts'
import { named, t } from '../../common/words.ts'
import { place } from '../map_view.ts'
import { ends, modes, no_way, type End, type Place } from '../state.ts'
import { change, part_on_change, state } from '../store.ts'
import { mode_of, type Front } from './front.ts'
import type { Around } from './around.ts'
import { Search } from './search.ts'

const end_words = { from: 'go.from', to: 'go.to' } as const

const put = (end: End, at: Place): void => change({ way: { ...state().way, [end]: at, shown: 0 } })

const digits = ({ lat, lon }: Place, n: number): string => `${lat.toFixed(n)}, ${lon.toFixed(n)}`

/** Names by which places were chosen, as long as the page is open: the street that is nearest may bear another. */
const chosen_names = new Map<string, string>()

function mode_switch(): HTMLElement {
  const options = modes.map((mode) => {
    const input = el('input', { type: 'radio', name: 'mode', value: mode, onchange: () => change({ way: { ...state().way, mode, shown: 0 } }) })
    const follow = () => {
      input.checked = mode_of(state()) === mode
      input.disabled = !modes_of(state().ladder).includes(mode)
    }
    follow()
    part_on_change(follow)
    return el('label', {}, input, el('span', {}, named('mode', mode)))
  })
  return el('fieldset', { class: 'switch' }, el('legend', { class: 'visually-hidden' }, t('go.mode')), ...options)
}

/** The two ends of a way. */
export class Ends {
  readonly element: HTMLElement
  private readonly fields = new Map<End, { search: Search; on_map: HTMLButtonElement }>()
  private readonly again: HTMLElement

  constructor(private readonly around: Around) {
    const turn = el('button', { class: 'link', type: 'button', onclick: () => {
      const { way } = state()
      change({ way: { ...way, from: way.to, to: way.from, shown: 0 } })
    } }, t('go.turn_round'))
    const clear = el('button', { class: 'link', type: 'button', onclick: () => {
      change({ way: { ...no_way(), mode: state().way.mode } })
      this.focus('from')
    } }, t('go.clear'))
    this.again = el('p', { class: 'pair' }, turn, clear)
    this.element = el('div', { class: 'ends' }, ...ends.map((end) => this.field(end)), mode_switch(), this.again)
  }

  private field(end: End): HTMLElement {
    const label = t(end_words[end])
    const on_map = el('button', { class: 'link', type: 'button', 'aria-pressed': 'false', onclick: () => this.around.ask(this.around.asking() === end ? 'no' : end) })
    const middle = el('button', { class: 'link', type: 'button', 'aria-label': `${label}: ${t('go.middle')}`,
      onclick: () => put(end, place(this.around.view.map.getCenter())) }, t('go.middle'))
    const search = new Search(`way-${end}`, label, (at, name) => { chosen_names.set(digits(at, 7), name); put(end, at) }, on_map, middle)
    this.fields.set(end, { search, on_map })
    return el('div', { class: `end ${end}` }, search.element)
  }

  /** Says what the state holds; names come with the answer. */
  show(front: Front | null): void {
    const { way } = state()
    for (const [end, { search, on_map }] of this.fields) {
      const at = way[end]
      const stop = front?.stops.at(end === 'from' ? 0 : -1)
      search.show(at === null ? '' : chosen_names.get(digits(at, 7)) ?? stop?.name ?? digits(at, 5))
      const armed = this.around.asking() === end
      on_map.setAttribute('aria-pressed', String(armed))
      on_map.textContent = t(armed ? 'go.choose_now' : 'go.on_map')
      on_map.setAttribute('aria-label', `${t(end_words[end])}: ${on_map.textContent}`)
    }
    this.again.hidden = !way.from && !way.to
  }

  focus(end: End): void {
    this.fields.get(end)?.on_map.focus()
  }
}
