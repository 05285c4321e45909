// SPDX-License-Identifier: AGPL-3.0-or-later
// The report page without a browser. town.report.json and town.info.json are answers of the program itself:
//   contrechamp synth --seed 1 -o town.osm.pbf; contrechamp build town.osm.pbf -o town.atlas
//   contrechamp report town.atlas --json; contrechamp info town.atlas --json
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { anchor, concepts_html } from '../plugins/concepts.ts'
import type { Info, Report } from '../src/common/api.ts'
import { set_lang, type Lang } from '../src/common/words.ts'
import { bar, stretches } from '../src/report/bars.ts'
import { read_choice, written_choice, type Choice } from '../src/report/choice.ts'
import { lengths, modes, parts, ranking, share } from '../src/report/figures.ts'
import { failed, masthead, report_page, waiting } from '../src/report/page.ts'
import { qr } from '../src/report/qr.ts'
import { definitions } from '../src/report/say.ts'
import { scale } from '../src/report/scale.ts'
import { all, el, text_of } from '../src/report/tree.ts'
import info_json from './town.info.json'
import report_json from './town.report.json'

const town = report_json as unknown as Report
const info = info_json as unknown as Info
const on_foot: Choice = { mode: 'foot', ladder: 'image-2014', lang: null }
const address = 'http://127.0.0.1:8080/report.html#mode=foot&ladder=image-2014'

const page = (report: Report, choice = on_foot) => el('main', {}, report_page(report, info, choice, address))
const words_of = (report: Report, lang: Lang, choice = on_foot): string => {
  set_lang(lang)
  return text_of(page(report, choice))
}

/** Mulberry32; a failing run is repeated by its seed. */
function random(seed: number): () => number {
  console.log(`seed ${seed}`)
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let x = Math.imul(state ^ (state >>> 15), 1 | state)
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x
    return ((x ^ (x >>> 14)) >>> 0) / 4294967296
  }
}
const seed = Number(process.env['CONTRECHAMP_SEED'] ?? Date.now() % 1e6)

test('the parts of a length add up to it, and none is negative', () => {
  const next = random(seed)
  for (let i = 0; i < 1000; i++) {
    const whole = next() * 10 ** Math.floor(next() * 7)
    const [a, b, c] = [next(), next(), next()].sort((x, y) => x - y).map((x) => x * whole * 2) // never trusted to stay within the whole
    const split = parts({ certain_m: a!, expected_m: b!, possible_m: c! }, whole, next() * whole)
    const sum = split.certain + split.likely + split.possible + split.unseen + split.unmapped
    assert.ok(Math.abs(sum - whole) <= 1e-9 * whole, `${sum} of ${whole}`)
    for (const part of Object.values(split)) assert.ok(part >= 0)
  }
})

test('a bar is drawn without gap or overlap, from end to end', () => {
  const split = parts({ certain_m: 10, expected_m: 25, possible_m: 60 }, 100, 80)
  assert.deepEqual(split, { certain: 10, likely: 15, possible: 35, unseen: 20, unmapped: 20 })
  const rects = all(bar([stretches(split)], { end: 200, ticks: [0, 100, 200] }), 'rect')
  const read = (name: string) => rects.map((rect) => Number.parseFloat(String(rect.attributes[name])))
  assert.deepEqual(
    rects.map((rect) => rect.attributes['class']),
    ['certain', 'likely', 'possible', 'unseen', 'unmapped'],
  )
  assert.deepEqual(read('x'), [0, 5, 12.5, 30, 40])
  assert.deepEqual(read('width'), [5, 7.5, 17.5, 10, 10])
  assert.deepEqual(
    rects.filter((rect) => rect.attributes['fill']).map((rect) => rect.attributes['class']),
    ['possible', 'unmapped'],
  )
})

test('a share is never over 100 %, and is nothing where there is nothing to divide by', () => {
  assert.equal(share(12.01, 12), 1)
  assert.equal(share(0, 0), null)
  assert.equal(share(3, 12), 0.25)
})

test('an axis starts at 0, ends where its bars may end, and has few round ticks', () => {
  const next = random(seed)
  for (let i = 0; i < 1000; i++) {
    const grain = i % 2
    const largest = grain
      ? Math.ceil(next() * 10 ** (1 + Math.floor(next() * 5)))
      : next() * 10 ** Math.floor(next() * 6 - 1) + 1e-3
    const { end, ticks } = scale(largest, 5, grain)
    assert.equal(end, largest)
    assert.equal(ticks[0], 0)
    assert.ok(ticks.length >= 2 && ticks.length <= 6, `${ticks.length} ticks to ${largest}`)
    assert.ok(ticks.every((tick, k) => tick <= end * (1 + 1e-9) && (k === 0 || tick > ticks[k - 1]!)))
    if (grain) assert.ok(ticks.every(Number.isInteger), `${ticks}`)
    const lead = Number((ticks[1]! / 10 ** Math.floor(Math.log10(ticks[1]!) + 1e-9)).toFixed(6))
    assert.ok([1, 2, 2.5, 5].includes(lead), `${ticks[1]} is not round`)
  }
  assert.deepEqual(scale(0, 5, 1), { end: 1, ticks: [0] })
})

