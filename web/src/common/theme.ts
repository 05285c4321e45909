// SPDX-License-Identifier: AGPL-3.0-or-later
/** Light or dark: as the system says, until somebody chooses. The choice is kept in this browser. */
import type { Theme } from './palette.ts'

const stored_as = 'contrechamp.theme'
const system = () => window.matchMedia('(prefers-color-scheme: dark)')

function chosen(): Theme | null {
  const word = document.documentElement.dataset['theme']
  return word === 'light' || word === 'dark' ? word : null
}

export const theme = (): Theme => chosen() ?? (system().matches ? 'dark' : 'light')

/** Applies the kept choice and calls `changed` whenever the theme becomes another. */
export function start_theme(changed: (theme: Theme) => void): void {
  try {
    const kept = localStorage.getItem(stored_as)
    if (kept === 'light' || kept === 'dark') document.documentElement.dataset['theme'] = kept
  } catch {
    // A browser that stores nothing follows the system.
  }
  system().addEventListener('change', () => { if (!chosen()) changed(theme()) })
}

/** Makes the other theme the chosen one. */
export function switch_theme(): Theme {
  const next: Theme = theme() === 'dark' ? 'light' : 'dark'
  document.documentElement.dataset['theme'] = next
  try {
    localStorage.setItem(stored_as, next)
  } catch {
    // It holds for this page.
  }
  return next
}
