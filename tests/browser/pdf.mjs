// SPDX-License-Identifier: AGPL-3.0-or-later
// Just enough of PDF to judge a print by Chromium: each page's size in points and how much text it shows.
import { inflateSync } from 'node:zlib'

/** [{ width, height, words }] in the order of the file; words counts the operators that show text, also in nested forms. */
export function pages_of(bytes) {
  const text = bytes.toString('latin1')
  const objects = new Map()
  for (const { 1: number, index } of text.matchAll(/(?:^|\n)(\d+) 0 obj/g)) objects.set(number, text.slice(index, text.indexOf('endobj', index)))
  const stream = (number) => {
    const object = objects.get(number) ?? ''
    const start = object.search(/stream\r?\n/)
    if (start < 0) return ''
    const raw = Buffer.from(object.slice(object.indexOf('\n', start) + 1, object.lastIndexOf('endstream')), 'latin1')
    return object.includes('/FlateDecode') ? inflateSync(raw, { finishFlush: 2 }).toString('latin1') : raw.toString('latin1')
  }
  const words = (number) => (stream(number).match(/\bT[jJ]\b/g) ?? []).length
  return [...objects.values()].filter((object) => /\/Type\s*\/Page\b/.test(object)).map((object) => {
    const [, , width, height] = /\/MediaBox\s*\[([^\]]+)\]/.exec(object)[1].trim().split(/\s+/).map(Number)
    const contents = /\/Contents\s+(\d+) 0 R|\/Contents\s*\[([^\]]+)\]/.exec(object)
    const numbers = contents?.[1] ? [contents[1]] : [...(contents?.[2] ?? '').matchAll(/(\d+) 0 R/g)].map((m) => m[1])
    return { width, height, words: numbers.reduce((sum, number) => sum + words(number), 0) }
  })
}
