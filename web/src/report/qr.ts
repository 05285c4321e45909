// SPDX-License-Identifier: AGPL-3.0-or-later
/** The address of the page as a QR code, for paper. */
import qrcode from 'qrcode-generator'
import { el, type Element } from './tree.ts'

const margin = 4 // ISO/IEC 18004: four modules of quiet zone

/** An SVG drawing in modules; `address` up to some hundred characters. */
export function qr(address: string, title: string): Element {
  const code = qrcode(0, 'M')
  code.addData(address)
  code.make()
  const n = code.getModuleCount()
  const dark = Array.from({ length: n * n }, (_, i) => i).filter((i) => code.isDark(Math.floor(i / n), i % n))
  const path = dark.map((i) => `M${(i % n) + margin} ${Math.floor(i / n) + margin}h1v1h-1z`).join('')
  const size = n + 2 * margin
  return el(
    'svg',
    { class: 'qr', viewBox: `0 0 ${size} ${size}`, role: 'img', 'aria-label': title, 'shape-rendering': 'crispEdges' },
    el('rect', { width: size, height: size, fill: '#fff' }),
    el('path', { d: path, fill: '#000' }),
  )
}
