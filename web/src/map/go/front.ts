// SPDX-License-Identifier: AGPL-3.0-or-later
/** Routes between two places, from the fastest to the least seen, as /api/v1/front answers (docs/json.md). */
import { fetch_when_free, type InView } from '../../common/api.ts'
import { ladder_of } from '../../common/ladders.ts'
import type { Lang } from '../../common/words.ts'
import { counting_words, filter_query, mode_of, type Answer, type Mode, type State } from '../state.ts'

export type Position = [lon: number, lat: number]

export interface Met extends InView {
  device: string
  kind: string
  operator: string | null
  first_m: number
  first_s: number
}

/** A turn, and what is travelled until the next one. */
export interface Step extends InView {
  at: Position
  length_m: number
  instruction: Record<Lang, string>
}

export interface Route extends InView {
  length_m: number
  seconds: number
  /** Metres in view under the answer that was asked for: what the front weighs against time. */
  kept_small: number
  not_mapped_m: number
  met: Met[]
  steps: Step[]
  line: Position[]
}

export interface Stop { asked: Position; position: Position; away_m: number; name: string | null }

export interface Front {
  attribution: string
  licence: string
  mode: Mode
  ladder: string
  band: string
  answer: 'certain' | 'expected' | 'possible'
  devices_left_out: number
  /** Without limits: of the fastest, and of the least seen in metres. */
  least_time_s: number
  least_exposure: number
  /** Whether the search went to its end. */
  finished: boolean
  stops: Stop[]
  /** At most seven, the fastest first; none if no way keeps to the limits. */
  routes: Route[]
}

const server_word: Record<Answer, Front['answer']> = { certain: 'certain', likely: 'expected', possible: 'possible' }

/** What the page reads of a proof. */
interface ProofEnd { in_view: object | null }
export interface Proof {
  claim: 'unseen_way' | 'no_unseen_way' | 'not_joined'
  from: ProofEnd
  to: ProofEnd
  between: { devices: string[]; smallest: boolean } | null
}

export { mode_of }

function address(door: 'front' | 'proof', state: State, more: [string, string][]): string | null {
  const { from, to } = state.way
  if (!from || !to) return null
  const query = new URLSearchParams([
    ['from', `${from.lat},${from.lon}`], ['to', `${to.lat},${to.lon}`], ['mode', mode_of(state)], ['ladder', state.ladder],
    ['band', ladder_of(state.ladder).bands[state.band]!.name], ...more, ...counting_words(state.way),
  ])
  const filter = filter_query(state.filters)
  return `/api/v1/${door}?${query}${filter && `&${filter}`}`
}

/** What the state asks for, or null if an end is missing. */
export function question(state: State): string | null {
  const { minutes, metres } = state.way
  const limits: [string, number | null][] = [['most_minutes_more', minutes], ['most_in_view', metres]]
  return address('front', state, [['answer', server_word[state.answer]], ['steps', 'true'],
    ...limits.flatMap(([name, limit]): [string, string][] => (limit === null ? [] : [[name, String(limit)]]))])
}

/** Whether an unseen way exists; limits and the answer do not matter to that. */
export const proof_question = (state: State): string | null => address('proof', state, [])

export const read_front = (address: string, signal: AbortSignal): Promise<Front> => fetch_when_free<Front>(address, signal)

/** West, south, east, north of a line. */
export function box_of(line: readonly Position[]): [number, number, number, number] {
  const box: [number, number, number, number] = [180, 90, -180, -90]
  for (const [lon, lat] of line) {
    box[0] = Math.min(box[0], lon)
    box[1] = Math.min(box[1], lat)
    box[2] = Math.max(box[2], lon)
    box[3] = Math.max(box[3], lat)
  }
  return box
}
