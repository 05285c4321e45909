// SPDX-License-Identifier: AGPL-3.0-or-later
/** How much of the streets is in view: the leading figures, by band, by radius, by street. */
import { family_of } from '../common/ladders.ts'
import type { Info, InView, Ladder, Report } from '../common/api.ts'
import { count, metres, percent } from '../common/format.ts'
import { data_date } from '../common/source.ts'
import { counted, named, t } from '../common/words.ts'
import { bar, stretches, type Fill } from './bars.ts'
import type { Choice } from './choice.ts'
import {
  by_band,
  by_range,
  hardly_any_walls,
  reported_ladder,
  leading_band,
  lengths,
  max_range,
  parts,
  type Band,
  type Share,
} from './figures.ts'
import { drawn_plot, type Row } from './plot.ts'
import { scale, whole_share } from './scale.ts'
import { density, headed, paragraph, said_share, sentence } from './say.ts'
import { el, type Element, type Tree } from './tree.ts'

const answers = (): { word: string; fill: Fill }[] => [
  { word: t('common.certain'), fill: 'certain' },
  { word: t('common.likely'), fill: 'likely' },
  { word: t('common.possible'), fill: 'possible' },
]

/** What the parts of a bar beyond the three answers mean. */
function rest_of_bar(unmapped: boolean): Element {
  const entry = (fill: Fill, word: string) =>
    el('li', { class: `key ${fill}` }, bar([[{ from: 0, to: 1, fill }]], { end: 1, ticks: [] }), word)
  return el('ul', { class: 'keys' }, entry('unseen', t('report.unseen')), unmapped && entry('unmapped', t('report.unmapped')))
}

const shares = (seen: InView, whole_m: number): string[] =>
  [seen.certain_m, seen.expected_m, seen.possible_m].map((part) => said_share(part, whole_m))

const lengths_of = (seen: InView): string[] => [seen.certain_m, seen.expected_m, seen.possible_m].map(metres)

function card(band: Band, row: Share, street_m: number, surveyed_m: number): Element {
  const split = stretches(parts(row.all, street_m, surveyed_m))
  return el(
    'li',
    { class: 'card' },
    el('h3', {}, t('report.at_least', { band: named('band', band.name) })),
    el('span', { class: 'quiet' }, density(band)),
    el(
      'p',
      { class: 'figure' },
      el('b', {}, said_share(row.all.expected_m, street_m)),
      ` ${t('report.likely_of', { length: metres(street_m) })}`,
    ),
    bar([split], { end: street_m, ticks: [] }),
    paragraph(sentence(row.all, street_m)),
    surveyed_m < street_m &&
      el(
        'p',
        { class: 'quiet' },
        t('report.of_surveyed', { share: said_share(row.surveyed.expected_m, surveyed_m), length: metres(surveyed_m) }),
      ),
  )
}

function band_row(band: Band, seen: InView, street_m: number, surveyed_m: number): Row {
  return {
    label: el('span', {}, named('band', band.name), ' ', el('span', { class: 'quiet' }, density(band))),
    lanes: [stretches(parts(seen, street_m, surveyed_m))],
    numbers: lengths_of(seen),
  }
}

function by_band_plot(report: Report, choice: Choice, ladder: Ladder): Element {
  const { street_m, surveyed_m } = lengths(report, choice.mode)
  return el(
    'figure',
    {},
    headed('h3', 'report.by_band', 'bands'),
    drawn_plot({
      caption: t('report.by_band_caption', {
        mode: named('mode', choice.mode),
        length: metres(street_m),
        range: metres(max_range(report)),
      }),
      what: t('report.at_least_head'),
      heads: answers(),
      rows: by_band(report, choice.mode, ladder).map(({ band, row }) => band_row(band, row.all, street_m, surveyed_m)),
      scale: scale(street_m, 3),
      tick: metres,
    }),
    rest_of_bar(surveyed_m < street_m),
  )
}

function sweep_plot(report: Report, choice: Choice, ladder: Ladder, band: Band): Element {
  const { street_m, surveyed_m } = lengths(report, choice.mode)
  return el(
    'figure',
    {},
    headed('h3', 'report.sweep', 'range'),
    drawn_plot({
      caption: t('report.sweep_caption', {
        mode: named('mode', choice.mode),
        band: named('band', band.name),
        length: metres(street_m),
      }),
      what: t('report.sweep_head'),
      heads: answers(),
      rows: by_range(report, choice.mode, ladder, band.name).map((row) => ({
        label: metres(row.range_m),
        lanes: [
          stretches(parts(row.all, street_m, surveyed_m)).map((s) => ({ ...s, from: s.from / street_m, to: s.to / street_m })),
        ],
        numbers: shares(row.all, street_m),
      })),
      scale: whole_share,
      tick: percent,
    }),
  )
}

function most_watched_plot(report: Report): Element | null {
  if (report.most_watched.length === 0) return null
  return el(
    'figure',
    {},
    headed('h3', 'report.most_watched', 'street'),
    drawn_plot({
      caption: t('report.most_watched_caption'),
      what: t('report.street'),
      heads: [...answers(), { word: t('report.of_length') }],
      rows: report.most_watched.map((street) => ({
        label: street.name,
        lanes: [stretches(parts(street.in_view, street.length_m, street.length_m))],
        numbers: [...lengths_of(street.in_view), metres(street.length_m)],
      })),
      scale: scale(Math.max(...report.most_watched.map((street) => street.length_m)), 3),
      tick: metres,
    }),
  )
}

