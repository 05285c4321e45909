// SPDX-License-Identifier: AGPL-3.0-or-later
/** Images that the map needs, drawn when asked for: one glyph a kind of device, and hatches for what is only possible. */
import type { DeviceSummary } from '../common/api.ts'
import { palette, type Theme } from '../common/palette.ts'

const size = 26
const middle = size / 2
type Pen = CanvasRenderingContext2D

/** The name of a device's shape: what it is, not where it looks. */
export function shape_of(device: Pick<DeviceSummary, 'kind' | 'type' | 'axis'>): string {
  if (device.kind !== 'camera') return device.kind
  if (device.type === 'dome' || device.type === 'panning' || device.type === 'all_round') return device.type
  return typeof device.axis === 'number' ? 'fixed' : 'unknown'
}

/** Whether the shape is turned by the device's axis; without an axis it stands upright. */
const turned = new Set(['fixed', 'webcam', 'plate_reader', 'thermal'])

export const turn_of = (device: DeviceSummary): number =>
  turned.has(shape_of(device)) && typeof device.axis === 'number' ? device.axis : 0

export const image_name = (device: DeviceSummary): string => `glyph/${shape_of(device)}/${device.indoor ? 'hollow' : 'full'}`

function wedge(pen: Pen, top: number, bottom: number, half: number): void {
  pen.beginPath()
  pen.moveTo(middle, bottom)
  pen.lineTo(middle - half, top)
  pen.quadraticCurveTo(middle, top - 2.5, middle + half, top)
  pen.closePath()
}

function arcs(pen: Pen, x: number, radii: number[]): void {
  for (const r of radii) {
    pen.beginPath()
    pen.arc(x, middle, r, -0.9, 0.9)
    pen.stroke()
  }
}

function disc(pen: Pen, x: number, y: number, r: number): void {
  pen.beginPath()
  pen.arc(x, y, r, 0, 2 * Math.PI)
  pen.fill()
}

function bar(pen: Pen, x: number, y: number, w: number, h: number): void {
  pen.beginPath()
  pen.rect(x, y, w, h)
  pen.fill()
}

function arrow_arc(pen: Pen): void {
  pen.lineWidth = 2.2
  pen.beginPath()
  pen.arc(middle, middle + 1.5, 5.2, Math.PI * 1.05, Math.PI * 1.9)
  pen.stroke()
  pen.beginPath()
  pen.moveTo(middle + 7.8, middle - 2.2)
  pen.lineTo(middle + 5.4, middle + 3)
  pen.lineTo(middle + 2.2, middle - 0.8)
  pen.fill()
  disc(pen, middle, middle + 3, 1.9)
}

function figure(pen: Pen): void {
  disc(pen, middle, middle - 4, 2.6)
  pen.beginPath()
  pen.moveTo(middle - 4.5, middle + 6)
  pen.quadraticCurveTo(middle - 4.5, middle - 0.5, middle, middle - 0.5)
  pen.quadraticCurveTo(middle + 4.5, middle - 0.5, middle + 4.5, middle + 6)
  pen.fill()
}

function dial(pen: Pen): void {
  pen.beginPath()
  pen.arc(middle, middle + 2, 6, Math.PI, 2 * Math.PI)
  pen.stroke()
  pen.beginPath()
  pen.moveTo(middle, middle + 2.5)
  pen.lineTo(middle + 3.6, middle - 2)
  pen.stroke()
  disc(pen, middle, middle + 2.5, 1.7)
}

function waves(pen: Pen): void {
  for (const x of [-3, 0, 3]) {
    pen.beginPath()
    pen.moveTo(middle + x, middle + 5)
    pen.bezierCurveTo(middle + x - 3, middle + 2, middle + x + 3, middle - 2, middle + x, middle - 5)
    pen.stroke()
  }
}