test('a ranking loses no device', () => {
  const many = { '(not tagged)': 7, ...Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`operator ${i}`, 20 - i])) }
  const { rows, others, silent } = ranking(many, 12)
  assert.equal(rows.length, 12)
  assert.equal(others.names, 8)
  assert.equal(silent, 7)
  assert.equal(rows.reduce((sum, row) => sum + row.n, 0) + others.n + silent, 217)
  assert.equal(
    ranking({ a: 1, b: 2, c: 2 }, 2)
      .rows.map((row) => row.name)
      .join(),
    'b,c,a',
  ) // one left over takes its own line
})

for (const lang of ['en', 'fr'] as const) {
  test(`every section speaks ${lang}, with no message missing and no share over 100 %`, () => {
    for (const choice of [on_foot, { ...on_foot, mode: 'car' as const, ladder: 'plate' }, { ...on_foot, ladder: 'image-2025' }]) {
      const text = words_of(town, lang, choice)
      assert.doesNotMatch(text, /\b(report|common|kind|band|mode|reason|ladder)\.(?!html)[a-z]/)
      assert.doesNotMatch(text, /[{}]|undefined|NaN|null/)
      const found = [...text.matchAll(/([\d.,]+)\s?%/g)].map((match) => Number(match[1]!.replace(',', '.')))
      assert.ok(found.length > 30 && found.every((value) => value <= 100), `${found}`)
    }
    const states = [...waiting(), ...failed('…'), masthead('…')].map(text_of).join(' ')
    assert.doesNotMatch(states, /\b(report|common)\.[a-z]/)
  })
}

test('figures of the answer stand on the page as they are', () => {
  const text = words_of(town, 'en')
  const street_m = lengths(town, 'foot').street_m
  const row = town.in_view.find((r) => r.mode === 'foot' && r.band === 'monitor' && r.range_m === 200)!
  assert.ok(text.includes(`${Math.round((100 * row.all.expected_m) / street_m)}%`))
  assert.ok(text.includes(`${town.devices} devices known here`))
  for (const street of town.most_watched) assert.ok(text.includes(street.name), street.name)
  for (const name of Object.keys(town.devices_by_operator).filter((word) => !word.startsWith('(')))
    assert.ok(text.includes(name), name)
})

test('each plot is a table whose numbers stand beside its bars', () => {
  set_lang('en')
  const plots = all(page(town), 'table').filter((table) => String(table.attributes['class']).startsWith('plot'))
  assert.ok(plots.length >= 8)
  for (const plot of plots) {
    assert.equal(all(plot, 'caption').length, 1)
    const heads = all(all(plot, 'thead')[0]!, 'th').length
    for (const row of all(all(plot, 'tbody')[0]!, 'tr').filter((tr) => !tr.attributes['aria-hidden'])) {
      const read = [...all(row, 'th'), ...all(row, 'td').filter((td) => !td.attributes['aria-hidden'])]
      assert.equal(read.length, heads)
      for (const cell of read) assert.notEqual(text_of(cell), '')
    }
  }
})

test('the share of drawn trips that cannot go unseen stands with its interval, drawn to scale', () => {
  const some = structuredClone(town)
  Object.assign(some.random_trips.modes[0]!, { trips: 1000, cannot_go_unseen: 700, end_in_view: 321, share: 0.7, low: 0.6708, high: 0.7276 })
  Object.assign(some.random_trips.modes[1]!, { trips: 0, cannot_go_unseen: 0, end_in_view: 0, share: 0, low: 0, high: 1 })
  const figure = (lang: Lang) => {
    set_lang(lang)
    return all(page(some), 'figure').find((f) => text_of(f).includes(lang === 'en' ? 'drawn by lot' : 'tirés au sort'))!
  }
  const rows = all(all(figure('en'), 'tbody')[0]!, 'tr').map(text_of)
  for (const said of ['on foot', '70.0%', '67.1% to 72.8%', '1,000', '321']) assert.ok(rows[0]!.includes(said), `${said}: ${rows[0]}`)
  assert.match(rows[1]!, /by bike.*–.*–.*0.*–/)
  assert.match(text_of(all(figure('fr'), 'tbody')[0]!), /70,0\u202f%.*67,1\u202f% à 72,8\u202f%/)
  const drawn = all(figure('en'), 'svg').find((svg) => svg.attributes['class'] === 'bar')!
  const widths = all(drawn, 'rect').map((rect) => [rect.attributes['class'], rect.attributes['width']])
  assert.deepEqual(widths, [['possible', '70%'], ['unseen', '30%']])
  const whisker = all(drawn, 'line').filter((line) => line.attributes['class'] === 'whisker')
  assert.deepEqual(whisker.map(({ attributes }) => [attributes['x1'], attributes['x2']]), [['67.08%', '72.76%'], ['67.08%', '67.08%'], ['72.76%', '72.76%']])
  assert.match(words_of(some, 'en'), /No trips by bike: no two surveyed streets lie 500\u202fm to 2\.0\u202fkm apart/)
  assert.match(words_of(some, 'en'), /Drawn by lot \(seed 1\)/)
  assert.doesNotMatch(words_of({ ...town, random_trips: { ...town.random_trips, modes: [] } }, 'en'), /drawn by lot/i)
})

