// SPDX-License-Identifier: AGPL-3.0-or-later
/** What the page shows, and the address that says it. All of it stays behind the #: a server never sees it. */
import { ladder_of, ladders } from '../common/ladders.ts'
import { is_named } from '../common/words.ts'

export type Answer = 'certain' | 'likely' | 'possible'
export const answers: readonly Answer[] = ['certain', 'likely', 'possible']

export const filter_keys = ['kind', 'operator', 'manufacturer', 'zone'] as const
export type FilterKey = (typeof filter_keys)[number]
/** Chosen values by key; '' stands for "not tagged"; no value means that all count. */
export type Filters = Record<FilterKey, string[]>

export type Selection =
  | { type: 'device'; id: string }
  | { type: 'street'; segment: number }
  | { type: 'here'; lon: number; lat: number }

export interface View { zoom: number; lon: number; lat: number }

export interface State {
  view: View | null
  answer: Answer
  ladder: string
  band: number
  filters: Filters
  selection: Selection | null
  tab: 'look' | 'city'
}

export const no_filters = (): Filters => ({ kind: [], operator: [], manufacturer: [], zone: [] })

export const usual_state = (): State => ({
  view: null, answer: 'likely', ladder: 'image-2014', band: ladder_of('image-2014').usual,
  filters: no_filters(), selection: null, tab: 'look',
})

export const is_filtered = (filters: Filters): boolean => filter_keys.some((key) => filters[key].length > 0)

/** The filter as query parameters, in a fixed order so that equal filters have equal addresses; '' without a filter. */
export function filter_query(filters: Filters): string {
  const query = new URLSearchParams()
  for (const key of filter_keys) for (const value of [...filters[key]].sort()) query.append(key, value)
  return query.toString()
}

const rounded = (value: number, digits: number) => String(Number(value.toFixed(digits)))

function selection_word(selection: Selection): string {
  if (selection.type === 'device') return selection.id
  if (selection.type === 'street') return `s${selection.segment}`
  return `@${rounded(selection.lat, 6)},${rounded(selection.lon, 6)}`
}

function numbers(text: string, count: number): number[] | null {
  const parts = text.split(/[/,]/).map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
  return parts.length === count && parts.every(Number.isFinite) ? parts : null
}

const on_earth = (lat: number, lon: number) => Math.abs(lat) <= 85.06 && Math.abs(lon) <= 180

function selection_of(word: string): Selection | null {
  if (/^[nwr]\d{1,19}$/.test(word)) return { type: 'device', id: word }
  if (/^s\d{1,10}$/.test(word)) return { type: 'street', segment: Number(word.slice(1)) }
  const place = word.startsWith('@') ? numbers(word.slice(1), 2) : null
  return place && on_earth(place[0]!, place[1]!) ? { type: 'here', lat: place[0]!, lon: place[1]! } : null
}

function view_of(word: string): View | null {
  const parts = numbers(word, 3)
  if (!parts) return null
  const [zoom, lat, lon] = parts as [number, number, number]
  return on_earth(lat, lon) && zoom >= 0 && zoom <= 24 ? { zoom, lat, lon } : null
}

/** The part of the address after #. What is as usual is left out. */
export function hash_of(state: State, lang: string): string {
  const usual = usual_state()
  const query = new URLSearchParams(filter_query(state.filters))
  if (state.ladder !== usual.ladder) query.append('ladder', state.ladder)
  const ladder = ladder_of(state.ladder)
  if (state.band !== ladder.usual) query.append('band', ladder.bands[state.band]!.name)
  if (state.answer !== usual.answer) query.append('answer', state.answer)
  if (state.tab !== usual.tab) query.append('tab', state.tab)
  query.append('lang', lang)
  const places = [
    ...(state.view ? [`map=${rounded(state.view.zoom, 2)}/${rounded(state.view.lat, 5)}/${rounded(state.view.lon, 5)}`] : []),
    ...(state.selection ? [`at=${selection_word(state.selection)}`] : []),
  ]
  return `#${[...places, query.toString()].join('&')}`
}

/** The state that an address asks for: words that it does not know are as usual. */
export function state_of(hash: string): { state: State; lang: string | null } {
  const query = new URLSearchParams(hash.replace(/^#/, ''))
  const state = usual_state()
  state.view = view_of(query.get('map') ?? '')
  state.selection = selection_of(query.get('at') ?? '')
  if (ladders.some((l) => l.name === query.get('ladder'))) state.ladder = query.get('ladder')!
  const ladder = ladder_of(state.ladder)
  const band = ladder.bands.findIndex((b) => b.name === query.get('band'))
  state.band = band >= 0 ? band : ladder.usual
  state.answer = answers.find((a) => a === query.get('answer')) ?? state.answer
  if (query.get('tab') === 'city') state.tab = 'city'
  for (const key of filter_keys) state.filters[key] = [...new Set(query.getAll(key))].sort()
  state.filters.kind = state.filters.kind.filter((kind) => is_named('kind', kind)) // The server refuses others.
  return { state, lang: query.get('lang') }
}
