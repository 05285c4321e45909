// SPDX-License-Identifier: AGPL-3.0-or-later
/** Colours of what is drawn: the map, the legend and the plots. Colours of the page's own parts are in theme.css. */

export type Theme = 'light' | 'dark'

export interface Palette {
  ground: string; outside: string; text: string; quiet: string; halo: string; action: string
  water: string; green: string; building: string; building_edge: string; bed: string
  street: string; unsurveyed: string; casing: string
  glyph: string; glyph_ground: string
}

const palettes: Record<Theme, Palette> = {
  light: {
    ground: '#FAF8F4', outside: '#EEEBE4', text: '#16181D', quiet: '#5A5D66', halo: '#FAF8F4', action: '#1F6F78',
    water: '#CFE0E6', green: '#E0E8D3', building: '#EBE6DB', building_edge: '#D9D2C4', bed: '#FFFFFF',
    street: '#2C7A82', unsurveyed: '#CFCAC0', casing: '#6B4B12',
    glyph: '#16181D', glyph_ground: '#FFFFFF',
  },
  dark: {
    ground: '#14161A', outside: '#0E0F12', text: '#ECE9E2', quiet: '#A3A6AE', halo: '#14161A', action: '#6CC3C9',
    water: '#16262E', green: '#18211A', building: '#20232A', building_edge: '#2B2F37', bed: '#0C0D10',
    street: '#5FB8BF', unsurveyed: '#3A3D44', casing: '#0C0D10',
    glyph: '#ECE9E2', glyph_ground: '#14161A',
  },
}

/** From the widest band to the narrowest: what was checked for contrast; other counts are taken along this line. */
const ramps: Record<Theme, readonly string[]> = {
  light: ['#F2C14E', '#E8853B', '#C8402F', '#7A1240'],
  dark: ['#F5D37A', '#F09A4F', '#E8604C', '#E34C8B'],
}

export const palette = (theme: Theme): Palette => palettes[theme]

function channels(hex: string): [number, number, number] {
  const all = Number.parseInt(hex.slice(1), 16)
  return [all >> 16, (all >> 8) & 255, all & 255]
}

/** The colour `share` of the way from `a` to `b`, each #RRGGBB. */
export function mixed(a: string, b: string, share: number): string {
  const [from, to] = [channels(a), channels(b)]
  const hex = (i: 0 | 1 | 2) => Math.round(from[i] + (to[i] - from[i]) * share).toString(16).padStart(2, '0')
  return `#${hex(0)}${hex(1)}${hex(2)}`
}

/** `n` colours, the widest band first. One band stands for something read or not: it has the third colour. */
export function band_colours(theme: Theme, n: number): string[] {
  const stops = ramps[theme]
  if (n === 1) return [stops[2]!]
  return Array.from({ length: n }, (_, i) => {
    const place = (i * (stops.length - 1)) / (n - 1)
    const low = Math.min(Math.floor(place), stops.length - 2)
    return mixed(stops[low]!, stops[low + 1]!, place - low)
  })
}

/** Widths in pixels of streets in view: 2 px for the widest band to 6 px for the narrowest. */
export function band_widths(n: number): number[] {
  const stops = [2, 3, 4, 6]
  if (n === 1) return [4]
  return Array.from({ length: n }, (_, i) => {
    const place = (i * (stops.length - 1)) / (n - 1)
    const low = Math.min(Math.floor(place), stops.length - 2)
    return Number((stops[low]! + (stops[low + 1]! - stops[low]!) * (place - low)).toFixed(2))
  })
}

/** WCAG 2.2 contrast of two colours, 1 to 21. */
export function contrast(a: string, b: string): number {
  const luminance = (hex: string) => {
    const [r, g, bl] = channels(hex).map((c) => {
      const s = c / 255
      return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4
    }) as [number, number, number]
    return 0.2126 * r + 0.7152 * g + 0.0722 * bl
  }
  const [x, y] = [luminance(a), luminance(b)]
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05)
}

/** How far towards the ground a colour goes, by how sure the band is. Dashes need more of it than a whole line. */
const fading = { certain: 0, likely: 0.4, possible: 0.3 } as const

export const tone_of = (theme: Theme, colour: string, sure: keyof typeof fading): string =>
  mixed(colour, palettes[theme].ground, fading[sure])

/** Bright lines on a dark ground glow: there, streets that nothing watches are fainter. */
export const street_opacity: Record<Theme, number> = { light: 0.9, dark: 0.6 }

/** Darker edges: pale bands need them on the light ground. */
export const band_casings = (theme: Theme, n: number): string[] =>
  band_colours(theme, n).map((colour) => mixed(colour, palettes[theme].casing, 0.6))
