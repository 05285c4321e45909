// SPDX-License-Identifier: AGPL-3.0-or-later
/** What the page shows, and the address that says it. All of it stays behind the #: a server never sees it. */
import { ladder_of, ladders, modes_of } from '../common/ladders.ts'
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

export interface Place { lat: number; lon: number }
export const ends = ['from', 'to'] as const
export type End = (typeof ends)[number]
/** What the next press on the map says: who watches there, or an end of a way. */
export type Asking = 'no' | 'here' | End
export const modes = ['foot', 'bike', 'car'] as const
export type Mode = (typeof modes)[number]
export const left_out_keys = ['kind', 'operator', 'device'] as const
export type LeftOutKey = (typeof left_out_keys)[number]
/** Where somebody wants to go. `shown`: which of the answer's routes is looked at, the fastest first. `without` does not count on a
 *  way, beside the filters; of devices only those of `only` do, if any. `minutes`: at most so many more than the fastest; `metres`: at
 *  most so many in view. */
export interface Way {
  from: Place | null
  to: Place | null
  mode: Mode
  shown: number
  without: Record<LeftOutKey, string[]>
  only: string[]
  minutes: number | null
  metres: number | null
}

export const tab_names = ['look', 'go', 'city'] as const
export type Tab = (typeof tab_names)[number]

export interface View { zoom: number; lon: number; lat: number }

export interface State {
  view: View | null
  answer: Answer
  ladder: string
  band: number
  filters: Filters
  selection: Selection | null
  tab: Tab
  way: Way
  /** Unseen islands are drawn. */
  islands: boolean
  /** Minutes within which somebody wants to know how far one gets unseen from the selected place; null while nobody asks. */
  reach: number | null
}

export const no_filters = (): Filters => ({ kind: [], operator: [], manufacturer: [], zone: [] })

export const no_way = (): Way =>
  ({ from: null, to: null, mode: 'foot', shown: 0, without: { kind: [], operator: [], device: [] }, only: [], minutes: null, metres: null })

export const usual_state = (): State => ({
  view: null, answer: 'likely', ladder: 'image-2014', band: ladder_of('image-2014').usual,
  filters: no_filters(), selection: null, tab: 'look', way: no_way(), islands: false, reach: null,
})

/** Whether nothing is other than before but which of the routes is looked at: that follows a finger. */
export const only_route_changed = (now: State, before: State): boolean =>
  (Object.keys(now) as (keyof State)[]).every((key) => key === 'way' || now[key] === before[key])
  && (Object.keys(now.way) as (keyof Way)[]).every((key) => (key === 'shown') !== (now.way[key] === before.way[key]))

export const is_filtered = (filters: Filters): boolean => filter_keys.some((key) => filters[key].length > 0)

/** The filter as query parameters, in a fixed order so that equal filters have equal addresses; '' without a filter. */
export function filter_query(filters: Filters): string {
  const query = new URLSearchParams()
  for (const key of filter_keys) for (const value of [...filters[key]].sort()) query.append(key, value)
  return query.toString()
}

/** A ladder counts for some modes only: the chosen one, or the first that it counts for. */
export function mode_of(state: State): Mode {
  const counted = modes_of(state.ladder)
  return counted.includes(state.way.mode) ? state.way.mode : counted[0]!
}

/** What counts for who travels: mode, ladder, band and filter, by the names of the server. */
export function seen_query(state: State): string {
  const query = new URLSearchParams({ mode: mode_of(state), ladder: state.ladder, band: ladder_of(state.ladder).bands[state.band]!.name })
  const filter = filter_query(state.filters)
  return `${query}${filter && `&${filter}`}`
}

/** What of a way stands in an address and in a question by the same names: what counts on it. */
export const counting_words = ({ without, only }: Way): [string, string][] => [
  ...left_out_keys.flatMap((key) => without[key].map((value): [string, string] => [`without_${key}`, value])),
  ...only.map((id): [string, string] => ['device', id]),
]

