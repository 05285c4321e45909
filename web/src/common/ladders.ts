// SPDX-License-Identifier: AGPL-3.0-or-later
/** The ladders of docs/concepts.md, chapter 4: bands from the widest to the narrowest. A test compares them with that page. */

export interface LadderInfo {
  name: string
  family: 'image' | 'plate'
  /** Pixels per metre at the target; null where the band is not one of density. */
  bands: readonly { name: string; density: number | null }[]
  /** The band that a page starts with: "at least observe" and its like. */
  usual: number
}

const density = (rows: readonly (readonly [string, number])[]) => rows.map(([name, d]) => ({ name, density: d }))

export const ladders: readonly LadderInfo[] = [
  {
    name: 'image-2014', family: 'image', usual: 2,
    bands: density([['monitor', 12.5], ['detect', 25], ['observe', 62.5], ['recognise', 125], ['identify', 250], ['inspect', 1000]]),
  },
  {
    name: 'image-2025', family: 'image', usual: 2,
    bands: density([['overview', 20], ['outline', 40], ['discern', 80], ['perceive', 125], ['characterise', 250],
      ['validate', 500], ['scrutinise', 1500]]),
  },
  { name: 'plate', family: 'plate', usual: 0, bands: [{ name: 'read', density: null }] },
]

/** The ladder of that name, else the first. */
export const ladder_of = (name: string): LadderInfo => ladders.find((l) => l.name === name) ?? ladders[0]!
