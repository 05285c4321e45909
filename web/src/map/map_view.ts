// SPDX-License-Identifier: AGPL-3.0-or-later
/** The map on the page: draws the state, and says what was pointed at. It knows no card and no words. */
import { Map as MapLibre, ScaleControl, prewarm, setWorkerUrl, type GeoJSONSource, type LngLat, type MapGeoJSONFeature, type PointLike, type VectorTileSource } from 'maplibre-gl'
import worker from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import 'maplibre-gl/dist/maplibre-gl.css'
import type { DeviceFeature } from '../common/api.ts'
import { theme } from '../common/theme.ts'
import type { Drawing } from './drawing.ts'
import { image, image_name, turn_of } from './glyphs.ts'
import { ends, filter_query, is_filtered, only_route_changed, type End, type Place, type Selection, type View } from './state.ts'
import { passes } from './devices.ts'
import { on_change, state } from './store.ts'
import { counted_tiles, sources, style } from './style.ts'
import { route_edge_layers, route_layers } from './style_route.ts'

setWorkerUrl(worker)
prewarm() // The worker starts while the city is being asked for.

export interface MapEvents {
  picked: (what: Selection | null) => void
  moved: (view: View) => void
  failed: (failure: { message: string; status?: number }) => void
  drawn: () => void
  /** More than one device at one place, which no zoom separates. */
  together: (ids: string[]) => void
  /** An end of a way was asked for (`data-asking`) and pointed at. */
  placed: (end: End, place: Place) => void
}

/** Pixels about a pointer within which a street counts as hit. */
const reach = 7

const collection = (features: GeoJSON.Feature[]): GeoJSON.FeatureCollection => ({ type: 'FeatureCollection', features })

const for_map = ({ geometry, properties }: DeviceFeature): GeoJSON.Feature =>
  ({ type: 'Feature', geometry, properties: { id: properties.id, image: image_name(properties), turn: turn_of(properties) } })

export class MapView {
  readonly map: MapLibre
  private devices: DeviceFeature[] = []
  private drawing: Drawing
  private loaded = false
  private shown_way: unknown = null

  constructor(container: HTMLElement, bounds: [number, number, number, number], padding: Padding, private readonly events: MapEvents) {
    this.drawing = { state: state(), theme: theme(), street: [], devices: collection([]), picked: collection([]), ends: collection([]), routes: collection([]), reach: collection([]), bounds }
    const { view } = state()
    this.map = new MapLibre({
      container, style: style(this.drawing), attributionControl: false, dragRotate: false, pitchWithRotate: false, maxZoom: 20.5,
      ...(view ? { center: [view.lon, view.lat], zoom: view.zoom } : { bounds, fitBoundsOptions: { padding } }),
      fadeDuration: 0, refreshExpiredTiles: false,
    })
    this.map.touchZoomRotate.disableRotation()
    this.map.keyboard.disableRotation()
    this.map.addControl(new ScaleControl({ maxWidth: 120 }), 'bottom-left')
    this.map.setMissingStyleImageResolver((id) => {
      const made = image(id, theme())
      if (made && !this.map.hasImage(id)) this.map.addImage(id, made.data, { pixelRatio: made.pixelRatio })
    })
    this.show_ends()
    this.listen()
    on_change((now, before) => {
      if (only_route_changed(now, before)) this.show_route()
      else this.follow(now !== before && filter_query(now.filters) !== filter_query(before.filters))
    })
  }

  /** Draws the state as it is now. */
  redraw(): void {
    this.drawing = { ...this.drawing, state: state() }
    if (!this.loaded) return
    this.address_tiles()
    this.map.setStyle(style(this.drawing), { diff: true })
  }

  set_theme(): void {
    this.drawing = { ...this.drawing, theme: theme() }
    for (const id of this.map.listImages()) this.map.removeImage(id)
    this.redraw()
  }

  set_devices(devices: DeviceFeature[]): void {
    this.devices = devices
    this.show_devices()
    this.show_picked()
  }

