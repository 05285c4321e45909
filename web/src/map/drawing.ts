// SPDX-License-Identifier: AGPL-3.0-or-later
/** What the map draws: all that its style depends on. */
import type { Theme } from '../common/palette.ts'
import type { State } from './state.ts'

export interface Drawing {
  state: State
  theme: Theme
  /** Segments of the selected street. */
  street: readonly number[]
  devices: GeoJSON.FeatureCollection
  /** The selected device or place. */
  picked: GeoJSON.FeatureCollection
  /** Where somebody wants to go from and to; each has its `end`. */
  ends: GeoJSON.FeatureCollection
  /** Routes between them, each with its number `route`. */
  routes: GeoJSON.FeatureCollection
  /** How far one gets from the selected place: two lines and where one sets out, as /api/v1/reach answers. */
  reach: GeoJSON.FeatureCollection
  /** West, south, east, north of the data: no tile outside is asked for. */
  bounds: [number, number, number, number]
}
