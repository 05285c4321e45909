// SPDX-License-Identifier: AGPL-3.0-or-later
/** The program's answers over HTTP. Keys are those of docs/json.md; only what the pages read is typed. */

export interface InView { certain_m: number; expected_m: number; possible_m: number }
export type Counts = Record<string, number>

export interface Info {
  program: string
  attribution: string
  licence: string
  as_of: string | null
  inputs: { file: string; as_of: string | null; as_of_source: string }[]
  bounds: [number, number, number, number]
  devices: number
  by_kind: Record<string, { devices: number; cameras: number }>
  device_objects: { read: number; kept: number; rejected: Counts }
  values_rejected: Counts
  flags: Counts
  surveyed_cells: number
  segments: number
  /** Devices that are measured, by ladder in use. */
  devices_with_view: Counts
}

export interface Ladder {
  name: string
  source: string
  bands: { name: string; pixels_per_metre: number | null }[]
}

export interface Lens { focal_mm: number; columns: number; rows: number; weight_per_mille: number }

export interface Report {
  program: string
  attribution: string
  licence: string
  as_of: string | null
  devices: number
  device_objects: { read: number; kept: number; rejected: Counts }
  buildings: number
  surveyed_cells: number
  devices_by_kind: Counts
  cameras_by_kind: Counts
  devices_by_zone: Counts
  devices_by_operator: Counts
  devices_by_operator_type: Counts
  devices_by_manufacturer: Counts
  devices_by_placement: Counts
  devices_with_view: Counts
  missing: Counts
  indoor: number
  of_private_persons: number
  section_controls_without_stretch: number
  outside_comparison_model: number
  comparison_model: { radius_m: number; width_deg: number; walls: boolean } | null
  moved_over_5_m: number
  cut_by_max_range: number
  modes: Record<string, { street_m: number; surveyed_m: number; left_out_m: Counts }>
  in_view: {
    mode: string; family: string; ladder: string; band: string; range_m: number
    all: InView; surveyed: InView
  }[]
  most_watched: { name: string; length_m: number; in_view: InView }[]
  distribution: Distribution
  random_trips: RandomTrips
  model: {
    limits: string; sensor_width_mm: number; fixed_lenses: Lens[]; dome_lenses: Lens[]; thermal_lenses: Lens[]
    ladders: Ladder[]; options: Record<string, string>
  }
}

export interface StreetCount { streets: number; street_m: number }
export interface Distribution {
  mode: string
  ladder: string
  band: string
  surveyed: StreetCount
  not_surveyed: StreetCount
  bins: { from_percent: number; to_percent: number; certain: StreetCount; expected: StreetCount; possible: StreetCount }[]
}

/** Trips drawn by lot, and how many of them cannot go unseen; `low` and `high` are the ends of the 95 % interval of the share. */
export interface RandomTrips {
  ladder: string
  band: string
  seed: number
  least_m: number
  most_m: number
  modes: {
    mode: string; trips: number; not_joined: number; cannot_go_unseen: number; end_in_view: number
    share: number; low: number; high: number
  }[]
}

/** What the list of devices says of one. Absent and null both mean "not known". */
export interface DeviceSummary {
  id: string
  kind: string
  type?: string | null
  mount?: string | null
  operator?: string | null
  manufacturer?: string | null
  zone?: string | null
  indoor?: boolean
  private_person?: boolean
  cameras?: number
  source?: string
  axis?: number | null
  span?: number | null
  last_edit?: string | null
  check_date?: string | null
  has_view?: boolean
}
export type DeviceFeature = GeoJSON.Feature<GeoJSON.Point, DeviceSummary>
export interface DevicePage extends GeoJSON.FeatureCollection<GeoJSON.Point, DeviceSummary> {
  numberMatched: number
  numberReturned: number
  links?: { rel: string; href: string }[]
}

export interface Reach { near_m: number; far_m: number; ended_by: string }

export interface Explained {
  attribution: string
  as_of: string | null
  device: string
  kind: string
  camera_type: string
  mount: string
  cameras: number
  indoor: boolean
  private_person: boolean
  operator: string | null
  manufacturer: string | null
  last_edit: string | null
  check_date: string | null
  tags: Record<string, string>
  heads: { source: string; axis_deg: number | null; span_deg: number | null }[]
  remarks: { reason: string; key: string | null; value: string | null }[]
  placement: { where: string; moved_m: number; facade: string | null; facade_normal_deg: number | null }
  has_view: boolean
  assumed: { axis: string | null; lens: string | null; height: string | null; tilt: string | null }
  walls_leave: number | null
  bands: { ladder: string; band: string; least: Reach; typical: Reach; most: Reach }[]
  streets: ({ name: string } & InView)[]
  position: [number, number]
  eye: [number, number]
}

export interface Street {
  name: string | null
  segments: number[]
  length_m: number
  surveyed_m: number
  in_view: Record<string, InView>
  /** Of the widest band; their metres are of the band that was asked for. */
  devices: ({ id: string; kind: string; operator: string | null; private_person: boolean; direction_known: boolean } & InView)[]
}

export interface SegmentProperties {
  way: string
  name: string | null
  class: string
  length_cm: number
  surveyed: boolean
  foot: boolean
  bike: boolean
  car: boolean
  in_view: Record<string, InView>
}
export interface SegmentFeature extends GeoJSON.Feature<GeoJSON.LineString, SegmentProperties> {
  street: Street
}

/** What went wrong: `stopped` when no answer came at all, else the HTTP status, and the program's sentence and code. */
export class ApiError extends Error {
  constructor(readonly status: number, readonly sentence: string, readonly code = '') {
    super(sentence || `HTTP ${status}`)
  }
  get stopped(): boolean { return this.status === 0 }
}

/** The JSON at `path`, or an ApiError. */
export async function fetch_json<T>(path: string, signal?: AbortSignal): Promise<T> {
  let answer: Response
  try {
    answer = await fetch(path, signal ? { signal } : {})
  } catch (failure) {
    if (signal?.aborted) throw failure
    throw new ApiError(0, '')
  }
  if (answer.ok) return (await answer.json()) as T
  const body = (await answer.json().catch(() => null)) as { error?: { code?: string; sentence?: string } } | null
  throw new ApiError(answer.status, body?.error?.sentence ?? '', body?.error?.code)
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** The same from a program that may be busy, and is asked again then: dragging or typing asks faster than a large city answers. */
export async function fetch_when_free<T>(path: string, signal: AbortSignal): Promise<T> {
  for (let again = 0; ; ++again) {
    try {
      return await fetch_json<T>(path, signal)
    } catch (failure) {
      if (!(failure instanceof ApiError) || failure.status !== 503 || again === 8) throw failure
    }
    await pause(700)
    signal.throwIfAborted()
  }
}

export const info = (): Promise<Info> => fetch_json<Info>('/api/info')
export const report = (): Promise<Report> => fetch_json<Report>('/api/report')