  set_reach(reach: GeoJSON.Feature[]): void {
    this.put(sources.reach, 'reach', collection(reach))
  }

  set_routes(routes: GeoJSON.Feature[]): void {
    this.put(sources.routes, 'routes', collection(routes))
  }

  /** Brings a box (west, south, east, north) into the free part of the map, where it is not there already. */
  show_box([west, south, east, north]: [number, number, number, number], free: Padding): void {
    const { clientWidth: w, clientHeight: h } = this.map.getContainer()
    const inside = [[west, south], [east, north], [west, north], [east, south]].map(([lon, lat]) => this.map.project([lon!, lat!]))
      .every(({ x, y }) => x >= free.left - 1 && x <= w - free.right + 1 && y >= free.top - 1 && y <= h - free.bottom + 1)
    if (!inside) this.map.fitBounds([west, south, east, north], { padding: free, maxZoom: 17, duration: 200 })
  }

  /** Marks the segments of a street; none for no street. */
  set_street(segments: readonly number[]): void {
    if (segments.length === 0 && this.drawing.street.length === 0) return
    this.drawing = { ...this.drawing, street: segments }
    this.redraw()
  }

  /** Asks for all tiles again, after the program was away. The whole style anew: MapLibre 6.17 never asks again for a tile that failed. */
  reload(): void {
    this.map.setStyle(style(this.drawing), { diff: false })
  }

  /** Moves so that the place can be seen, at least as near as `zoom`; not at all if it is seen already. */
  show(lon: number, lat: number, free: (x: number, y: number) => boolean, offset: [number, number], zoom = 0): void {
    const point = this.map.project([lon, lat])
    if (free(point.x, point.y) && this.map.getZoom() >= zoom) return
    this.map.easeTo({ center: [lon, lat], zoom: Math.max(zoom, this.map.getZoom()), offset, duration: 200 })
  }

  go_to(view: View): void {
    this.map.jumpTo({ center: [view.lon, view.lat], zoom: view.zoom })
  }

  /** Another route of those that are drawn: no more than that. */
  private show_route(): void {
    this.drawing = { ...this.drawing, state: state() }
    if (!this.loaded) return
    for (const { id, filter } of [...route_layers(this.drawing), ...route_edge_layers(this.drawing)]) this.map.setFilter(id, filter)
  }

  private follow(filter_changed: boolean): void {
    if (filter_changed) this.show_devices()
    this.show_picked()
    this.show_ends()
    this.redraw()
  }

  /** The same source with other addresses: what is drawn stays until the new tiles are there. */
  private address_tiles(): void {
    for (const [id, wanted] of Object.entries(counted_tiles(state()))) {
      const source = this.map.getSource<VectorTileSource>(id)
      if (source && source.tiles[0] !== wanted[0]) source.setTiles(wanted)
    }
  }

  private show_devices(): void {
    const { filters } = state()
    const shown = is_filtered(filters) ? this.devices.filter((d) => passes(d.properties, filters)) : this.devices
    this.put(sources.devices, 'devices', collection(shown.map(for_map)))
  }

