// SPDX-License-Identifier: AGPL-3.0-or-later
/** How far one gets unseen from a place, as /api/v1/reach answers (docs/json.md). */
import { seen_query, type State } from '../state.ts'

interface Lines { unseen: boolean; length_m: number; not_mapped_m: number }
interface Start { start: true; in_view: boolean; moved: boolean; seen_by: string[] }
export type ReachAnswer = GeoJSON.FeatureCollection<GeoJSON.MultiLineString | GeoJSON.Point, Lines | Start>

/** All in metres of street; what is reached unseen is a part of what is reached. */
export interface Reached {
  unseen_m: number
  reached_m: number
  not_mapped_m: number
  in_view: boolean
  /** Whether the figures set out from another place, so far away. */
  moved_m: number | null
  seen_by: string[]
}

/** What the state asks for, or null while nobody asks. */
export function question({ selection, reach, ...rest }: State): string | null {
  if (reach === null || selection?.type !== 'here') return null
  const { lat, lon } = selection
  return `/api/v1/reach?from=${lat},${lon}&minutes=${reach}&${seen_query({ selection, reach, ...rest })}`
}

/** Metres between two places that are near each other. */
function metres_between([lon_a, lat_a]: GeoJSON.Position, [lon_b, lat_b]: GeoJSON.Position): number {
  const degree_m = 111_195 // of the mean radius
  const narrow = Math.cos((((lat_a! + lat_b!) / 2) * Math.PI) / 180)
  return Math.hypot((lon_b! - lon_a!) * narrow, lat_b! - lat_a!) * degree_m
}

export function reached(answer: ReachAnswer, asked: GeoJSON.Position): Reached {
  const found: Reached = { unseen_m: 0, reached_m: 0, not_mapped_m: 0, in_view: false, moved_m: null, seen_by: [] }
  for (const { properties, geometry } of answer.features) {
    if ('start' in properties) {
      found.in_view = properties.in_view
      found.seen_by = properties.seen_by
      if (properties.moved && geometry.type === 'Point') found.moved_m = metres_between(asked, geometry.coordinates)
      continue
    }
    found.reached_m += properties.length_m
    if (!properties.unseen) continue
    found.unseen_m = properties.length_m
    found.not_mapped_m = properties.not_mapped_m
  }
  return found
}

/** Every position of what is reached unseen. */
export const positions = (answer: ReachAnswer): [number, number][] =>
  answer.features.flatMap(({ properties, geometry }) =>
    ('unseen' in properties && properties.unseen && geometry.type === 'MultiLineString' ? geometry.coordinates.flat() : [])) as [number, number][]
