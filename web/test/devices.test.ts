// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import test from 'node:test'
import { coarse, type Box } from '../src/map/devices.ts'
import { seeded } from './seeded.ts'

test('a view is asked for in hundredths of a degree, never less of it than is seen', () => {
  assert.deepEqual(coarse([11.57251, -0.001, 11.58, 0.001]), ['11.57', '-0.01', '11.58', '0.01'])
  assert.deepEqual(coarse([-180, -90, 180, 90]), ['-180.00', '-90.00', '180.00', '90.00'])
  assert.equal(coarse([0, 0, 0, 57.050000000000004])[3], '57.06')  // times 100 it is 5705 in binary64
  const pick = seeded('coarse')
  for (let i = 0; i < 1000; ++i) {
    const [w, s] = [(pick(359e6) - 180e6) / 1e6, (pick(179e6) - 90e6) / 1e6]
    const box: Box = [w, s, w + pick(1e6) / 1e6, s + pick(1e6) / 1e6]
    const asked = coarse(box)
    for (const word of asked) assert.match(word, /^-?\d+\.\d\d$/)
    const [west, south, east, north] = asked.map(Number) as unknown as Box
    assert.ok(west <= box[0] && south <= box[1] && east >= box[2] && north >= box[3], `${box} ${asked}`)
    assert.ok(box[0] - west < 0.0101 && north - box[3] < 0.0101, `${box} ${asked}`)
  }
})
