// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import test from 'node:test'
import en from '../src/common/i18n/go.en.json'
import fr from '../src/common/i18n/go.fr.json'
import { learn, set_lang } from '../src/common/words.ts'
import { box_of, mode_of, proof_question, question, read_front, type Route } from '../src/map/go/front.ts'
import { gpx, licence_address } from '../src/map/go/gpx.ts'
import { duration, said, sentence, when_met } from '../src/map/go/say.ts'
import { no_filters, usual_state } from '../src/map/state.ts'

learn({ en, fr })
const plain = (text: string) => text.replace(/[\u202f\u00a0]/g, ' ')
const route = (seconds: number, kept_small: number): Route =>
  ({ seconds, kept_small, length_m: 0, certain_m: 0, expected_m: 0, possible_m: 0, not_mapped_m: 0, met: [], steps: [], line: [[2, 48], [3, 47]] })

test('a trip is asked for only with both ends, and in the words of the server', () => {
  const state = { ...usual_state(), way: { ...usual_state().way, from: { lat: 48.1, lon: -2 }, mode: 'bike' as const, shown: 3 } }
  assert.equal(question(state), null)
  const whole = { ...state, way: { ...state.way, to: { lat: 48.2, lon: 2.5 } }, filters: { ...no_filters(), kind: ['camera'], operator: ['', 'B & C'] } }
  const asked = new URL(question(whole)!, 'http://x')
  assert.equal(asked.pathname, '/api/v1/front')
  assert.deepEqual([...asked.searchParams], [['from', '48.1,-2'], ['to', '48.2,2.5'], ['mode', 'bike'], ['ladder', 'image-2014'],
    ['band', 'observe'], ['answer', 'expected'], ['steps', 'true'], ['kind', 'camera'], ['operator', ''], ['operator', 'B & C']])
  assert.equal(question({ ...whole, way: { ...whole.way, shown: 0 } }), question(whole), 'which route is looked at asks for nothing')
})

test('limits and what does not count are asked for; a proof knows no limits', () => {
  const way = { ...usual_state().way, from: { lat: 1, lon: 2 }, to: { lat: 3, lon: 4 }, minutes: 2.5, metres: 0, only: ['n7'],
    without: { kind: ['guard'], operator: ['A & B', ''], device: ['w8'] } }
  const state = { ...usual_state(), way }
  const counting = [['without_kind', 'guard'], ['without_operator', 'A & B'], ['without_operator', ''], ['without_device', 'w8'], ['device', 'n7']]
  const ends = [['from', '1,2'], ['to', '3,4'], ['mode', 'foot'], ['ladder', 'image-2014'], ['band', 'observe']]
  const asked = (address: string | null) => [...new URL(address!, 'http://x').searchParams]
  assert.deepEqual(asked(question(state)), [...ends, ['answer', 'expected'], ['steps', 'true'], ['most_minutes_more', '2.5'], ['most_in_view', '0'], ...counting])
  assert.deepEqual(asked(proof_question(state)), [...ends, ...counting])
  assert.equal(proof_question({ ...state, way: { ...way, to: null } }), null)
})

test('a proof is said in sentences', () => {
  set_lang('en')
  const end = { in_view: null }
  const proof = { claim: 'no_unseen_way' as const, from: end, to: { in_view: {} }, between: { devices: ['n1', 'w2'], smallest: true } }
  assert.deepEqual(said(proof, 'as of 2026'), ['There is no unseen way, as of 2026: whichever way one goes, a mapped device may see it.',
    'An end is itself in view: the proof speaks of the nearest place that is not.', '2 devices stand between: n1, w2. Fewer would not do.'])
  assert.equal(said({ ...proof, to: end, between: null, claim: 'not_joined' }, '').length, 1)
})

