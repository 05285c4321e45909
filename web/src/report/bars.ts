// SPDX-License-Identifier: AGPL-3.0-or-later
/** Bars and axes as SVG. Lengths across are per cent of the drawing, so that a bar fits a phone, a desk and A4 without being
 * measured. Patterns, not colours alone, tell the answers apart: a black-and-white copy keeps them. */
import type { Parts } from './figures.ts'
import type { Scale } from './scale.ts'
import { el, type Element, type Tree } from './tree.ts'

export type Fill = 'certain' | 'likely' | 'possible' | 'unseen' | 'unmapped' | 'count'
/** A stretch of a bar in the units of its scale. */
export interface Stretch {
  from: number
  to: number
  fill: Fill
}

/** What a share may be besides, in the units of its scale. */
export interface Interval {
  low: number
  high: number
}

const order: Exclude<Fill, 'count'>[] = ['certain', 'likely', 'possible', 'unseen', 'unmapped']

/** The parts of a length side by side; together they reach from 0 to the length. */
export function stretches(parts: Parts): Stretch[] {
  let from = 0
  return order.flatMap((fill) => {
    const to = from + parts[fill]
    const stretch = { from, to, fill }
    from = to
    return stretch.to > stretch.from ? [stretch] : []
  })
}

const per_cent = (value: number, scale: Scale): number => Math.min(100, Math.max(0, (100 * value) / scale.end))
const written = (value: number): string => `${Number(value.toFixed(3))}%`

function rect(stretch: Stretch, scale: Scale, y: number, height: number): Element {
  const from = per_cent(stretch.from, scale)
  return el('rect', {
    class: stretch.fill,
    x: written(from),
    y,
    width: written(per_cent(stretch.to, scale) - from),
    height,
    ...(patterned.has(stretch.fill) ? { fill: `url(#${stretch.fill})` } : {}),
  })
}

const patterned = new Set<Fill>(['possible', 'unmapped'])

/** A line from end to end with a stop at each, twice: the wide one below keeps it legible on any fill. */
function whisker({ low, high }: Interval, scale: Scale, y: number): Element[] {
  const [from, to] = [written(per_cent(low, scale)), written(per_cent(high, scale))]
  const lines = [
    { x1: from, x2: to, y1: y, y2: y },
    { x1: from, x2: from, y1: y - 5, y2: y + 5 },
    { x1: to, x2: to, y1: y - 5, y2: y + 5 },
  ]
  return ['whisker-edge', 'whisker'].flatMap((name) => lines.map((line) => el('line', { class: name, ...line })))
}

/** Lanes of stretches, one above the other, over the lines of the axis; an interval lies on the first lane. A table beside it has
 * the numbers. */
export function bar(lanes: Stretch[][], scale: Scale, interval?: Interval): Element {
  const lane = lanes.length > 1 ? 9 : 16
  const height = lanes.length * (lane + 1) + 5
  const lines = scale.ticks.map((tick) => {
    const x = written(per_cent(tick, scale))
    return el('line', { class: 'grid', x1: x, x2: x, y1: 0, y2: height })
  })
  const rects = lanes.flatMap((row, i) => row.map((stretch) => rect(stretch, scale, 3 + i * (lane + 1), lane)))
  return el('svg', { class: 'bar', width: '100%', height, 'aria-hidden': 'true' }, lines, rects, interval ? whisker(interval, scale, 3 + lane / 2) : [])
}

/** The figures under a plot. */
export function axis(scale: Scale, tick: (value: number) => string): Element {
  const texts = scale.ticks.map((value) => {
    const share = value / scale.end
    const anchor = share < 0.05 ? 'start' : share > 0.9 ? 'end' : 'middle'
    return el('text', { x: written(per_cent(value, scale)), y: 13, 'text-anchor': anchor }, tick(value))
  })
  return el('svg', { class: 'axis', width: '100%', height: 18, 'aria-hidden': 'true' }, texts)
}

/** A sample of a fill, for a legend. */
export function sample(fill: Fill): Element {
  const whole = { end: 1, ticks: [] }
  return el(
    'svg',
    { class: 'sample', width: 22, height: 12, 'aria-hidden': 'true' },
    rect({ from: 0, to: 1, fill }, whole, 0, 12),
  )
}

/** The patterns that bars refer to; stands once on the page. */
export function patterns(): Tree {
  const hatch = el(
    'pattern',
    { id: 'possible', width: 6, height: 6, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
    el('rect', { class: 'hatch-ground', width: 6, height: 6 }),
    el('rect', { class: 'hatch-line', width: 2.2, height: 6 }),
  )
  const dots = el(
    'pattern',
    { id: 'unmapped', width: 5, height: 5, patternUnits: 'userSpaceOnUse' },
    el('circle', { class: 'dot', cx: 2.5, cy: 2.5, r: 0.9 }),
  )
  return el('svg', { class: 'patterns', width: 0, height: 0, 'aria-hidden': 'true' }, el('defs', {}, hatch, dots))
}
