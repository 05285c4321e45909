// SPDX-License-Identifier: AGPL-3.0-or-later
// The way that a reader goes, in every size, language and colour scheme: first view, a device, a street, doubt, a filter.
import assert from 'node:assert/strict'
import { all_devices, assert_says, lone_device, watched_street } from './choose.mjs'
import { every_way, named, scene } from './scene.mjs'
import { phone } from './visit.mjs'

const dates = { en: '1 January 2026', fr: '1er janvier 2026' }

async function first_view(visit, server) {
  const { page, lang } = visit
  assert.equal(await page.locator('html').getAttribute('lang'), lang)
  const { devices } = await server.json('/api/info')
  const footer = await page.locator('footer').innerText()
  for (const part of [visit.word('common.known_here.other', { n: devices }), dates[lang], 'ODbL', visit.word('common.source_code')])
    assert.ok(footer.includes(part), `"${part}" is not in "${footer}"`)
  assert.ok(await page.evaluate(() => performance.getEntriesByName('first-map').length === 1))
  await visit.settled()
  await visit.accessible('first view')
}

async function select_device(visit, server) {
  const { page } = visit
  const device = await lone_device(server)
  await visit.go_to(device.place, 19)
  await visit.press_map()
  await visit.until('device selected', (id) => location.hash.includes(`at=${id}&`), device.id)
  await visit.settled()
  const panel = page.locator('#panel-look .panel')
  const text = await panel.innerText()
  for (const part of [device.id, visit.word('map.assumed'), visit.word('map.streets_it_sees')]) assert.ok(text.includes(part), `"${part}" is not in "${text}"`)
  const { streets } = await server.json(`/api/devices/${device.id}`).then((answer) => ({ streets: answer.streets ?? [] }))
  for (const name of new Set(streets.slice(0, 3).map((s) => s.name).filter(Boolean))) assert.ok(text.includes(name), name)
  await visit.accessible('a device is selected')
}

async function select_street(visit, server) {
  const { page } = visit
  const street = await watched_street(server)
  await visit.go_to(street.place, 18.5)
  await visit.press_map()
  await visit.until('street selected', () => /at=s\d+&/.test(location.hash))
  await visit.settled()
  const panel = page.locator('#panel-look .panel')
  assert.equal(await panel.locator('h2').innerText(), street.name)
  const known = (await server.json(`/api/segments/${street.id}?ladder=image-2014&band=observe`)).street
  assert_says(await panel.locator('.figure strong').innerText(), known.in_view.observe.certain_m)
  const rest = (await panel.locator('.figure p').nth(1).innerText()).replaceAll('\u202f', ' ')
  const lengths = [...rest.matchAll(/(<\s)?[\d.,]+\sk?m/g)].map(([length]) => length)
  const { expected_m, possible_m } = known.in_view.observe
  assert.equal(lengths.length, 3, rest)
  lengths.forEach((length, i) => assert_says(length, [expected_m, possible_m, known.length_m][i]))
  assert.equal(await panel.locator('section li').count(), Math.min(8, known.devices.filter((d) => d.possible_m > 0).length))
  await visit.accessible('a street is selected')
}

const legend = (page) => page.locator('.legend').evaluate((legend) => legend.textContent)
const picture = (page) => page.locator('#map canvas.maplibregl-canvas').screenshot()

/** Another certainty changes what is painted, what the legend says, and which streets are listed. */
async function switch_doubt(visit) {
  const { page } = visit
  const seen = []
  for (const answer of ['certain', 'likely', 'possible']) {
    await visit.press(page.locator('.switch label').filter({ has: page.locator(`input[value=${answer}]`) }))
    await visit.settled()
    assert.ok(answer === 'likely' ? !page.url().includes('answer=') : page.url().includes(`answer=${answer}`))
    const streets = await page.locator('.in-view :is(h2, h3)').nth(1).innerText()
    seen.push({ painted: (await picture(page)).toString('base64'), legend: await legend(page), streets })
  }
  for (const key of ['painted', 'legend']) assert.equal(new Set(seen.map((s) => s[key])).size, 3, `${key} is alike for two answers`)
  const counts = seen.map(({ streets }) => Number(/\d+/.exec(streets)?.[0] ?? 0))
  assert.ok(counts[0] <= counts[1] && counts[1] <= counts[2] && counts[0] < counts[2], `watched streets: ${counts}`)
  await visit.accessible('possible')
}

/** A filter asks for other tiles, narrows list and footer, and is undone in one press. */
async function filter(visit, server) {
  const { page } = visit
  const [all, readers] = [await all_devices(server), await all_devices(server, 'kind=plate_reader')]
  const before = await picture(page)
  const group = page.locator('.filters details').first()
  await visit.press(group.locator('summary'))
  const from = visit.requests.length
  await visit.press(group.locator('label').filter({ hasText: visit.word('kind.plate_reader') }))
  await visit.settled()
  const tiles = visit.requests.slice(from).filter((target) => target.startsWith('/tiles/'))
  assert.ok(tiles.length > 0 && tiles.every((target) => target.endsWith('?kind=plate_reader')), `${tiles}`)
  const said = visit.word('map.filtered', { n: readers.length, m: visit.word('map.devices_of.other', { n: all.length }) })
  assert.ok((await page.locator('footer').innerText()).includes(said), said)
  assert.notDeepEqual(await picture(page), before)
  await visit.accessible('filtered')
  await visit.press(page.locator('footer button.filtered'))
  await visit.settled()
  assert.equal(await page.locator('footer button.filtered').count(), 0)
  assert.ok(!page.url().includes('kind='))
}

for (const way of every_way) {
  scene(`a reader’s way: ${named(way)}`, way, async (visit, server) => {
    // axe-core takes a second a state: light in English and dark in French hold every colour and every word.
    if ((way.lang === 'en') !== (way.scheme === 'light')) visit.accessible = async () => {}
    await first_view(visit, server)
    await select_device(visit, server)
    await select_street(visit, server)
    // The whole town, so that every answer differs.
    const { bounds: [west, south, east, north] } = await server.json('/api/info')
    await visit.go_to([(west + east) / 2, (south + north) / 2], way.size === phone ? 15 : 15.5)
    await switch_doubt(visit)
    await filter(visit, server)
  })
}