test('a mode that a ladder does not count for gives way to one that it does', () => {
  const state = usual_state()
  assert.equal(mode_of(state), 'foot')
  assert.equal(mode_of({ ...state, ladder: 'plate', band: 0 }), 'car')
  assert.equal(mode_of({ ...state, ladder: 'sound', band: 0, way: { ...state.way, mode: 'car' } }), 'foot')
})

test('times are said as people compare them', () => {
  set_lang('en')
  assert.deepEqual([0, 40.4, 59.4, 59.6, 89, 91, 3570, 3600, 3899, 7200].map((s) => plain(duration(s))),
    ['0 s', '40 s', '59 s', '1 minute', '1 minute', '2 minutes', '1 h', '1 h', '1 h 5 min', '2 h'])
})

test('one route beside the fastest, in one sentence', () => {
  const routes = [route(600, 500), route(780, 80), route(600.2, 499.8), route(590, 900)]
  set_lang('en')
  assert.deepEqual(routes.map((_, i) => plain(sentence({ routes }, i))),
    ['The fastest', '3 minutes more, 420 m less in view', 'as quick, as much in view', '10 s less, 400 m more in view'])
  assert.equal(sentence({ routes: routes.slice(0, 1) }, 0), 'The fastest is also the least seen')
  set_lang('fr')
  assert.equal(plain(sentence({ routes }, 1)), '3 minutes de plus, 420 m de moins en vue')
})

test('a device is met after a time and a length', () => {
  set_lang('en')
  const met = { device: 'n1', kind: 'camera', operator: null, certain_m: 0, expected_m: 0, possible_m: 1 }
  assert.equal(plain(when_met({ ...met, first_m: 240, first_s: 178 })), 'after 3 minutes, at 240 m')
  assert.equal(when_met({ ...met, first_m: 0, first_s: 0 }), 'from the start')
})

test('a track holds its line, its licence, and no markup of a stranger', () => {
  set_lang('fr')
  const step = { at: [2, 48] as [number, number], length_m: 3, certain_m: 0, expected_m: 0, possible_m: 0, instruction: { en: 'Go', fr: 'Partez <b>' } }
  const text = gpx({ attribution: '© A & "B"', mode: 'foot' }, { ...route(1, 1), steps: [step] }, '<b>', 'x > y')
  assert.ok(text.includes('<rtept lat="48" lon="2"><name>Partez &lt;b&gt;</name></rtept>'))
  assert.equal([...text.matchAll(/<trkpt lat="4[78]" lon="[23]"\/>/g)].length, 2)
  assert.ok(text.includes(`<copyright author="© A &amp; &quot;B&quot;"><license>${licence_address}</license>`))
  assert.ok(text.includes('<name>&lt;b&gt;</name><desc>x &gt; y</desc>') && !text.includes('<b>'))
  const order = ['<metadata>', '<copyright', '</metadata>', '<rte>', '<src>', '<type>foot</type>', '<rtept', '</rte>', '<trk>', '<trkseg>', '</gpx>'].map((part) => text.indexOf(part))
  assert.deepEqual(order, [...order].sort((a, b) => a - b))
  assert.ok(order.every((at) => at >= 0))
})

test('the box of a line holds every point of it', () => {
  assert.deepEqual(box_of([[2, 48], [3, 47], [-1, 47.5]]), [-1, 47, 3, 48])
})

test('a busy program is asked again, any other refusal is told', async (t) => {
  const statuses = [503, 503, 200, 404]
  const before = globalThis.fetch
  t.after(() => { globalThis.fetch = before })
  globalThis.fetch = async () => {
    const status = statuses.shift()!
    return new Response(JSON.stringify(status === 200 ? { routes: [] } : { error: { code: status === 503 ? 'busy' : 'no_way', sentence: 's' } }), { status })
  }
  const { signal } = new AbortController()
  assert.deepEqual(await read_front('/x', signal), { routes: [] })
  assert.deepEqual(statuses, [404])
  await assert.rejects(read_front('/x', signal), { status: 404, code: 'no_way' })
})
