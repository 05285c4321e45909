// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'
import { ladders } from '../src/common/ladders.ts'
import { band_casings, band_colours, band_widths, contrast, palette, type Theme } from '../src/common/palette.ts'

const themes: Theme[] = ['light', 'dark']
const counts = ladders.map((ladder) => ladder.bands.length)

test('contrast is that of WCAG', () => {
  assert.equal(contrast('#000000', '#FFFFFF').toFixed(2), '21.00')
  assert.equal(contrast('#777777', '#FFFFFF').toFixed(2), '4.48')
})

test('words on the map can be read, and what is drawn can be seen', () => {
  for (const theme of themes) {
    const c = palette(theme)
    assert.ok(contrast(c.text, c.ground) >= 7 && contrast(c.quiet, c.ground) >= 4.5 && contrast(c.glyph, c.glyph_ground) >= 7, theme)
    assert.ok(contrast(c.street, c.ground) >= 3 && contrast(c.action, c.ground) >= 3, theme)
    for (const n of counts) {
      band_colours(theme, n).forEach((colour, i) => {
        const seen = Math.max(contrast(colour, c.ground), contrast(band_casings(theme, n)[i]!, c.ground))
        assert.ok(seen >= 3, `${theme}: band ${i} of ${n}: ${seen.toFixed(2)}`)
      })
    }
  }
})

test('a narrower band is darker on the light ground, and wider everywhere', () => {
  for (const n of counts) {
    const colours = band_colours('light', n).map((colour) => contrast(colour, '#FFFFFF'))
    assert.equal(colours.length, n)
    assert.deepEqual(colours, [...colours].sort((a, b) => a - b))
    const widths = band_widths(n)
    assert.deepEqual(widths, [...widths].sort((a, b) => a - b))
  }
  assert.deepEqual(band_widths(4), [2, 3, 4, 6])
})

test('ladders are those of docs/concepts.md', () => {
  const page = readFileSync('../docs/concepts.md', 'utf8')
  for (const { name, bands } of ladders.filter((l) => l.family === 'image')) {
    const row = page.split('\n').find((line) => line.startsWith(`| \`${name}\``))!
    assert.equal(row.split('|')[2]!.trim(), bands.map((b) => `${b.name} ${b.density}`).join(' · '))
  }
})