/** Each shape is drawn about the middle of its disc, looking up. */
const shapes: Record<string, (pen: Pen) => void> = {
  fixed: (pen) => { wedge(pen, middle - 6, middle + 5, 5); pen.fill(); disc(pen, middle, middle + 5, 2.4) },
  unknown: (pen) => { pen.beginPath(); pen.arc(middle, middle, 4.4, 0, 2 * Math.PI); pen.stroke(); disc(pen, middle, middle, 1.7) },
  dome: (pen) => { pen.beginPath(); pen.arc(middle, middle - 2, 5.6, 0, Math.PI); pen.fill(); bar(pen, middle - 6.5, middle - 4, 13, 1.6) },
  panning: arrow_arc,
  all_round: (pen) => { pen.beginPath(); pen.arc(middle, middle, 5.4, 0, 2 * Math.PI); pen.stroke(); disc(pen, middle, middle, 3) },
  webcam: (pen) => { wedge(pen, middle - 6.5, middle + 1.5, 4.5); pen.fill(); pen.beginPath(); pen.arc(middle, middle + 4.2, 2.8, 0, 2 * Math.PI); pen.stroke() },
  plate_reader: (pen) => { wedge(pen, middle - 6.5, middle + 3, 5); pen.fill(); bar(pen, middle - 5.5, middle + 4, 11, 2.6) },
  speed_camera: dial,
  section_control: (pen) => { bar(pen, middle - 6, middle - 5, 2.2, 10); bar(pen, middle + 3.8, middle - 5, 2.2, 10); bar(pen, middle - 3, middle - 1, 6, 2) },
  thermal: waves,
  microphone: (pen) => { disc(pen, middle - 4, middle, 2); arcs(pen, middle - 5, [5, 8.2]) },
  gunshot_detector: (pen) => { disc(pen, middle - 5, middle, 1.6); arcs(pen, middle - 6.5, [4.6, 7.4, 10.2]) },
  guard: figure,
  red_light_camera: (pen) => { for (const y of [-4.6, 0, 4.6]) disc(pen, middle, middle + y, 1.9) },
}

function glyph(pen: Pen, shape: string, hollow: boolean, theme: Theme): void {
  const colours = palette(theme)
  pen.lineWidth = 1.6
  pen.fillStyle = colours.glyph_ground
  pen.strokeStyle = colours.glyph
  if (hollow) pen.setLineDash([2.4, 2.2])
  pen.beginPath()
  pen.arc(middle, middle, 11.2, 0, 2 * Math.PI)
  pen.fill()
  pen.stroke()
  pen.setLineDash([])
  pen.fillStyle = hollow ? colours.quiet : colours.glyph
  if (hollow) pen.strokeStyle = colours.quiet
  const draw = shapes[shape] ?? shapes['unknown']!
  draw(pen)
}

export interface Drawn { data: ImageData; pixelRatio: number }

function drawn(side: number, ratio: number, draw: (pen: Pen) => void): Drawn {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = Math.round(side * ratio)
  const pen = canvas.getContext('2d', { willReadFrequently: true })!
  pen.scale(ratio, ratio)
  draw(pen)
  return { data: pen.getImageData(0, 0, canvas.width, canvas.height), pixelRatio: ratio }
}

/** The image `name`: glyph/SHAPE/full|hollow, hatch/#RRGGBB, or cells/#RRGGBB; null for another name. */
export function image(name: string, theme: Theme): Drawn | null {
  const ratio = Math.max(1, Math.min(3, Math.ceil(window.devicePixelRatio || 1)))
  const [sort, what, how] = name.split('/')
  if (sort === 'glyph') return drawn(size, ratio, (pen) => glyph(pen, what ?? '', how === 'hollow', theme))
  if (sort === 'hatch') return drawn(8, ratio, (pen) => hatch(pen, what!, 8, 1.5, 1))
  if (sort === 'cells') return drawn(16, ratio, (pen) => hatch(pen, what!, 16, 1, -1))
  return null
}

/** Diagonals that meet at the tile's edges, so that the pattern has no seam. */
function hatch(pen: Pen, colour: string, side: number, width: number, slope: 1 | -1): void {
  pen.strokeStyle = colour
  pen.lineWidth = width
  pen.beginPath()
  for (const start of [-side, 0, side]) {
    pen.moveTo(start, slope > 0 ? side : 0)
    pen.lineTo(start + side, slope > 0 ? 0 : side)
  }
  pen.stroke()
}

/** A glyph as an element, for lists and the legend: the same drawing as on the map. */
export function glyph_element(device: Pick<DeviceSummary, 'kind' | 'type' | 'axis' | 'indoor'>, theme: Theme): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  const ratio = Math.max(2, window.devicePixelRatio || 1)
  canvas.width = canvas.height = size * ratio
  canvas.className = 'glyph'
  canvas.setAttribute('aria-hidden', 'true')
  const pen = canvas.getContext('2d', { willReadFrequently: true })! // Drawn by the processor: dozens of small ones are made at once.
  pen.scale(ratio, ratio)
  glyph(pen, shape_of(device), device.indoor === true, theme)
  return canvas
}
