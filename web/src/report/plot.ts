// SPDX-License-Identifier: AGPL-3.0-or-later
/** A plot is a table whose rows hold a bar: whoever cannot see the bars reads the same numbers in the same place. */
import { axis, bar, sample, type Fill, type Interval, type Stretch } from './bars.ts'
import type { Scale } from './scale.ts'
import { el, type Element, type Tree } from './tree.ts'

export interface Row {
  label: Tree
  lanes: Stretch[][]
  interval?: Interval
  numbers: string[]
}

export interface Plot {
  /** What is shown, of what, in which unit. */
  caption: string
  /** Heading of the labels. */
  what: string
  /** Headings of the numbers, with the fill that each stands for in the bars. */
  heads: { word: string; fill?: Fill }[]
  rows: Row[]
  scale: Scale
  tick: (value: number) => string
}

const cell = (role: string) => ({ role, ...(role === 'columnheader' ? { scope: 'col' } : {}) })

function head(plot: Plot): Element {
  const numbers = plot.heads.map(({ word, fill }) =>
    el('th', { ...cell('columnheader'), class: 'number' }, fill && sample(fill), el('span', {}, word)),
  )
  // The bars repeat the numbers: no heading, and hidden from those who read by ear.
  return el(
    'thead',
    { role: 'rowgroup' },
    el(
      'tr',
      { role: 'row' },
      el('th', { ...cell('columnheader'), class: 'what' }, plot.what),
      el('td', { class: 'drawn', 'aria-hidden': 'true' }),
      numbers,
    ),
  )
}

function body_row(row: Row, scale: Scale): Element {
  return el(
    'tr',
    { role: 'row' },
    el('th', { role: 'rowheader', scope: 'row', class: 'what' }, row.label),
    el('td', { class: 'drawn', 'aria-hidden': 'true' }, bar(row.lanes, scale, row.interval)),
    row.numbers.map((number) => el('td', { role: 'cell', class: 'number' }, number)),
  )
}

function foot(plot: Plot): Element {
  return el(
    'tr',
    { class: 'foot', 'aria-hidden': 'true' },
    el('td', { class: 'what' }),
    el('td', { class: 'drawn' }, axis(plot.scale, plot.tick)),
    plot.heads.map(() => el('td', { class: 'number' })),
  )
}

/** Explicit roles keep the table a table where a phone lays its rows out as a grid. */
export function drawn_plot(plot: Plot): Element {
  return el(
    'table',
    { class: `plot numbers-${plot.heads.length}`, role: 'table' },
    el('caption', {}, plot.caption),
    head(plot),
    el(
      'tbody',
      { role: 'rowgroup' },
      plot.rows.map((row) => body_row(row, plot.scale)),
      foot(plot),
    ),
  )
}

/** A table of words and numbers without bars: the first column names the row. */
export function table(caption: string, heads: string[], rows: Tree[][]): Element {
  const header = heads.map((word, i) => el('th', { scope: 'col', ...(i > 0 ? { class: 'number' } : {}) }, word))
  const lines = rows.map(([first, ...rest]) =>
    el(
      'tr',
      {},
      el('th', { scope: 'row' }, first),
      rest.map((value) => el('td', { class: 'number' }, value)),
    ),
  )
  return el(
    'table',
    { class: 'plain' },
    el('caption', {}, caption),
    el('thead', {}, el('tr', {}, header)),
    el('tbody', {}, lines),
  )
}
