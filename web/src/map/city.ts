// SPDX-License-Identifier: AGPL-3.0-or-later
/** The city in a few figures; the whole report is a page of its own. */
import type { Report } from '../common/api.ts'
import { el } from '../common/dom.ts'
import { count, metres, percent } from '../common/format.ts'
import { modes_of } from '../common/ladders.ts'
import { counted, lang, named, t } from '../common/words.ts'
import { band_word, chosen_band, facts, figure } from './parts.ts'
import { is_filtered } from './state.ts'
import { state } from './store.ts'

function kinds(report: Report): [string, string][] {
  return Object.entries(report.devices_by_kind).filter(([, n]) => n > 0).sort((a, b) => b[1] - a[1]).map(([kind, n]) => [named('kind', kind), count(n)])
}

/** The figures at the largest range, for walkers; drivers where only they count. */
function exposure(report: Report, date: string): HTMLElement {
  if (report.devices === 0) return el('p', { class: 'remark' }, t('common.none_here', { date }))
  const mode = modes_of(state().ladder)[0]!
  const rows = report.in_view.filter((r) => r.mode === mode && r.ladder === state().ladder && r.band === chosen_band())
  const widest = rows.sort((a, b) => b.range_m - a.range_m)[0]
  const street = report.modes[mode]
  if (!widest || !street) return el('p', { class: 'remark' }, t('map.no_figure'))
  return el('section', {},
    el('h3', {}, t('map.streets_mode', { mode: named('mode', mode) })),
    el('p', { class: 'quiet' }, t('map.at_least_band', { band: band_word(state().ladder, state().band) })),
    figure(widest.all, street.street_m, street.surveyed_m),
    el('p', { class: 'quiet' }, t('map.surveyed_of', { surveyed: metres(street.surveyed_m), length: metres(street.street_m), share: percent(street.surveyed_m / Math.max(1, street.street_m)) })))
}

export function city_panel(report: Report, title: string, date: string): HTMLElement {
  return el('div', {},
    el('p', { class: 'quiet' }, t('map.city')), el('h2', {}, title),
    el('p', {}, counted('common.known_here', report.devices), ', ', date),
    is_filtered(state().filters) && el('p', { class: 'remark' }, t('map.city_unfiltered')),
    exposure(report, date),
    el('section', {}, el('h3', {}, t('map.kinds')), facts(kinds(report))),
    facts([
      [t('map.indoor'), report.indoor ? count(report.indoor) : null],
      [t('map.unknown_directions'), report.missing['fixed_without_direction'] ? count(report.missing['fixed_without_direction']) : null],
      [t('map.unknown_operators'), report.missing['without_operator'] ? count(report.missing['without_operator']) : null],
    ]),
    el('p', {}, el('a', { class: 'button', href: `/report.html#lang=${lang()}` }, t('map.whole_report'))))
}
