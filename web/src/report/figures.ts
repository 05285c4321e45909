// SPDX-License-Identifier: AGPL-3.0-or-later
/** The figures of the page, worked out of the answer. All lengths are metres; nothing here knows words or pictures. */
import { ladder_of } from '../common/ladders.ts'
import type { Counts, InView, Ladder, Report } from '../common/api.ts'

export type Share = Report['in_view'][number]
export type Band = Ladder['bands'][number]

export const modes = ['foot', 'bike', 'car'] as const
export type Mode = (typeof modes)[number]

/** A length of street in five parts that add up to it: what is certain, what likely adds, what possible adds, what is not in view,
 * and what nobody has mapped. */
export interface Parts {
  certain: number
  likely: number
  possible: number
  unseen: number
  unmapped: number
}

const within = (value: number, most: number): number => Math.min(Math.max(value, 0), Math.max(most, 0))

/** `surveyed_m` of `whole_m` lie where somebody has looked; rounding in the answer never makes a part negative. */
export function parts(seen: InView, whole_m: number, surveyed_m: number): Parts {
  const possible = within(seen.possible_m, whole_m)
  const expected = within(seen.expected_m, possible)
  const certain = within(seen.certain_m, expected)
  const unmapped = within(whole_m - surveyed_m, whole_m - possible)
  return {
    certain,
    likely: expected - certain,
    possible: possible - expected,
    unseen: whole_m - possible - unmapped,
    unmapped,
  }
}

/** A part of a whole, 0 to 1, or null where there is no whole to speak of. */
export function share(part_m: number, whole_m: number): number | null {
  return whole_m > 0 ? within(part_m / whole_m, 1) : null
}

export const not_tagged = '(not tagged)'

/** Words by how often they stand, the most frequent first; the rest in one figure, and the silent ones apart. */
export interface Ranking {
  rows: { name: string; n: number }[]
  others: { names: number; n: number }
  silent: number
}

export function ranking(tallied: Counts, most: number): Ranking {
  const named = Object.entries(tallied)
    .filter(([name]) => name !== not_tagged)
    .map(([name, n]) => ({ name, n }))
    .sort((a, b) => b.n - a.n || (a.name < b.name ? -1 : 1))
  // "1 other" would take the line that the other itself could have.
  const shown = named.length === most + 1 ? named.length : most
  const rest = named.slice(shown)
  const n = rest.reduce((sum, row) => sum + row.n, 0)
  return { rows: named.slice(0, shown), others: { names: rest.length, n }, silent: tallied[not_tagged] ?? 0 }
}

/** Street metres of a mode: all of them, those in surveyed cells, and what each rule leaves out. */
export function lengths(report: Report, mode: Mode): Report['modes'][string] {
  return report.modes[mode] ?? { street_m: 0, surveyed_m: 0, left_out_m: {} }
}

export function reported_ladder(report: Report, name: string): Ladder | undefined {
  return report.model.ladders.find((ladder) => ladder.name === name)
}

/** The band that stands for a ladder where one must: observe, discern, read. */
export function leading_band(ladder: Ladder): Band | undefined {
  return ladder.bands[ladder_of(ladder.name).usual]
}

export const max_range = (report: Report): number => Math.max(0, ...report.in_view.map((row) => row.range_m))

/** One row a band of the ladder, for one mode, within the largest range. */
export function by_band(report: Report, mode: Mode, ladder: Ladder): { band: Band; row: Share }[] {
  const range = max_range(report)
  return ladder.bands.flatMap((band) => {
    const row = report.in_view.find(
      (r) => r.mode === mode && r.ladder === ladder.name && r.band === band.name && r.range_m === range,
    )
    return row ? [{ band, row }] : []
  })
}

/** One row a radius of the sweep, ascending; equal radii (a small max_range) stand once. */
export function by_range(report: Report, mode: Mode, ladder: Ladder, band: string): Share[] {
  const rows = report.in_view.filter((r) => r.mode === mode && r.ladder === ladder.name && r.band === band)
  return rows
    .filter((row, i) => rows.findIndex((other) => other.range_m === row.range_m) === i)
    .sort((a, b) => a.range_m - b.range_m)
}

/** Far fewer buildings than streets need: then walls were not mapped, and nothing hides. */
export const hardly_any_walls = (report: Report): boolean => report.buildings * 1000 < lengths(report, 'foot').street_m
