// SPDX-License-Identifier: AGPL-3.0-or-later
// Pictures that somebody has looked at. UPDATE_GOLDEN=1 makes them anew; look at each before you keep it.
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { pixelmatch, PNG } from './packages.mjs'

const folder = fileURLToPath(new URL('golden/', import.meta.url))

/** How far a pixel's colour may be off (pixelmatch), and the share of pixels that may be farther: letters are drawn a little
 *  differently by other versions of Chromium and FreeType. */
const threshold = 0.2
const most_different = 0.015

/** `out` takes the actual picture and the differences where they are too many. */
export function expect_golden(name, bytes, out) {
  const file = path.join(folder, `${name}.png`)
  if (process.env.UPDATE_GOLDEN === '1') {
    writeFileSync(file, bytes)
    return
  }
  mkdirSync(out, { recursive: true })
  const actual = path.join(out, `${name}.png`)
  writeFileSync(actual, bytes)
  assert.ok(existsSync(file), `no golden picture ${file}: look at ${actual}, then run again with UPDATE_GOLDEN=1`)
  const [wanted, got] = [PNG.sync.read(readFileSync(file)), PNG.sync.read(bytes)]
  const { width, height } = wanted
  assert.deepEqual([got.width, got.height], [width, height], name)
  const diff = new PNG({ width, height })
  const share = pixelmatch(wanted.data, got.data, diff.data, width, height, { threshold }) / (width * height)
  const differences = path.join(out, `${name}.diff.png`)
  if (share > most_different) writeFileSync(differences, PNG.sync.write(diff))
  assert.ok(share <= most_different, `${(100 * share).toFixed(2)} % of the pixels differ from ${file}: see ${actual} and ${differences}`)
}