function bin_label(from: number, to: number): string {
  if (to === 0) return t('report.bin_nothing')
  return from === 0
    ? t('report.bin_first', { to: percent(to / 100) })
    : t('report.bin', { from: percent(from / 100), to: percent(to / 100) })
}

/** How many streets have how much of themselves in view; those that nobody surveyed are in no bin, and named below. */
function distribution_plot(report: Report): Element | null {
  const { bins, surveyed, not_surveyed, mode, band } = report.distribution
  if (surveyed.streets === 0) return null
  const rows = bins.map((bin) => [bin.certain.streets, bin.expected.streets, bin.possible.streets])
  const words = {
    mode: named('mode', mode),
    band: named('band', band),
    n: count(surveyed.streets),
    length: metres(surveyed.street_m),
  }
  return el(
    'figure',
    {},
    headed('h3', 'report.distribution', 'distribution'),
    drawn_plot({
      caption: t('report.distribution_caption', words),
      what: t('report.distribution_head'),
      heads: answers(),
      rows: bins.map((bin, i) => ({
        label: bin_label(bin.from_percent, bin.to_percent),
        // Nothing in view is never drawn as if something were.
        lanes: rows[i]!.map((n, a) =>
          n > 0 ? [{ from: 0, to: n, fill: bin.to_percent === 0 ? 'unseen' : answers()[a]!.fill }] : [],
        ),
        numbers: rows[i]!.map(count),
      })),
      scale: scale(Math.max(...rows.flat()), 4, 1),
      tick: count,
    }),
    not_surveyed.streets > 0 &&
      el(
        'p',
        { class: 'quiet' },
        t('report.distribution_unmapped', { streets: count(not_surveyed.streets), length: metres(not_surveyed.street_m) }),
      ),
  )
}

/** Who is left out, what is cut, and why certain is so small. */
function beside_shares(report: Report): Element {
  const range = metres(max_range(report))
  const lines: [string, number][] = [
    ['report.beside.indoor', report.indoor],
    ['report.beside.no_stretch', report.section_controls_without_stretch],
    ['report.beside.outside_model', report.outside_comparison_model],
    ['report.beside.private', report.of_private_persons],
    ['report.beside.cut', report.cut_by_max_range],
    ['report.beside.no_direction', report.missing['fixed_without_direction'] ?? 0],
    ['report.beside.far', report.moved_over_5_m],
  ]
  return el(
    'div',
    { class: 'beside' },
    headed('h3', 'report.beside', 'reading'),
    el(
      'ul',
      {},
      lines.filter(([, n]) => n > 0).map(([key, n]) => el('li', {}, counted(key, n, { range }))),
    ),
  )
}

function surveyed_sentence(report: Report, choice: Choice): Tree[] {
  const { street_m, surveyed_m } = lengths(report, choice.mode)
  const words = {
    mode: named('mode', choice.mode),
    length: metres(street_m),
    surveyed: metres(surveyed_m),
    unmapped: metres(street_m - surveyed_m),
  }
  return [
    paragraph(
      t(surveyed_m < street_m ? 'report.partly_surveyed' : 'report.all_surveyed', words),
      ' ',
      counted('report.cells', report.surveyed_cells),
    ),
    ...(hardly_any_walls(report)
      ? [
          paragraph(
            t('report.few_walls', { buildings: count(report.buildings), length: metres(lengths(report, 'foot').street_m) }),
          ),
        ]
      : []),
  ]
}

/** Without a device there is no share to give: mapped by nobody is not the same as not in view. */
export function nobody_looked(report: Report, info: Info): Element {
  const date = data_date(info)
  const length = metres(lengths(report, 'foot').street_m)
  const some = report.device_objects.read > 0
  return el(
    'div',
    { class: 'nobody' },
    paragraph(t(some ? 'report.none_kept' : 'common.none_here', { date })),
    paragraph(t('report.none_streets', { length })),
  )
}

export function streets(report: Report, info: Info, choice: Choice): Element {
  const ladder = reported_ladder(report, choice.ladder)
  const band = ladder && leading_band(ladder)
  const title = headed('h2', 'report.streets', 'shares')
  if (report.devices === 0) return el('section', {}, title, nobody_looked(report, info))
  if (!ladder || !band || (report.devices_with_view[ladder.name] ?? 0) === 0) {
    const none = `report_none.${family_of(choice.ladder)}` as const
    return el(
      'section',
      {},
      title,
      el('div', { class: 'nobody' }, paragraph(t(none, { date: data_date(info) }))),
      beside_shares(report),
    )
  }
  const { street_m, surveyed_m } = lengths(report, choice.mode)
  return el(
    'section',
    {},
    title,
    surveyed_sentence(report, choice),
    el(
      'ul',
      { class: 'cards' },
      by_band(report, choice.mode, ladder).map(({ band: b, row }) => card(b, row, street_m, surveyed_m)),
    ),
    by_band_plot(report, choice, ladder),
    beside_shares(report),
    sweep_plot(report, choice, ladder, band),
    distribution_plot(report),
    most_watched_plot(report),
  )
}
