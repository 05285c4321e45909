// SPDX-License-Identifier: AGPL-3.0-or-later
/** Phrases that several sections share. */
import type { InView } from '../common/api.ts'
import { metres, percent } from '../common/format.ts'
import { lang, t, type Key } from '../common/words.ts'
import { share, type Band } from './figures.ts'
import { el, type Element, type Tree } from './tree.ts'

/** Where docs/concepts.md, as the page concepts.html, defines what a section shows. */
export const definitions = {
  reading: '1-how-to-read-a-figure',
  devices: '2-devices',
  kinds: 'kinds',
  rejected: 'what-was-rejected',
  street_metres: 'street-metres',
  bands: '4-what-a-camera-could-resolve',
  range: 'the-largest-range',
  assumed: 'what-is-assumed-where-tags-are-silent',
  missing: 'what-is-missing',
  exposure: '8-exposure',
  shares: 'shares-of-street',
  street: 'streets-as-a-whole',
  distribution: 'streets-by-share-in-view',
  trips: 'trips-drawn-by-lot',
  limits: '12-limits-of-the-model',
} as const
export type Definition = keyof typeof definitions

/** A share with nothing to divide by is a dash, never 0 %. */
export function said_share(part_m: number, whole_m: number): string {
  const value = share(part_m, whole_m)
  return value === null ? '–' : percent(value)
}

/** "0 m for certain, about 620 m likely, up to 1.2 km possible, of 2.1 km". */
export function sentence(seen: InView, whole_m: number): string {
  return t('common.in_view', {
    certain: metres(seen.certain_m),
    likely: metres(seen.expected_m),
    possible: metres(seen.possible_m),
    length: metres(whole_m),
  })
}

export function density(band: Band): string {
  const number = new Intl.NumberFormat(lang(), { maximumFractionDigits: 1 })
  return band.pixels_per_metre === null ? '' : `${number.format(band.pixels_per_metre)}\u202fpx/m`
}

/** A heading with the way to its definition. */
export function headed(tag: 'h2' | 'h3', title: Key, definition: Definition): Element {
  const note = lang() === 'en' ? t('report.definition') : `${t('report.definition')} ${t('report.in_english')}`
  const link = el(
    'a',
    {
      class: 'definition',
      href: `concepts.html?lang=${lang()}#${definitions[definition]}`,
      'aria-label': t('report.titled', { name: note, text: t(title) }),
    },
    note,
  )
  return el('div', { class: 'headed' }, el(tag, {}, t(title)), link)
}

export function paragraph(...children: Tree[]): Element {
  return el('p', {}, ...children)
}
