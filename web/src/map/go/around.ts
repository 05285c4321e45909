// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Info } from '../../common/api.ts'
import type { MapView } from '../map_view.ts'
import type { Lookup } from '../panel_here.ts'
import type { Asking } from '../state.ts'

/** What the page around lends. */
export interface Around {
  view: MapView
  info: Info
  container: () => HTMLElement
  known: Lookup
  /** Scrolls the card so far that a part of it can be seen. */
  reveal: (part: HTMLElement) => void
  ask: (what: Asking) => void
  asking: () => Asking
}