test('where nobody has mapped a device there is no share, but a sentence', () => {
  const empty: Report = { ...town, devices: 0, device_objects: { read: 0, kept: 0, rejected: {} } }
  const text = words_of(empty, 'en')
  assert.match(text, /No mapped device here, as of 1 January 2026\. Nobody may have looked\./)
  assert.match(text, /not mapped for devices, which is not the same as not in view/)
  assert.equal(all(page(empty), 'figure').length, 0)
  assert.equal(all(page(empty), 'input').length, 0)
  assert.ok(all(page(town), 'input').length > 0)
  assert.match(
    words_of({ ...empty, device_objects: { read: 2, kept: 0, rejected: { bad_position: 2 } } }, 'en'),
    /none could be kept/,
  )
})

test('a ladder that no device has is a sentence too', () => {
  const without = { ...town, devices_with_view: { ...town.devices_with_view, plate: 0 } }
  const choice: Choice = { mode: 'car', ladder: 'plate', lang: null }
  const text = words_of(without, 'en', choice)
  assert.match(text, /No mapped plate reader here, as of 1 January 2026\. Nobody may have looked\./)
  assert.ok(!all(page(without, choice), 'ul').some((list) => list.attributes['class'] === 'cards'))
  assert.ok(all(page(town, choice), 'ul').some((list) => list.attributes['class'] === 'cards'))
})

test('streets that nobody surveyed are named apart, and shares of the surveyed ones are given', () => {
  const half = structuredClone(town)
  for (const mode of modes) half.modes[mode]!.surveyed_m = half.modes[mode]!.street_m / 2
  half.distribution.not_surveyed = { streets: 31, street_m: 6100 }
  const text = words_of(half, 'en')
  assert.match(text, /15\u202fkm are not mapped for devices, which is not the same as not in view/)
  assert.match(text, /of the 15\u202fkm in surveyed cells/)
  assert.match(text, /in no row: 31 more streets/)
  assert.doesNotMatch(words_of(town, 'en'), /not mapped for devices/)
})

test('every definition that the page links to is in docs/concepts.md', () => {
  const markdown = readFileSync(new URL('../../../../docs/concepts.md', import.meta.url), 'utf8')
  const html = concepts_html(markdown)
  for (const name of Object.values(definitions)) assert.ok(html.includes(`id="${name}"`), name)
  for (const [, target] of html.matchAll(/href="#([^"]+)"/g)) assert.ok(html.includes(`id="${target}"`), target)
  assert.doesNotMatch(html, /<!--|style=|href="(?!#)/)
  assert.equal(anchor('7. Doubt: certain, expected, possible'), '7-doubt-certain-expected-possible')
})

test('the address holds what was chosen', () => {
  const choice: Choice = { mode: 'bike', ladder: 'image-2025', lang: 'fr' }
  assert.deepEqual(read_choice(written_choice(choice)), choice)
  assert.deepEqual(read_choice('#mode=foot&ladder=plate'), { mode: 'car', ladder: 'plate', lang: null })
  assert.deepEqual(read_choice('#mode=boat&ladder=%00&lang=xx'), on_foot)
})

test('the QR code has its quiet zone and its three finder patterns', () => {
  const code = qr(address, 'QR')
  const path = String(all(code, 'path')[0]!.attributes['d'])
  const size = Number(String(code.attributes['viewBox']).split(' ')[2])
  const dark = new Set([...path.matchAll(/M(\d+) (\d+)h/g)].map((match) => `${match[1]} ${match[2]}`))
  assert.equal((size - 8 - 17) % 4, 0)
  for (const [x, y] of [
    [4, 4],
    [size - 11, 4],
    [4, size - 11],
  ] as const) {
    for (let i = 0; i < 7; i++) assert.ok(dark.has(`${x + i} ${y}`) && dark.has(`${x} ${y + i}`) && dark.has(`${x + 6} ${y + i}`))
    assert.ok(!dark.has(`${x + 1} ${y + 1}`) && dark.has(`${x + 3} ${y + 3}`))
  }
  for (const place of dark) assert.ok(place.split(' ').every((n) => Number(n) >= 4 && Number(n) < size - 4))
})
