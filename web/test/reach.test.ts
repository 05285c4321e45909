// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import test from 'node:test'
import { positions, question, reached, type ReachAnswer } from '../src/map/reach/answer.ts'
import { most_reach, no_filters, state_of, usual_state, type State } from '../src/map/state.ts'

const here: State = { ...usual_state(), selection: { type: 'here', lat: 60.17, lon: 24.94 }, reach: 15 }

test('how far one gets is asked of a place only, and only when somebody asks', () => {
  assert.equal(question(here), '/api/v1/reach?from=60.17,24.94&minutes=15&mode=foot&ladder=image-2014&band=observe')
  assert.equal(question({ ...here, reach: null }), null)
  assert.equal(question({ ...here, selection: { type: 'device', id: 'n1' } }), null)
  assert.equal(question({ ...here, selection: null }), null)
})

test('what counts is what the page shows: ladder, band, filter, and a mode that the ladder counts for', () => {
  const cars: State = { ...here, ladder: 'plate', band: 0, filters: { ...no_filters(), operator: ['', 'A & B'] } }
  assert.ok(question(cars)!.endsWith('mode=car&ladder=plate&band=read&operator=&operator=A+%26+B'))
})

test('an address asks no further than the server answers', () => {
  assert.equal(state_of(`#reach=${most_reach}`).state.reach, most_reach)
  for (const word of ['0', '-1', '60.01', '1e3', 'x', '']) assert.equal(state_of(`#reach=${word}`).state.reach, null, word)
})

const answer: ReachAnswer = {
  type: 'FeatureCollection',
  features: [
    { type: 'Feature', properties: { unseen: true, length_m: 300, not_mapped_m: 20 }, geometry: { type: 'MultiLineString', coordinates: [[[24, 60], [24, 60.001]], [[25, 60], [25, 61]]] } },
    { type: 'Feature', properties: { unseen: false, length_m: 700, not_mapped_m: 5 }, geometry: { type: 'MultiLineString', coordinates: [[[1, 1], [2, 2]]] } },
    { type: 'Feature', properties: { start: true, in_view: true, moved: true, seen_by: ['n1', 'n2'] }, geometry: { type: 'Point', coordinates: [24, 60.001] } },
  ],
}

test('figures of a reach add up, and a start that was moved is told with its distance', () => {
  const { moved_m, ...rest } = reached(answer, [24, 60])
  assert.deepEqual(rest, { unseen_m: 300, reached_m: 1000, not_mapped_m: 20, in_view: true, seen_by: ['n1', 'n2'] })
  assert.ok(Math.abs(moved_m! - 111.2) < 0.1, `${moved_m}`)
  assert.equal(reached({ ...answer, features: answer.features.slice(0, 2) }, [24, 60]).moved_m, null)
  assert.equal(positions(answer).length, 4)
})
