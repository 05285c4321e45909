// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import test from 'node:test'
import { ladders } from '../src/common/ladders.ts'
import { passes } from '../src/map/devices.ts'
import { answers, filter_keys, filter_query, hash_of, limit_of, modes, no_filters, only_route_changed, state_of, tab_names, usual_state, type Selection, type State } from '../src/map/state.ts'
import { seeded } from './seeded.ts'

const words = ['', 'Police', 'Stadt & Land = 50 %', 'Café «Été»', 'a#b', 'x,y', '+', ' ', '車站']
const kinds = ['camera', 'plate_reader', 'webcam']

function random_state(pick: (n: number) => number): State {
  const ladder = ladders[pick(ladders.length)]!
  const place = () => ({ lat: (pick(170e6) - 85e6) / 1e6, lon: (pick(360e6) - 180e6) / 1e6 })
  const selections: (Selection | null)[] = [null, { type: 'device', id: `n${pick(1e9)}` }, { type: 'street', segment: pick(1e6) },
    { type: 'here', ...place() }]
  const filters = no_filters()
  for (const key of filter_keys) filters[key] = (key === 'kind' ? kinds : words).filter(() => pick(4) === 0).sort()
  return {
    view: pick(5) ? { zoom: pick(2000) / 100, lat: (pick(170e5) - 85e5) / 1e5, lon: (pick(360e5) - 180e5) / 1e5 } : null,
    answer: answers[pick(3)]!, ladder: ladder.name, band: pick(ladder.bands.length), filters,
    selection: selections[pick(selections.length)]!, tab: tab_names[pick(3)]!,
    way: { from: pick(2) ? place() : null, to: pick(2) ? place() : null, mode: modes[pick(3)]!, shown: pick(7),
      without: { kind: kinds.filter(() => pick(4) === 0), operator: words.filter(() => pick(4) === 0), device: pick(3) ? [] : [`n${pick(1e9)}`, `w${pick(99)}`] },
      only: pick(3) ? [] : [`r${pick(1e9)}`], minutes: pick(2) ? null : pick(1000) / 100, metres: pick(2) ? null : pick(5000) },
    islands: pick(2) === 1, reach: pick(2) ? null : (1 + pick(6000)) / 100,
  }
}

test('an address gives back the state that wrote it', () => {
  const pick = seeded('state')
  for (let i = 0; i < 2000; ++i) {
    const state = random_state(pick)
    const lang = pick(2) ? 'fr' : 'en'
    assert.deepEqual(state_of(hash_of(state, lang)), { state, lang })
  }
})

test('an address that says nothing, or nonsense, is as usual', () => {
  for (const hash of ['', '#', '#map=1/2', '#map=99/0/0&at=n&band=all&ladder=?&answer=maybe&tab=x', '#at=@91,0', '#map=a/b/c', '#kind=wombat', '#at=@,1',
    '#from=91,0&to=1&mode=train&route=-1&tab=go2', '#from=&to=,&route=12',
    '#without_kind=wombat&without_device=x1&device=n&most_minutes_more=-1&most_in_view=1e9'])
    assert.deepEqual(state_of(hash).state, usual_state(), hash)
})

test('a filter is asked for as the server reads it: every key, any of its values', () => {
  const filters = { ...no_filters(), operator: ['', 'B & C'], kind: ['camera'] }
  assert.equal(filter_query(filters), 'kind=camera&operator=&operator=B+%26+C')
  assert.ok(passes({ id: 'n1', kind: 'camera', operator: null }, filters))
  assert.ok(passes({ id: 'n1', kind: 'camera', operator: 'B & C' }, filters))
  assert.ok(!passes({ id: 'n1', kind: 'camera', operator: 'D' }, filters))
  assert.ok(!passes({ id: 'n1', kind: 'webcam' }, filters))
})

test('a dragged slider is told from every other change', () => {
  const before = { ...usual_state(), way: { ...usual_state().way, from: { lat: 1, lon: 2 }, to: { lat: 1, lon: 3 } } }
  const dragged = { ...before, way: { ...before.way, shown: 2 } }
  assert.ok(only_route_changed(dragged, before))
  assert.ok(!only_route_changed(before, before))
  for (const other of [{ ...dragged, tab: 'go' as const }, { ...dragged, band: 1 }, { ...dragged, way: { ...dragged.way, to: { lat: 1, lon: 3 } } },
    { ...dragged, way: { ...dragged.way, mode: 'car' as const } }, { ...dragged, way: { ...dragged.way, minutes: 3 } },
    { ...dragged, way: { ...dragged.way, without: { ...dragged.way.without, device: ['n1'] } } }]) assert.ok(!only_route_changed(other, before))
})

test('a limit is a number from 0 on, also as French writes it', () => {
  assert.deepEqual(['0', ' 2.5 ', '2,5', '', ' ', '-1', '1e3', '.5', '1.234', 'x', '1234567', null].map(limit_of),
    [0, 2.5, 2.5, null, null, null, null, null, null, null, null, null])
})
