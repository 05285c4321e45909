// SPDX-License-Identifier: AGPL-3.0-or-later
/** The ladders of docs/concepts.md, chapter 4: bands from the widest to the narrowest. A test compares them with that page. */

export type Family = 'image' | 'plate' | 'sound' | 'presence' | 'speed' | 'model'

export interface LadderInfo {
  name: string
  family: Family
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
  { name: 'sound', family: 'sound', usual: 0, bands: [{ name: 'shot', density: null }, { name: 'speech', density: null }] },
  { name: 'presence', family: 'presence', usual: 0, bands: [{ name: 'watch', density: null }] },
  { name: 'speed', family: 'speed', usual: 0, bands: [{ name: 'measure', density: null }] },
  { name: 'model', family: 'model', usual: 0, bands: [{ name: 'inside', density: null }] },
]

/** Who a family counts for: walkers and cyclists, drivers, or all (docs/concepts.md, 4). */
const modes_of_family = {
  image: ['foot', 'bike', 'car'], plate: ['car'], sound: ['foot', 'bike'], presence: ['foot', 'bike'], speed: ['car'],
  model: ['foot', 'bike', 'car'],
} as const
export const modes_of = (name: string): readonly ('foot' | 'bike' | 'car')[] => modes_of_family[ladder_of(name).family]
export const family_of = (name: string): Family => ladder_of(name).family

/** What a switch offers: the ladders in which this atlas measures a device, by its numbers of devices, and the chosen one. Where
 * no device is known, all that are in use. */
export function offered(devices: Record<string, number>, chosen: string): readonly LadderInfo[] {
  const measured = ladders.filter(({ name }) => (devices[name] ?? 0) > 0)
  if (measured.length === 0) return ladders.filter(({ name }) => name in devices)
  return ladders.filter((l) => l.name === chosen || measured.includes(l))
}

/** The asked ladder if it is in use in this atlas, else the first that is: a comparison model has one of its own. */
export const in_use = (devices: Record<string, number>, asked: string): string =>
  asked in devices ? asked : (ladders.find(({ name }) => name in devices)?.name ?? asked)

/** The ladder of that name, else the first. */
export const ladder_of = (name: string): LadderInfo => ladders.find((l) => l.name === name) ?? ladders[0]!
