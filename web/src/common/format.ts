// SPDX-License-Identifier: AGPL-3.0-or-later
/** Figures as a person says them, in the language of the page. */
import { lang } from './words.ts'

const gap = '\u202f' // narrow no-break space between figure and unit

function number(value: number, digits = 0): string {
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits }
  return new Intl.NumberFormat(lang(), options).format(value)
}

/** A whole number with its groups: 12,078. */
export const count = (n: number): string => number(n)

/** A number with the decimals that it has, one at most. */
export const decimal = (n: number): string => number(n, Number.isInteger(n) ? 0 : 1)

/** A distance: 0 m, < 1 m, 7 m, 310 m, 1.2 km, 36 km. */
export function metres(m: number): string {
  if (m <= 0) return `0${gap}m`
  if (m < 1) return `<${gap}1${gap}m`
  if (m < 99.5) return `${number(Math.round(m))}${gap}m`
  if (m < 995) return `${number(Math.round(m / 10) * 10)}${gap}m`
  if (m < 9950) return `${number(m / 1000, 1)}${gap}km`
  return `${number(m / 1000)}${gap}km`
}

/** A share from 0 to 1: 0 %, < 0.1 %, 2.7 %, 73 %. What is not all is never said to be all. */
export function percent(share: number): string {
  const sign = lang() === 'fr' ? `${gap}%` : '%'
  if (share <= 0) return `0${sign}`
  if (share < 0.001) return `<${gap}${number(0.1, 1)}${sign}`
  if (share < 0.0995) return `${number(share * 100, 1)}${sign}`
  const whole = Math.round(share * 100)
  return share < 1 && whole >= 100 ? `>${gap}99${sign}` : `${number(whole)}${sign}`
}

/** A share of counted things, with one decimal: 99.0 %. */
export function tenths(share: number): string {
  return `${number(share * 100, 1)}${lang() === 'fr' ? `${gap}%` : '%'}`
}

/** An angle in whole degrees. */
export const degrees = (d: number): string => `${number(Math.round(d))}°`

/** The day of an ISO 8601 time, in UTC: 20 April 2019. */
export function day(iso: string): string {
  const when = new Date(iso)
  if (Number.isNaN(when.getTime())) return iso
  const options = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const
  const said = new Intl.DateTimeFormat(lang() === 'en' ? 'en-GB' : 'fr', options).format(when)
  return lang() === 'fr' ? said.replace(/^1 /, '1er ') : said
}
