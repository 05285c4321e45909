// SPDX-License-Identifier: AGPL-3.0-or-later
/** The devices that the page knows: read once, or by view where a city has more than a page should hold. */
import { fetch_json, type DeviceFeature, type DevicePage, type DeviceSummary } from '../common/api.ts'
import { filter_keys, type FilterKey, type Filters } from './state.ts'

const page_size = 10000
const most_devices = 20000

/** West, south, east, north in degrees. */
export type Box = readonly [number, number, number, number]

export interface Devices {
  all: DeviceFeature[]
  /** In the whole atlas. */
  matched: number
  /** Whether `all` is every device of the atlas. */
  complete: boolean
}

const first_page = `/api/devices?limit=${page_size}`

/** Hundredths of a degree, away from the middle: `way` is -1 for west and south, 1 for east and north. */
const outwards = (degrees: number, way: -1 | 1): string => {
  const hundredths = way * Math.ceil(way * degrees * 100)
  // The product may round onto a hundredth that lies just inside (57.050000000000004).
  return ((way * hundredths) / 100 < way * degrees ? (hundredths + way) / 100 : hundredths / 100).toFixed(2)
}

/** The box rounded outwards to 0.01 degrees: which place is looked at more closely than that is nobody's business. */
export const coarse = ([west, south, east, north]: Box): string[] =>
  [outwards(west, -1), outwards(south, -1), outwards(east, 1), outwards(north, 1)]

/** Every device, or the first most_devices of them; `box` asks for a part. */
export async function read_devices(box?: Box, signal?: AbortSignal): Promise<Devices> {
  const place = box ? `&bbox=${coarse(box).join(',')}` : ''
  const first = await fetch_json<DevicePage>(first_page + place, signal)
  const all = first.features
  while (all.length < Math.min(first.numberMatched, most_devices)) {
    const next = await fetch_json<DevicePage>(`${first_page}&offset=${all.length}${place}`, signal)
    if (next.features.length === 0) break
    all.push(...next.features)
  }
  return { all, matched: first.numberMatched, complete: all.length >= first.numberMatched }
}

/** What a filter compares; '' stands for "not tagged". */
export const value_of = (device: DeviceSummary, key: FilterKey): string => device[key] ?? ''

/** The server's rule: one value of every parameter that is given. */
export const passes = (device: DeviceSummary, filters: Filters): boolean =>
  filter_keys.every((key) => filters[key].length === 0 || filters[key].includes(value_of(device, key)))

/** The values of a key with their number of devices: most first, then by name, "not tagged" last. */
export function facets(all: readonly DeviceFeature[], key: FilterKey): [string, number][] {
  const counts = new Map<string, number>()
  for (const { properties } of all) {
    const value = value_of(properties, key)
    counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return [...counts].sort(([a, n], [b, m]) => Number(a === '') - Number(b === '') || m - n || (a < b ? -1 : 1))
}
