// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import test from 'node:test'
import en from '../src/common/i18n/en.json'
import { in_use, ladders, modes_of, offered } from '../src/common/ladders.ts'

const none = { 'image-2014': 0, 'image-2025': 0, plate: 0, sound: 0, presence: 0, speed: 0 }
const names = (devices: Record<string, number>, chosen = 'image-2014') => offered(devices, chosen).map(({ name }) => name)

test('a switch offers the families that have devices here, and what is chosen', () => {
  assert.deepEqual(names({ ...none, 'image-2014': 3, 'image-2025': 3, sound: 1 }), ['image-2014', 'image-2025', 'sound'])
  assert.deepEqual(names({ ...none, speed: 1 }, 'plate'), ['plate', 'speed'])
  assert.deepEqual(names(none), ['image-2014', 'image-2025', 'plate', 'sound', 'presence', 'speed'])
})

test('under a comparison model there is nothing else', () => {
  assert.deepEqual(names({ model: 12 }, 'model'), ['model'])
  assert.equal(in_use({ model: 12 }, 'image-2014'), 'model')
  assert.equal(in_use({ ...none, plate: 1 }, 'plate'), 'plate')
  assert.equal(in_use(none, 'model'), 'image-2014')
})

test('families count for those of docs/concepts.md', () => {
  const rows = ladders.map(({ name }) => `${name}: ${modes_of(name).join(' ')}`)
  assert.deepEqual(rows, ['image-2014: foot bike car', 'image-2025: foot bike car', 'plate: car', 'sound: foot bike',
    'presence: foot bike', 'speed: car', 'model: foot bike car'])
})

test('every ladder, band and family has its words', () => {
  for (const { name, family, bands } of ladders) {
    for (const key of [`ladder.${name}`, `legend_of.${family}`, `report_none.${family}`, `report.source.${name}`,
      ...bands.map((band) => `band.${band.name}`)]) assert.ok(key in en, key)
  }
})