  private show_picked(): void {
    const { selection } = state()
    let features: GeoJSON.Feature[] = []
    if (selection?.type === 'here') {
      features = [{ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [selection.lon, selection.lat] } }]
    } else if (selection?.type === 'device') {
      features = this.devices.filter((d) => d.properties.id === selection.id).map(for_map)
    }
    this.put(sources.picked, 'picked', collection(features))
  }

  private show_ends(): void {
    const { way } = state()
    if (way === this.shown_way) return
    this.shown_way = way
    this.put(sources.ends, 'ends', collection(ends.flatMap((end) => (way[end]
      ? [{ type: 'Feature', properties: { end }, geometry: { type: 'Point', coordinates: [way[end].lon, way[end].lat] } }] : []))))
  }

  private put(id: string, key: 'devices' | 'picked' | 'routes' | 'ends' | 'reach', data: GeoJSON.FeatureCollection): void {
    this.drawing = { ...this.drawing, [key]: data }
    if (this.loaded) this.map.getSource<GeoJSONSource>(id)?.setData(data)
  }

  private listen(): void {
    const { map, events } = this
    map.on('moveend', () => {
      const { lng, lat } = map.getCenter()
      events.moved({ zoom: map.getZoom(), lon: lng, lat })
    })
    map.on('error', ({ error }) => events.failed(error))
    map.once('load', () => { this.loaded = true; this.redraw() }) // What came before the style was there.
    map.once('idle', () => events.drawn())
    // Whether the canvas is at rest: read by the browser tests and the screenshot.
    map.on('render', () => { map.getContainer().dataset['drawing'] = 'yes' })
    map.on('idle', () => { map.getContainer().dataset['drawing'] = 'no' })
    map.on('click', (e) => void this.pick(e.point, e.lngLat))
    map.on('mousemove', (e) => { map.getCanvas().style.cursor = this.at(e.point) ? 'pointer' : '' })
    this.listen_to_holding()
  }

  /** The right button asks about a place. A finger that stays does too (MapLibre says so after half a second); lifting it is no click. */
  private listen_to_holding(): void {
    let touching = false
    let held = false
    this.map.on('touchstart', () => { touching = true; held = false })
    this.map.on('contextmenu', (e) => { held = touching; this.events.picked(place(e.lngLat)) })
    for (const end of ['touchend', 'touchcancel'] as const) {
      this.map.on(end, ({ originalEvent }) => {
        touching = originalEvent.touches.length > 0
        if (held && originalEvent.cancelable) originalEvent.preventDefault()
      })
    }
  }

  private at(point: PointLike & { x: number; y: number }): MapGeoJSONFeature | undefined {
    const present = (ids: string[]) => ids.filter((id) => this.map.getLayer(id))
    const exact = this.map.queryRenderedFeatures(point, { layers: present(['picked-device', 'devices', 'clusters']) })
    if (exact[0]) return exact[0]
    const box: [PointLike, PointLike] = [[point.x - reach, point.y - reach], [point.x + reach, point.y + reach]]
    return this.map.queryRenderedFeatures(box, { layers: present(['streets']) })[0]
  }

  private async pick(point: PointLike & { x: number; y: number }, where: LngLat): Promise<void> {
    const { asking } = document.documentElement.dataset
    if (asking === 'here') return this.events.picked(place(where))
    const end = ends.find((name) => name === asking)
    if (end) return this.events.placed(end, place(where))
    const hit = this.at(point)
    if (!hit) return this.events.picked(null)
    if (hit.layer.id === 'streets') return this.events.picked({ type: 'street', segment: Number(hit.id) })
    if (hit.layer.id !== 'clusters') return this.events.picked({ type: 'device', id: String(hit.properties['id']) })
    await this.open_group(hit)
  }

  private async open_group(group: MapGeoJSONFeature): Promise<void> {
    const source = this.map.getSource<GeoJSONSource>(sources.devices)!
    const id = Number(group.properties['cluster_id'])
    const zoom = await source.getClusterExpansionZoom(id)
    if (zoom > 19 || this.map.getZoom() >= 19.5) {
      const leaves = await source.getClusterLeaves(id, 200, 0)
      return this.events.together(leaves.map((leaf) => String(leaf.properties?.['id'])))
    }
    const [lon, lat] = (group.geometry as GeoJSON.Point).coordinates as [number, number]
    this.map.easeTo({ center: [lon, lat], zoom: zoom + 0.2, duration: 200 })
  }
}

export interface Padding { top: number; right: number; bottom: number; left: number }

/** To the sixth digit: a decimetre. */
export const place = (at: LngLat): Place & { type: 'here' } => ({ type: 'here', lon: Number(at.lng.toFixed(6)), lat: Number(at.lat.toFixed(6)) })
