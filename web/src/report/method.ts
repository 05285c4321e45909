// SPDX-License-Identifier: AGPL-3.0-or-later
/** How the figures are made, what the model leaves out, and every choice behind it. */
import type { Lens, Report } from '../common/api.ts'
import { percent } from '../common/format.ts'
import { lang, named, t, type Key } from '../common/words.ts'
import { table } from './plot.ts'
import { density, headed, paragraph } from './say.ts'
import { el, type Element, type Tree } from './tree.ts'

const limits: Key[] = [
  'report.limit.ground',
  'report.limit.walls',
  'report.limit.heights',
  'report.limit.tags',
  'report.limit.known',
  'report.limit.independent',
  'report.limit.optics',
]

const millimetres = (mm: number): string => `${new Intl.NumberFormat(lang(), { minimumFractionDigits: 1 }).format(mm)}\u202fmm`
const weight = (per_mille: number): string => percent(per_mille / 1000)

function lenses(caption: Key, rows: Lens[]): Element {
  return table(
    t(caption),
    [t('report.lens'), t('report.pixels'), t('report.weight')],
    rows.map((lens) => [millimetres(lens.focal_mm), `${lens.columns}\u202f×\u202f${lens.rows}`, weight(lens.weight_per_mille)]),
  )
}

function heights(options: Record<string, string>): Element {
  const rows = ['low', 'middle', 'high'].map((word) => [
    `${options[`height.${word}_m`] ?? '–'}\u202fm`,
    weight(Number(options[`height.${word}_weight`] ?? 0)),
  ])
  return table(t('report.heights'), [t('report.height'), t('report.weight')], rows)
}

function ladders(report: Report): Tree[] {
  return report.model.ladders.map((ladder) =>
    table(
      t('report.titled', { name: named('ladder', ladder.name), text: named('report.source', ladder.name) }),
      [t('report.band'), t('report.density')],
      ladder.bands.map((band) => [named('band', band.name), density(band) || '–']),
    ),
  )
}

function options(all: Record<string, string>): Element {
  const rows = Object.entries(all).map(([key, value]) => [el('code', {}, key), value])
  return table(t('report.options'), [t('report.option'), t('report.value')], rows)
}

export function method(report: Report): Element {
  return el(
    'section',
    { class: 'method' },
    headed('h2', 'report.method', 'reading'),
    paragraph(t('report.method_text')),
    el(
      'div',
      { class: 'limits' },
      headed('h3', 'report.limits', 'limits'),
      el(
        'ul',
        {},
        limits.map((key) => el('li', {}, t(key))),
      ),
    ),
    el(
      'details',
      {},
      el('summary', {}, t('report.choices')),
      headed('h3', 'report.assumed', 'assumed'),
      el(
        'div',
        { class: 'choices' },
        lenses('report.fixed_lenses', report.model.fixed_lenses),
        lenses('report.dome_lenses', report.model.dome_lenses),
        heights(report.model.options),
        ladders(report),
        options(report.model.options),
      ),
    ),
  )
}
