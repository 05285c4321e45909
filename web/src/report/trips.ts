// SPDX-License-Identifier: AGPL-3.0-or-later
/** Trips drawn by lot: which share of them cannot go unseen, with what the lot leaves open. */
import type { RandomTrips, Report } from '../common/api.ts'
import { count, metres, percent, tenths } from '../common/format.ts'
import { named, t } from '../common/words.ts'
import { bar, type Fill, type Interval, type Stretch } from './bars.ts'
import { drawn_plot, type Row } from './plot.ts'
import { headed, paragraph } from './say.ts'
import { whole_share } from './scale.ts'
import { el, type Element } from './tree.ts'

type OfMode = RandomTrips['modes'][number]

function row(of: OfMode): Row {
  const label = named('mode', of.mode)
  if (of.trips === 0) return { label, lanes: [[]], numbers: ['–', '–', count(0), '–'] }
  const { share, low, high } = of
  const split: Stretch[] = [
    { from: 0, to: share, fill: 'possible' },
    { from: share, to: 1, fill: 'unseen' },
  ]
  return {
    label,
    lanes: [split.filter(({ from, to }) => to > from)],
    interval: { low, high },
    numbers: [tenths(share), t('report.bin', { from: tenths(low), to: tenths(high) }), count(of.trips), count(of.end_in_view)],
  }
}

/** What a bar shows beside the share. */
function keys(): Element {
  const entry = (word: string, fill: Fill, interval?: Interval) =>
    el('li', { class: 'key' }, bar([interval ? [] : [{ from: 0, to: 1, fill }]], { end: 1, ticks: [] }, interval), word)
  return el(
    'ul',
    { class: 'keys' },
    entry(t('report.trips_unseen'), 'unseen'),
    entry(t('report.trips_interval_key'), 'possible', { low: 0.1, high: 0.9 }),
  )
}

/** Nothing where no device is measured: then no trip was drawn. */
export function trips(report: Report): Element | null {
  const { modes, band, seed, least_m, most_m } = report.random_trips
  if (modes.length === 0) return null
  const apart = { least: metres(least_m), most: metres(most_m) }
  const none = modes.filter((of) => of.trips === 0).map((of) => named('mode', of.mode))
  return el(
    'section',
    {},
    headed('h2', 'report.trips', 'trips'),
    el(
      'figure',
      {},
      drawn_plot({
        caption: t('report.trips_caption', { band: named('band', band) }),
        what: t('report.mode_switch'),
        heads: [
          { word: t('report.trips_share'), fill: 'possible' },
          { word: t('report.trips_interval') },
          { word: t('report.trips_of') },
          { word: t('report.trips_end') },
        ],
        rows: modes.map(row),
        scale: whole_share,
        tick: percent,
      }),
      keys(),
    ),
    none.length > 0 && paragraph(t('report.trips_none', { modes: none.join(', '), ...apart })),
    el('p', { class: 'quiet below' }, t('report.trips_drawn', { seed: count(seed), ...apart })),
  )
}
