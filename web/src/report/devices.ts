// SPDX-License-Identifier: AGPL-3.0-or-later
/** Which devices are known, who runs them, what is missing of them, and what was set aside. */
import type { Counts, Info, Report } from '../common/api.ts'
import { count, metres, percent } from '../common/format.ts'
import { counted, named, t, type Key } from '../common/words.ts'
import { lengths, modes, ranking, share } from './figures.ts'
import { drawn_plot, table, type Row } from './plot.ts'
import { scale, type Scale } from './scale.ts'
import { headed, paragraph } from './say.ts'
import { el, type Element } from './tree.ts'

const most = 12

function count_row(label: string, n: number, whole: number, extra: string[] = []): Row {
  const part = share(n, whole)
  return {
    label,
    lanes: [[{ from: 0, to: n, fill: 'count' }]],
    numbers: [count(n), ...extra, part === null ? '–' : percent(part)],
  }
}

const devices_scale = (rows: number[]): Scale => scale(Math.max(...rows, 0), 4, 1)

function kinds_plot(report: Report): Element {
  const { rows } = ranking(report.devices_by_kind, Infinity)
  return el(
    'figure',
    {},
    headed('h3', 'report.kinds', 'kinds'),
    drawn_plot({
      caption: t('report.kinds_caption', { devices: counted('report.devices', report.devices) }),
      what: t('report.kind'),
      heads: [{ word: t('report.devices_head') }, { word: t('report.cameras_head') }, { word: t('report.share_head') }],
      rows: rows.map(({ name, n }) => {
        const cameras = report.cameras_by_kind[name] ?? 0
        return count_row(named('kind', name), n, report.devices, [cameras > 0 ? count(cameras) : '–'])
      }),
      scale: devices_scale(rows.map(({ n }) => n)),
      tick: count,
    }),
  )
}

/** "(private person)" is a word of the data for a name that is withheld. */
const shown_name = (name: string): string => (name === '(private person)' ? t('report.private_person') : name)

function tallied_plot(report: Report, tallied: Counts, title: Key, what: Key): Element {
  const { rows, others, silent } = ranking(tallied, most)
  const all = rows.map(({ name, n }) => count_row(shown_name(name), n, report.devices))
  if (others.names > 0) all.push(count_row(counted('report.others', others.names), others.n, report.devices))
  if (silent > 0)
    all.push({
      ...count_row(t('common.not_tagged'), silent, report.devices),
      lanes: [[{ from: 0, to: silent, fill: 'unmapped' }]],
    })
  return el(
    'figure',
    {},
    headed('h3', title, 'devices'),
    drawn_plot({
      caption: t('report.tallied_caption', { devices: counted('report.devices', report.devices) }),
      what: t(what),
      heads: [{ word: t('report.devices_head') }, { word: t('report.share_head') }],
      rows: all,
      scale: devices_scale([...rows.map(({ n }) => n), others.n, silent]),
      tick: count,
    }),
  )
}

export function devices(report: Report): Element {
  return el(
    'section',
    {},
    headed('h2', 'report.devices_title', 'devices'),
    kinds_plot(report),
    tallied_plot(report, report.devices_by_operator, 'report.operators', 'report.operator'),
    tallied_plot(report, report.devices_by_zone, 'report.zones', 'report.zone'),
    tallied_plot(report, report.devices_by_manufacturer, 'report.manufacturers', 'report.manufacturer'),
  )
}

/** What the sources do not say of the devices: each count with its whole. */
export function missing(report: Report): Element {
  const of = (key: string) => report.missing[key] ?? 0
  const lines: [Key, number, number][] = [
    ['report.missing.direction', of('fixed_without_direction'), of('fixed_with_view')],
    ['report.missing.height', of('without_height'), report.devices],
    ['report.missing.operator', of('without_operator'), report.devices],
  ]
  const rows = lines.filter(([, , whole]) => whole > 0)
  return el(
    'section',
    {},
    headed('h2', 'report.missing', 'missing'),
    drawn_plot({
      caption: t('report.missing_caption'),
      what: t('report.missing_head'),
      heads: [{ word: t('report.devices_head') }, { word: t('report.of_head') }, { word: t('report.share_head') }],
      rows: rows.map(([key, n, whole]) => {
        const row = count_row(t(key), n, whole, [count(whole)])
        return { ...row, lanes: [[{ from: 0, to: n, fill: 'unmapped' as const }]] }
      }),
      scale: devices_scale(rows.map(([, , whole]) => whole)),
      tick: count,
    }),
  )
}

function reasons(caption: Key, tallied: Counts): Element | null {
  const { rows } = ranking(tallied, Infinity)
  if (rows.length === 0) return null
  return table(
    t(caption),
    [t('report.reason'), t('report.number')],
    rows.map(({ name, n }) => [named('reason', name), count(n)]),
  )
}

/** A lost camera is never "no camera": what was read, kept and set aside adds up. */
export function rejected(report: Report, info: Info): Element {
  const { read, kept, rejected: objects } = report.device_objects
  return el(
    'section',
    {},
    headed('h2', 'report.rejected', 'rejected'),
    paragraph(counted('report.accounted', read, { kept: count(kept), rejected: count(read - kept) })),
    reasons('report.rejected_objects', objects),
    reasons('report.rejected_values', info.values_rejected),
    reasons('report.flagged_values', info.flags),
  )
}

/** Ways that no figure counts, by the rule that leaves them out. */
export function left_out(report: Report): Element | null {
  const rules = Object.keys(lengths(report, 'foot').left_out_m)
  const row = (rule: string) => modes.map((mode) => lengths(report, mode).left_out_m[rule] ?? 0)
  const rows = rules
    .filter((rule) => row(rule).some((m) => m > 0))
    .map((rule) => [named('report.rule', rule), ...row(rule).map(metres)])
  if (rows.length === 0) return null
  return el(
    'section',
    {},
    headed('h2', 'report.left_out', 'street_metres'),
    table(t('report.left_out_caption'), [t('report.rule'), ...modes.map((mode) => named('mode', mode))], rows),
  )
}
