// SPDX-License-Identifier: AGPL-3.0-or-later
/** Parts that several panels of the card share. */
import type { InView } from '../common/api.ts'
import { el } from '../common/dom.ts'
import { metres } from '../common/format.ts'
import { ladder_of } from '../common/ladders.ts'
import { band_colours, mixed, palette, tone_of } from '../common/palette.ts'
import { theme } from '../common/theme.ts'
import { named, t } from '../common/words.ts'
import { change, state } from './store.ts'

/** "at least observe", in words, of the chosen ladder. */
export const band_word = (ladder: string, band: number): string => named('band', ladder_of(ladder).bands[band]!.name)

export const chosen_band = (): string => ladder_of(state().ladder).bands[state().band]!.name

/** Rows of a term and what is known of it; rows without a value are left out. */
export function facts(rows: readonly (readonly [string, Node | string | null | undefined])[]): HTMLElement {
  const list = el('dl', { class: 'facts' })
  for (const [term, value] of rows) if (value) list.append(el('div', {}, el('dt', {}, term), el('dd', {}, value)))
  return list
}

/** A heading with what it is above it, and a button that closes the panel. */
export function panel_head(kind: string, title: string): HTMLElement {
  const close = el('button', { class: 'plain', type: 'button', 'aria-label': t('map.close'), onclick: () => change({ selection: null }) }, '×')
  return el('div', { class: 'panel-head' }, el('div', {}, el('p', { class: 'quiet' }, kind), el('h2', { id: 'panel-title', tabindex: -1 }, title)), close)
}

/** A sample of a colour. */
export function swatch(part: string, colour: string): HTMLElement {
  const box = el('span', { class: `swatch ${part}`, 'aria-hidden': 'true' })
  box.style.setProperty('--tone', colour)
  return box
}

/** Three answers of a length, each with its own label. What is left over is "not in view" where somebody has looked, else not mapped. */
function bar(of: InView, length: number, surveyed: number): HTMLElement {
  const n = ladder_of(state().ladder).bands.length
  const colours = palette(theme())
  const tone = band_colours(theme(), n)[state().band]!
  const unmapped = Math.min(length - surveyed, length - of.possible_m)
  const unseen = length - of.possible_m - unmapped
  const parts: [string, string, number, string, number][] = [
    ['certain', t('common.certain'), of.certain_m, tone, of.certain_m],
    ['likely', t('common.likely'), of.expected_m - of.certain_m, tone_of(theme(), tone, 'likely'), of.expected_m],
    ['possible', t('common.possible'), of.possible_m - of.expected_m, tone_of(theme(), tone, 'possible'), of.possible_m],
    ['rest', t('map.not_in_view'), unseen, mixed(colours.street, colours.ground, 0.6), unseen],
  ]
  if (unmapped >= 0.5) parts.push(['rest', t('map.not_mapped'), unmapped, colours.unsurveyed, unmapped])
  const strip = el('div', { class: 'bar', 'aria-hidden': 'true' })
  const labels = el('ul', { class: 'bar-labels', 'aria-hidden': 'true' })
  for (const [part, word, width, colour, value] of parts) {
    if (width > 0) {
      const piece = swatch(part, colour)
      piece.style.flexGrow = String(width)
      strip.append(piece)
    }
    labels.append(el('li', {}, swatch(part, colour), `${word} ${metres(Math.max(0, value))}`))
  }
  return el('div', {}, strip, labels)
}

/** The figure with its doubt: what is certain large, the rest in a sentence, then the bar. */
export function figure(of: InView, length: number, surveyed: number): HTMLElement {
  const rest = t('map.figure_rest', { likely: metres(of.expected_m), possible: metres(of.possible_m), length: metres(length) })
  return el('div', { class: 'figure' },
    el('p', {}, el('strong', {}, metres(of.certain_m)), ' ', el('span', { class: 'quiet' }, t('map.for_certain'))),
    el('p', {}, rest),
    bar(of, length, surveyed))
}

export const nothing_in_view: InView = { certain_m: 0, expected_m: 0, possible_m: 0 }

/** The first `limit` of the items, and a button for the rest. */
export function short_list(items: readonly HTMLElement[], limit: number): HTMLElement {
  const list = el('ul', { class: 'list' }, ...items.slice(0, limit))
  if (items.length <= limit) return list
  const more = el('button', { class: 'link', type: 'button', onclick: () => {
    const next = items[limit]!
    list.append(...items.slice(limit))
    more.remove()
    next.querySelector('button')?.focus()
  } }, t('map.show_all', { n: items.length }))
  return el('div', {}, list, more)
}
