// SPDX-License-Identifier: AGPL-3.0-or-later
/** The card: a head that stays, controls, one panel for what is selected, filters and the list of what is in view. */
import { el, mark } from '../common/dom.ts'
import { t } from '../common/words.ts'
import { controls } from './controls.ts'
import { language_switch } from './language.ts'
import { tab_names, type Tab } from './state.ts'
import { change, part_on_change, state } from './store.ts'

export interface Card {
  element: HTMLElement
  /** Where the panel of the selection stands; empty without one. */
  panel: HTMLElement
  go: HTMLElement
  city: HTMLElement
  filters: HTMLElement
  list: HTMLElement
  ask: HTMLButtonElement
  handle: HTMLButtonElement
  scroll: HTMLElement
}

const tab_words = { look: 'map.look', go: 'map.go', city: 'map.city' } as const

function tab(name: Tab, word: string): HTMLElement {
  const button = el('button', { type: 'button', role: 'tab', id: `tab-${name}`, 'aria-controls': `panel-${name}`, onclick: () => change({ tab: name }) }, word)
  const follow = () => {
    const chosen = state().tab === name
    button.setAttribute('aria-selected', String(chosen))
    button.tabIndex = chosen ? 0 : -1
  }
  follow()
  part_on_change(follow)
  return button
}

/** Arrow keys move between the tabs, as readers expect of a tab list. */
function tabs(): HTMLElement {
  const list = el('div', { class: 'tabs', role: 'tablist', 'aria-label': t('map.tabs') }, ...tab_names.map((name) => tab(name, t(tab_words[name]))))
  list.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
    const step = event.key === 'ArrowRight' ? 1 : tab_names.length - 1
    const other = tab_names[(tab_names.indexOf(state().tab) + step) % tab_names.length]!
    change({ tab: other })
    document.getElementById(`tab-${other}`)?.focus()
  })
  return list
}

function page(name: Tab, ...children: HTMLElement[]): HTMLElement {
  const part = el('div', { role: 'tabpanel', id: `panel-${name}`, 'aria-labelledby': `tab-${name}` }, ...children)
  const follow = () => { part.hidden = state().tab !== name }
  follow()
  part_on_change(follow)
  return part
}

export function card(with_view: Record<string, number>): Card {
  const panel = el('div', { class: 'panel', 'aria-live': 'off' })
  const go = el('div', { class: 'panel' })
  const city = el('div', { class: 'panel' })
  const filters = el('div', {})
  const list = el('section', { class: 'in-view', 'aria-label': t('map.in_view') })
  const ask = el('button', { type: 'button', class: 'button ask', 'aria-pressed': 'false' }, t('map.ask'))
  const handle = el('button', { type: 'button', class: 'handle' })
  const head = el('header', {}, mark(), el('h1', {}, t('common.name')), language_switch())
  const scroll = el('div', { class: 'scroll' }, tabs(), controls(with_view),
    page('look', panel, ask, list, filters), page('go', go), page('city', city))
  const element = el('section', { class: 'card', 'aria-label': t('map.card') }, handle, head, scroll)
  return { element, panel, go, city, filters, list, ask, handle, scroll }
}
