// SPDX-License-Identifier: AGPL-3.0-or-later
// What is not seen: islands that follow what counts, and how far one gets unseen from a place.
import assert from 'node:assert/strict'
import { assert_says, lone_device, watched_street } from './choose.mjs'
import { named, scene, two_ways } from './scene.mjs'
import { assert_thumb_sized } from './targets.mjs'
import { desktop, phone } from './visit.mjs'

const toggle = (visit) => visit.page.locator('input[name=islands]')
const legend = (visit) => visit.page.locator('.legend')
const islands_asked = (visit) => visit.requests.filter((target) => target.startsWith('/tiles/islands/'))
const picture = async (visit) => (await visit.page.locator('#map canvas.maplibregl-canvas').screenshot()).toString('base64')
const plain = (text) => text.replaceAll(/[\u202f\u00a0]/g, ' ')

async function over_streets(visit, server) {
  const { place } = await watched_street(server)
  await visit.go_to(place, 15.5)
}

for (const way of two_ways) {
  scene(`islands: drawn by the switch, by mode, band and filter, ${named(way)}`, way, async (visit, server) => {
    const { page } = visit
    await over_streets(visit, server)
    assert.deepEqual(islands_asked(visit), [], 'nobody asked for them')
    const without = await picture(visit)
    await toggle(visit).check()
    await visit.settled()
    const seen = new Set([without, await picture(visit)])
    assert.equal(seen.size, 2, 'nothing is drawn')
    assert.ok(islands_asked(visit).every((target) => target.endsWith('?mode=foot&ladder=image-2014&band=observe')), `${islands_asked(visit)}`)
    assert.ok(page.url().includes('islands=yes'))
    if (way.size === phone) await legend(visit).locator('> summary').tap()
    const date = visit.lang === 'fr' ? 'au 1er janvier 2026' : 'as of 1 January 2026'
    for (const part of [visit.word('map.islands_colour', { date }), visit.word('map.islands_all'), visit.word('map.islands_title', { mode: visit.word('mode.foot') })])
      assert.ok(plain(await legend(visit).innerText()).includes(plain(part)), `${part}: ${await legend(visit).innerText()}`)
    await visit.accessible('islands')
    if (way.size === phone) {
      await assert_thumb_sized(visit, 'islands')
      await legend(visit).locator('> summary').tap()
    }
    for (const [words, asked] of [['mode=car', 'mode=car&ladder=image-2014&band=observe'], ['mode=car&band=monitor', 'mode=car&ladder=image-2014&band=monitor'],
      ['mode=car&kind=camera', 'mode=car&ladder=image-2014&band=observe&kind=camera']]) {
      await page.evaluate((hash) => { location.hash = hash }, `${page.url().split('#')[1].split('&')[0]}&islands=yes&${words}`)
      await visit.until(words, (end) => location.hash.includes('islands=yes'), null)
      await visit.settled()
      assert.ok(islands_asked(visit).at(-1).endsWith(`?${asked}`), `${words}: ${islands_asked(visit).at(-1)}`)
      seen.add(await picture(visit))
    }
    assert.equal(seen.size, 5, 'each is drawn differently')
    assert.ok(plain(await legend(visit).textContent()).includes(plain(visit.word('map.islands_filtered'))))
    await toggle(visit).uncheck()
    await visit.settled()
    assert.ok(!page.url().includes('islands'))
  })
}

scene('islands: by the keyboard, whose mode, and no promise where nobody counts', { size: desktop }, async (visit, server) => {
  const { page } = visit
  await over_streets(visit, server)
  await toggle(visit).focus()
  await page.keyboard.press('Space')
  await visit.settled()
  await page.keyboard.press('Tab')
  const mode = page.locator('.islands select')
  assert.ok(await mode.evaluate((select) => select === document.activeElement), 'the mode comes next')
  await page.keyboard.press('ArrowDown')
  await visit.settled()
  assert.equal(await mode.inputValue(), 'bike')
  assert.ok(islands_asked(visit).at(-1).includes('mode=bike'))
  assert.ok((await legend(visit).innerText()).includes(visit.word('map.islands_title', { mode: visit.word('mode.bike') })))
  await page.evaluate(() => { location.hash += '&operator=Nobody+at+all' })
  await visit.settled()
  assert.ok((await legend(visit).innerText()).includes(visit.word('map.islands_none')))
  assert.ok(!(await page.locator('body').innerText()).toLowerCase().includes(`camera${'-'}free`))
})

/** A place of a street on which one walks, out of view of all; and one in view. */
async function places(server) {
  const device = await lone_device(server, ({ has_view, axis, kind, type }) => has_view && axis !== null && kind === 'camera' && type === 'fixed')
  return { watched: device.place }
}

const answer_of = async (server, [lon, lat], more) => {
  const { features } = await server.json(`/api/v1/reach?from=${lat.toFixed(6)},${lon.toFixed(6)}&${more}`)
  const [unseen, seen, start] = features.map(({ properties }) => properties)
  return { unseen_m: unseen.length_m, reached_m: unseen.length_m + seen.length_m, start }
}

