// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import test from 'node:test'
import { day, metres, percent } from '../src/common/format.ts'
import { counted, set_lang } from '../src/common/words.ts'

const plain = (text: string) => text.replace(/[\u202f\u00a0]/g, ' ')

test('distances are said as a person says them', () => {
  set_lang('en')
  const said = [0, 0.4, 6.6, 99.4, 99.6, 314, 994, 996, 1243.7, 9960, 36400].map((m) => plain(metres(m)))
  assert.deepEqual(said, ['0 m', '< 1 m', '7 m', '99 m', '100 m', '310 m', '990 m', '1.0 km', '1.2 km', '10 km', '36 km'])
  set_lang('fr')
  assert.equal(plain(metres(1243.7)), '1,2 km')
})

test('a share is never rounded to nothing or to all', () => {
  set_lang('en')
  assert.deepEqual([0, 0.0002, 0.027, 0.7266, 0.9999, 1].map((s) => plain(percent(s))), ['0%', '< 0.1%', '2.7%', '73%', '> 99%', '100%'])
  set_lang('fr')
  assert.equal(plain(percent(0.7266)), '73 %')
})

test('dates are days in UTC, in the language of the page', () => {
  set_lang('en')
  assert.equal(day('2019-04-21T23:59:59Z'), '21 April 2019')
  set_lang('fr')
  assert.equal(day('2019-04-21T00:00:01Z'), '21 avril 2019')
  assert.equal(day('spring'), 'spring')
})

test('each language counts in its own way', () => {
  set_lang('en')
  assert.equal(counted('map.devices_of', 0), '0 devices')
  set_lang('fr')
  assert.equal(counted('map.devices_of', 0), '0 dispositif')
})