const rounded = (value: number, digits: number) => String(Number(value.toFixed(digits)))

const place_word = ({ lat, lon }: Place) => `${rounded(lat, 6)},${rounded(lon, 6)}`

function selection_word(selection: Selection): string {
  if (selection.type === 'device') return selection.id
  if (selection.type === 'street') return `s${selection.segment}`
  return `@${place_word(selection)}`
}

function numbers(text: string, count: number): number[] | null {
  const parts = text.split(/[/,]/).map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
  return parts.length === count && parts.every(Number.isFinite) ? parts : null
}

const on_earth = (lat: number, lon: number) => Math.abs(lat) <= 85.06 && Math.abs(lon) <= 180

function selection_of(word: string): Selection | null {
  if (is_device(word)) return { type: 'device', id: word }
  if (/^s\d{1,10}$/.test(word)) return { type: 'street', segment: Number(word.slice(1)) }
  const place = word.startsWith('@') ? place_of(word.slice(1)) : null
  return place && { type: 'here', ...place }
}

/** "latitude,longitude". */
export function place_of(word: string): Place | null {
  const place = numbers(word, 2)
  return place && on_earth(place[0]!, place[1]!) ? { lat: place[0]!, lon: place[1]! } : null
}

const is_device = (word: string) => /^[nwr]\d{1,19}$/.test(word)

/** A number from 0 on, as somebody types it; null for anything else. */
export function limit_of(word: string | null): number | null {
  const text = word?.trim().replace(',', '.') ?? ''
  return /^\d{1,6}(\.\d{1,2})?$/.test(text) ? Number(text) : null
}

/** The server asks no further. */
export const most_reach = 60
const reach_of = (word: string | null): number | null => {
  const minutes = limit_of(word)
  return minutes !== null && minutes > 0 && minutes <= most_reach ? minutes : null
}

function way_of(query: URLSearchParams): Way {
  const way = no_way()
  for (const end of ends) way[end] = place_of(query.get(end) ?? '')
  way.mode = modes.find((mode) => mode === query.get('mode')) ?? way.mode
  if (/^\d$/.test(query.get('route') ?? '')) way.shown = Number(query.get('route'))
  for (const key of left_out_keys) way.without[key] = [...new Set(query.getAll(`without_${key}`))]
  way.without.kind = way.without.kind.filter((kind) => is_named('kind', kind)) // The server refuses others.
  way.without.device = way.without.device.filter(is_device)
  way.only = query.getAll('device').filter(is_device)
  way.minutes = limit_of(query.get('most_minutes_more'))
  way.metres = limit_of(query.get('most_in_view'))
  return way
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
  if (state.way.mode !== usual.way.mode) query.append('mode', state.way.mode)
  if (state.way.shown !== usual.way.shown) query.append('route', String(state.way.shown))
  for (const [name, value] of counting_words(state.way)) query.append(name, value)
  if (state.way.minutes !== null) query.append('most_minutes_more', String(state.way.minutes))
  if (state.way.metres !== null) query.append('most_in_view', String(state.way.metres))
  if (state.islands) query.append('islands', 'yes')
  if (state.reach !== null) query.append('reach', String(state.reach))
  query.append('lang', lang)
  const places = [
    ...(state.view ? [`map=${rounded(state.view.zoom, 2)}/${rounded(state.view.lat, 5)}/${rounded(state.view.lon, 5)}`] : []),
    ...ends.flatMap((end) => (state.way[end] ? [`${end}=${place_word(state.way[end])}`] : [])),
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
  state.tab = tab_names.find((tab) => tab === query.get('tab')) ?? state.tab
  state.way = way_of(query)
  state.islands = query.get('islands') === 'yes'
  state.reach = reach_of(query.get('reach'))
  for (const key of filter_keys) state.filters[key] = [...new Set(query.getAll(key))].sort()
  state.filters.kind = state.filters.kind.filter((kind) => is_named('kind', kind)) // The server refuses others.
  return { state, lang: query.get('lang') }
}