for (const way of two_ways) {
  scene(`how far unseen: asked from a place, drawn, and in figures, ${named(way)}`, way, async (visit, server) => {
    const { page } = visit
    const { watched } = await places(server)
    await visit.go_to(watched, 16)
    await page.evaluate((at) => { location.hash += `&at=@${at}` }, `${watched[1].toFixed(6)},${watched[0].toFixed(6)}`)
    const ask = page.getByRole('button', { name: visit.word('map.ask_reach') })
    await ask.waitFor()
    await visit.settled()
    assert.ok(!visit.requests.some((target) => target.startsWith('/api/v1/')), 'a place is told before anybody asks')
    const before = await picture(visit)
    await visit.press(ask)
    await visit.until('an answer', () => document.querySelector('.far-outcome .figure') !== null)
    await visit.settled()
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), visit.word('reach.title'))
    const counted = 'ladder=image-2014&band=observe'
    const expected = await answer_of(server, watched, `minutes=15&mode=foot&${counted}`)
    const said = page.locator('.far-outcome')
    assert_says(await said.locator('strong').innerText(), expected.unseen_m)
    if (expected.start.in_view) assert.ok(plain(await said.innerText()).includes(expected.start.seen_by[0]))
    assert.notEqual(await picture(visit), before, 'nothing is drawn')
    assert.ok(page.url().includes('reach=15'))
    await visit.accessible('how far unseen')
    if (way.size === phone) await assert_thumb_sized(visit, 'how far unseen')

    await page.locator('select[name=reach-minutes]').selectOption('5')
    await visit.until('five minutes', () => location.hash.includes('reach=5'))
    await visit.settled()
    const sooner = await answer_of(server, watched, `minutes=5&mode=foot&${counted}`)
    assert_says(await said.locator('strong').innerText(), sooner.unseen_m)
    await page.locator('input[name=reach-mode][value=car]').check({ force: true })
    await visit.settled()
    const by_car = await answer_of(server, watched, `minutes=5&mode=car&${counted}`)
    assert_says(await said.locator('strong').innerText(), by_car.unseen_m)
    assert.ok(by_car.reached_m > sooner.reached_m)

    await visit.press(page.getByRole('button', { name: visit.word('reach.close') }))
    await visit.settled()
    assert.ok(await ask.evaluate((button) => button === document.activeElement), 'the keyboard stays in the panel')
    assert.ok(!page.url().includes('reach'))
  })
}

scene('how far unseen: an address says it, another place forgets it, and other words say the same', { size: desktop }, async (visit, server) => {
  const { page } = visit
  const { watched: [lon, lat] } = await places(server)
  await visit.go_to([lon, lat], 16)
  await page.evaluate((more) => { location.hash += more }, `&at=@${lat.toFixed(6)},${lon.toFixed(6)}&reach=7.5`)
  await visit.until('an answer', () => document.querySelector('.far-outcome .figure') !== null)
  await visit.settled()
  const figure = await page.locator('.far-outcome strong').innerText()
  await page.locator('button[lang=fr]').click()
  await visit.until('French', () => document.documentElement.lang === 'fr' && document.querySelector('.far-outcome .figure') !== null)
  assert.equal(plain(await page.locator('.far-outcome strong').innerText()), plain(figure).replace('.', ','))
  assert.equal(await page.locator('select[name=reach-minutes]').inputValue(), '7.5')
  await page.evaluate((at) => { location.hash = location.hash.replace(/at=@[^&]*/, at).replace('&reach=7.5', '') }, `at=@${(lat + 0.001).toFixed(6)},${lon.toFixed(6)}`)
  await visit.settled()
  assert.equal(await page.locator('.far-outcome').count(), 0)
})

scene('how far unseen: no street near, said in words', { size: desktop }, async (visit, server) => {
  const { bounds: [, , east, north] } = await server.json('/api/info')
  const place = `${(north - 0.0002).toFixed(6)},${(east - 0.0002).toFixed(6)}`
  const asked = `/api/v1/reach?from=${place.split(',').map(Number)}&minutes=15&mode=car&ladder=image-2014&band=observe`
  const there = await fetch(server.origin + asked)
  assert.equal(there.status, 404, 'a street so near the corner')
  visit.allow(asked)
  await visit.page.evaluate((hash) => { location.hash = hash }, `map=16/${north}/${east}&at=@${place}&reach=15&mode=car`)
  const words = visit.word('reach.no_street_near', { mode: visit.word('mode.car') })
  await visit.until('words', (text) => document.querySelector('.far-outcome')?.textContent === text, words)
})

scene('how far unseen: a server that plans none is told no place', { size: desktop, where: 'public_town' }, async (visit, server) => {
  const { watched: [lon, lat] } = await places(server)
  await visit.page.evaluate((hash) => { location.hash = hash }, `map=16/${lat}/${lon}&at=@${lat.toFixed(6)},${lon.toFixed(6)}&reach=15`)
  await visit.until('words', () => document.querySelector('.far-outcome .remark') !== null)
  await visit.settled()
  assert.equal(await visit.page.locator('.far-outcome').innerText(), visit.word('reach.not_offered'))
  assert.ok(!visit.requests.some((target) => target.startsWith('/api/v1/reach')), 'the place was told')
})
