// SPDX-License-Identifier: AGPL-3.0-or-later
/** On phones the card is a sheet at the bottom with three heights. Its handle is dragged, or pressed as a button. */
import { t } from '../common/words.ts'
import type { Padding } from './map_view.ts'

export type Height = 'peek' | 'half' | 'full'
const heights: readonly Height[] = ['peek', 'half', 'full']
const words = { peek: 'map.sheet_peek', half: 'map.sheet_half', full: 'map.sheet_full' } as const

const phone = window.matchMedia('(max-width: 640px)')
export const is_phone = (): boolean => phone.matches

/** A strip of map with the attribution stays above the sheet at its full height. */
const strip = 132
const pixels = (height: Height): number =>
  height === 'peek' ? 148 : height === 'half' ? Math.round(innerHeight * 0.48) : innerHeight - strip

let current: Height = 'half'
let handle_button: HTMLElement | null = null

function put(height: number): void {
  document.documentElement.style.setProperty('--sheet', `${Math.round(height)}px`)
}

export function set_sheet(height: Height): void {
  current = height
  document.documentElement.dataset['sheet'] = height
  put(pixels(height))
  handle_button?.setAttribute('aria-label', t(words[height]))
}

/** At least half open, so that a selection can be read; it never covers more than it did. */
export function open_sheet(): void {
  if (current === 'peek') set_sheet('half')
}

/** What the sheet covers, in pixels from the bottom. */
export const sheet_height = (): number => (is_phone() ? pixels(current) : 0)

/** What the card covers, and a margin. */
export const free_of_card = (): Padding =>
  is_phone() ? { top: 20, right: 20, bottom: sheet_height() + 40, left: 20 } : { top: 30, right: 80, bottom: 50, left: 420 }

const nearest = (height: number): Height =>
  heights.reduce((best, h) => (Math.abs(pixels(h) - height) < Math.abs(pixels(best) - height) ? h : best))

function drag(handle: HTMLElement, start: PointerEvent): void {
  const from = pixels(current)
  let height = from
  let dragged = false
  handle.setPointerCapture(start.pointerId)
  document.documentElement.classList.add('dragging')
  const move = (event: PointerEvent) => {
    dragged ||= Math.abs(event.clientY - start.clientY) > 6
    height = Math.min(pixels('full'), Math.max(pixels('peek'), from + start.clientY - event.clientY))
    if (dragged) put(height)
  }
  const end = () => {
    handle.removeEventListener('pointermove', move)
    document.documentElement.classList.remove('dragging')
    if (dragged) set_sheet(nearest(height))
    // A press without a drag is the click that follows by itself.
    handle.dataset['dragged'] = dragged ? 'yes' : ''
  }
  handle.addEventListener('pointermove', move)
  handle.addEventListener('pointerup', end, { once: true })
  handle.addEventListener('pointercancel', end, { once: true })
}

/** Makes `handle` move the sheet; called again after the card was made anew. */
export function start_sheet(handle: HTMLButtonElement): void {
  handle_button = handle
  handle.addEventListener('pointerdown', (event) => drag(handle, event))
  handle.addEventListener('click', () => {
    if (handle.dataset['dragged'] === 'yes') handle.dataset['dragged'] = ''
    else set_sheet(heights[(heights.indexOf(current) + 1) % heights.length]!)
  })
  set_sheet(current)
}

addEventListener('resize', () => set_sheet(current))
