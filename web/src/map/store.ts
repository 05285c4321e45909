// SPDX-License-Identifier: AGPL-3.0-or-later
/** The one place where the page's state changes, and who is told. */
import { lang } from '../common/words.ts'
import { hash_of, state_of, type Selection, type State } from './state.ts'

type Listener = (now: State, before: State) => void

let current: State = state_of(location.hash).state
const listeners: Listener[] = []
let parts: Listener[] = []

export const state = (): State => current
export const on_change = (listener: Listener): void => void listeners.push(listener)

/** For parts of the card, which are made anew in another language: forget_parts ends them. */
export const part_on_change = (listener: Listener): void => void parts.push(listener)
export function forget_parts(): void {
  parts = []
}

function tell(before: State): void {
  for (const listener of [...listeners, ...parts]) listener(current, before)
}

const same_selection = (a: Selection | null, b: Selection | null) => JSON.stringify(a) === JSON.stringify(b)

/** Writes the address. A new selection is a step that the back button undoes; all else replaces. */
export function write_address(step = false): void {
  const hash = hash_of(current, lang())
  if (hash === location.hash) return
  if (step) history.pushState(null, '', hash)
  else history.replaceState(null, '', hash)
}

export function change(patch: Partial<State>): void {
  const before = current
  // How far one gets is asked of one place, and not of the next one by itself.
  if (patch.selection !== undefined && !same_selection(patch.selection, current.selection)) patch = { reach: null, ...patch }
  current = { ...current, ...patch }
  write_address(!same_selection(before.selection, current.selection))
  tell(before)
}

/** A moved view only: nobody needs to be told, the map knows. */
export function moved(view: State['view']): void {
  current = { ...current, view }
  write_address()
}

/** Back, forward, or an address typed by hand: the view stays where the address names none. */
export function follow_address(): { view: State['view'] } {
  const before = current
  const asked = state_of(location.hash).state
  current = { ...asked, view: asked.view ?? before.view }
  tell(before)
  return { view: asked.view }
}
