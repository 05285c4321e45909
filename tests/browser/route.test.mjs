// SPDX-License-Identifier: AGPL-3.0-or-later
// Going from one place to another: ends by name, by a press and by keyboard; the front that one drags along; figures as the server
// gives them; the way out as GPX; and where the way stays.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { assert_says, hash_of_way, metres_between, place_text, trip, two_ends } from './choose.mjs'
import { named, on_stage, scene, two_ways } from './scene.mjs'
import { assert_thumb_sized } from './targets.mjs'
import { desktop, phone } from './visit.mjs'

async function go(visit, server, more = '') {
  const way = await two_ends(server)
  await visit.page.evaluate((hash) => { location.hash = hash }, hash_of_way(way) + more)
  await visit.until('a front', () => document.querySelector('#way-front') !== null)
  await visit.settled()
  return way
}

const slider = (visit) => visit.page.locator('#way-front')
const sentence = (visit) => visit.page.locator('.front .sentence').innerText()
const plain = (text) => text.replaceAll(/[\u202f\u00a0]/g, ' ')

/** What the panel says of a route, against the server's figures. */
async function assert_says_route(visit, front, i) {
  const route = front.routes[i]
  const { page } = visit
  const panel = plain(await page.locator('.front').innerText())
  if (route.possible_m > 0) assert_says(await page.locator('.front .figure strong').innerText(), route.certain_m)
  else assert.ok(panel.includes(plain(visit.word('go.none_met', { date: '|' })).split('|')[0].trim()), panel)
  assert.equal(await page.locator('.front section .list > li').count(), Math.min(6, route.met.length), panel)
  const minutes = Math.round(route.seconds / 60)
  assert.ok(panel.includes(String(minutes)), `${minutes} minutes: ${panel}`)
  if (i > 0) {
    const less = front.routes[0].kept_small - route.kept_small
    const [length] = /(<\s)?[\d.,]+\sk?m(?=\s(less|de moins))/.exec(plain(await sentence(visit))) ?? []
    assert.ok(length, await sentence(visit))
    assert_says(length, less)
  } else assert.equal(await sentence(visit), visit.word('go.fastest'))
}

for (const way of two_ways) {
  scene(`a way: from the fastest to the least seen, ${named(way)}`, way, async (visit, server) => {
    const { page } = visit
    const { front } = await go(visit, server)
    assert.equal(await slider(visit).getAttribute('max'), String(front.routes.length - 1))
    await assert_says_route(visit, front, 0)
    await visit.accessible('the fastest way')
    const seen = new Set([(await page.locator('#map canvas.maplibregl-canvas').screenshot()).toString('base64')])
    await slider(visit).focus()
    for (let i = 1; i < front.routes.length; ++i) {
      await page.keyboard.press('ArrowRight')
      await visit.settled()
      assert.equal(await slider(visit).inputValue(), String(i))
      assert.equal(await slider(visit).getAttribute('aria-valuetext'), await sentence(visit))
      assert.ok(page.url().includes(`route=${i}`))
      await assert_says_route(visit, front, i)
      seen.add((await page.locator('#map canvas.maplibregl-canvas').screenshot()).toString('base64'))
    }
    assert.equal(seen.size, front.routes.length, 'each way is drawn differently')
    await visit.accessible('the least seen way')
    if (way.size === phone) await assert_thumb_sized(visit, 'a way')
    // Dragging asks the server for nothing.
    assert.equal(visit.requests.filter((target) => target.startsWith('/api/v1/front')).length, 1)
  })
}

scene('a way: by name, by the map’s middle, turned round, by another mode, and cleared', { size: desktop }, async (visit, server) => {
  const { page } = visit
  await visit.settled()
  await page.locator('#tab-go').click()
  await visit.settled()
  assert.ok((await page.locator('#panel-go').innerText()).includes(visit.word('go.hint')))
  const { features } = await server.json('/api/segments?limit=10000')
  const { name } = features.map(({ properties }) => properties).find((p) => p.foot && p.name && /é|è|ê/.test(p.name))
  const typed = name.normalize('NFD').replaceAll(/\p{M}/gu, '').toUpperCase()
  await page.locator('#way-from').pressSequentially(typed)
  await page.locator('#way-from-list [role=option]').first().waitFor()
  assert.equal(await page.locator('#way-from').getAttribute('aria-expanded'), 'true')
  await visit.accessible('streets are offered')
  await page.keyboard.press('ArrowDown')
  assert.equal(await page.locator('#way-from').getAttribute('aria-activedescendant'), 'way-from-0')
  await page.keyboard.press('Enter')
  await visit.until('from', () => location.hash.includes('from='))
  assert.equal(await page.locator('#way-from-list').isVisible(), false)
  await page.locator('.end.to button').nth(1).click()
  await visit.until('to', () => location.hash.includes('to='))
  await visit.until('a front', () => document.querySelector('.front') !== null)
  await visit.settled()
  assert.equal(await page.locator('#way-from').inputValue(), name)
  const before = /from=([^&]*)&to=([^&]*)/.exec(page.url())
  await page.getByRole('button', { name: visit.word('go.turn_round') }).click()
  await visit.settled()
  const after = /from=([^&]*)&to=([^&]*)/.exec(page.url())
  assert.deepEqual([after[1], after[2]], [before[2], before[1]])
  assert.equal(await page.locator('#way-to').inputValue(), name)
  await page.locator('#panel-go .switch label').nth(1).click()
  await visit.settled()
  assert.ok(visit.requests.some((target) => target.startsWith('/api/v1/front') && target.includes('mode=bike')))
  await page.getByRole('button', { name: visit.word('go.clear'), exact: true }).click()
  await visit.settled()
  assert.ok(!/from=|to=/.test(page.url()), page.url())
  assert.equal(await page.locator('.front').count(), 0)
})

scene('a way: a name that no street bears, and Escape closes the list alone', { size: desktop, target: '/#tab=go' }, async (visit) => {
  const { page } = visit
  await page.locator('#way-from').pressSequentially('qqqq')
  await page.locator('#way-from-list').getByText(visit.word('go.no_street')).waitFor()
  await page.keyboard.press('Escape')
  assert.equal(await page.locator('#way-from-list').isVisible(), false)
  assert.ok(page.url().includes('tab=go'))
})

for (const way of two_ways) {
  scene(`a way: by two presses on the map, and Escape leaves, ${named(way)}`, way, async (visit, server) => {
    const { page } = visit
    const { from, to } = await two_ends(server)
    await visit.go_to(from, 18)
    await visit.press(page.locator('#tab-go'))
    await visit.settled()
    const arm = (end) => page.locator(`.end.${end} button`).first()
    await visit.press(arm('from'))
    assert.equal(await arm('from').getAttribute('aria-pressed'), 'true')
    await page.keyboard.press('Escape')
    assert.equal(await arm('from').getAttribute('aria-pressed'), 'false')
    assert.ok(!page.url().includes('from='))
    await visit.press(arm('from'))
    await visit.press_map()
    await visit.until('from', () => location.hash.includes('from='))
    await page.evaluate((hash) => { location.hash = hash }, `${visit.hash_for(to, 18)}&from=${place_text(from)}&tab=go`)
    await visit.settled()
    await visit.press(arm('to'))
    await visit.press_map()
    await visit.until('to', () => location.hash.includes('to='))
    await visit.until('a front', () => document.querySelector('.front') !== null)
    await visit.settled()
    const [, lat, lon] = /to=([\d.-]+),([\d.-]+)/.exec(page.url())
    assert.ok(metres_between([Number(lon), Number(lat)], to) < 3, page.url())
  })
}

scene('a way: with the keyboard alone', { size: desktop, target: '/#tab=go' }, async (visit, server) => {
  const { page } = visit
  const { from, to } = await two_ends(server)
  const at = async (place, more) => {
    await page.evaluate((hash) => { location.hash = hash }, `map=18/${place[1]}/${place[0]}&tab=go${more}`)
    await visit.settled()
  }
  await at(from, '')
  await page.locator('.end.from button').first().focus()
  await page.keyboard.press('Enter') // the map is focused: its middle is marked
  assert.equal(await page.evaluate(() => document.activeElement.tagName), 'CANVAS')
  await page.keyboard.press('Enter')
  await visit.until('from', () => location.hash.includes('from='))
  await visit.until('the keyboard comes back', () => document.activeElement.closest('.end.from') !== null)
  await at(to, `&from=${place_text(from)}`)
  await page.locator('.end.to button').nth(1).focus()
  await page.keyboard.press('Enter')
  await visit.until('a front', () => document.querySelector('#way-front') !== null)
  await visit.settled()
  await slider(visit).focus()
  await page.keyboard.press('End')
  await visit.settled()
  assert.ok(/route=\d/.test(page.url()))
  await page.locator('.front section .list button').first().focus()
  const words = await page.evaluate(() => document.activeElement.textContent)
  await page.keyboard.press('Enter')
  await visit.until('a device', () => /at=n\d+/.test(location.hash))
  await visit.settled()
  assert.ok(words.includes(/at=(n\d+)/.exec(page.url())[1]))
  assert.equal(await page.evaluate(() => document.activeElement.id), 'panel-title')
  await page.goBack()
  await visit.until('back on the way', () => location.hash.includes('tab=go'))
})

scene('a way: language, colours and doubt change, and it stays', { size: desktop }, async (visit, server) => {
  const { page } = visit
  const { from, to } = await go(visit, server, '&route=1')
  await page.locator('#lang-fr').click()
  visit.lang = 'fr'
  await visit.settled()
  assert.equal(await page.locator('.end.from label').innerText(), visit.word('go.from'))
  assert.match(plain(await sentence(visit)), /de moins en vue/)
  await page.locator('.map-controls button').last().click()
  await visit.settled()
  assert.equal(await slider(visit).inputValue(), '1')
  await page.locator('.controls .switch label').last().click()
  await visit.settled()
  assert.ok(visit.requests.some((target) => target.startsWith('/api/v1/front') && target.includes('answer=possible')))
  assert.ok(page.url().includes(`from=${place_text(from)}&to=${place_text(to)}`), page.url())
})

for (const way of two_ways) {
  scene(`a way: devices, kinds and operators are left out and kept, ${named(way)}`, way, async (visit, server) => {
    const { page } = visit
    const { front } = await go(visit, server)
    const { device } = front.routes[0].met[0]
    const on = (word) => page.getByRole('button', { name: `${visit.word(word)}: ${device}`, exact: true })
    const asked = async (words) => {
      await visit.until(words, (w) => location.hash.includes(w), words)
      await visit.settled()
      assert.ok(visit.requests.some((target) => target.startsWith('/api/v1/front') && target.endsWith(words)), words)
    }
    await visit.press(on('go.leave_out'))
    await asked(`without_device=${device}`)
    assert.ok(!(await page.locator('.front').innerText()).includes(device))
    assert.ok(await page.locator('.wishes').evaluate((details) => details.open))
    const box = page.locator(`#counts-device-${device}`)
    assert.equal(await box.isChecked(), false)
    await visit.accessible('a device is left out')
    if (way.size === phone) await assert_thumb_sized(visit, 'what counts on a way')
    await box.focus()
    await page.keyboard.press('Space')
    await visit.until('it counts again', () => !location.hash.includes('without_'))
    await visit.settled()
    await visit.press(on('go.only_this'))
    await asked(`device=${device}`)
    assert.equal(await page.locator('.front section .list > li').count(), 1)
    await visit.press(page.getByRole('button', { name: visit.word('go.count_all') }))
    await visit.until('all count again', () => !location.hash.includes('device='))
    await visit.settled()
    await page.locator('#counts-kind-camera').focus()
    await page.keyboard.press('Space')
    await asked('without_kind=camera')
    assert.equal(await page.evaluate(() => document.activeElement.id), 'counts-kind-camera')
    await page.keyboard.press('Space')
    await visit.until('cameras count again', () => !location.hash.includes('without_'))
    await visit.settled()
    await page.locator('.wishes input[id^="counts-operator-"]').first().focus()
    await page.keyboard.press('Space')
    await visit.until('an operator is left out', () => location.hash.includes('without_operator='))
    await visit.settled()
  })
}

scene('a way: within limits, and when there is none', { size: desktop }, async (visit, server) => {
  const { page } = visit
  const { front } = await go(visit, server)
  await page.locator('.wishes summary').click()
  const most = (name, n) => page.locator(`#way-${name}`).fill(n).then(() => page.keyboard.press('Enter'))
  const extra = (front.routes[1].seconds - front.routes[0].seconds) / 60 + 0.02
  await most('minutes', extra.toFixed(2).replace('.', ','))
  await visit.until('a limit', () => location.hash.includes('most_minutes_more='))
  await visit.settled()
  const shown = Number(await slider(visit).getAttribute('max'))
  assert.ok(shown < front.routes.length - 1, `${shown} of ${front.routes.length - 1}`)
  await most('metres', '0')
  await visit.until('both limits', () => location.hash.includes('most_in_view=0'))
  await visit.settled()
  const [before] = visit.word('go.nothing_within', { time: '|' }).split('|')
  await page.locator('.outcome').getByText(before).waitFor()
  await visit.accessible('no way within the limits')
  await most('metres', '')
  await most('minutes', 'x')
  await visit.until('no limits', () => !location.hash.includes('most_'))
  await visit.settled()
  assert.equal(await slider(visit).getAttribute('max'), String(front.routes.length - 1))
})

scene('a way: the proof is said, taken along, and holds', { size: desktop }, async (visit, server) => {
  const { page } = visit
  const { program, town_atlas, out } = on_stage()
  await go(visit, server)
  await page.locator('.front .proof .link').click()
  await page.locator('.front .proof .button').waitFor()
  await visit.accessible('a proof')
  const asked = visit.requests.filter((target) => target.startsWith('/api/v1/proof'))
  assert.equal(asked.length, 1)
  const { claim, between } = await server.json(asked[0])
  const text = plain(await page.locator('.front .proof').innerText())
  assert.ok(text.includes(plain(visit.word(`go.claim.${claim}`, { date: '|' })).split('|')[0]), text)
  for (const device of between?.devices ?? []) assert.ok(text.includes(device), text)
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('.front .proof .button').click()])
  assert.equal(download.suggestedFilename(), 'contrechamp-proof.json')
  const file = `${out}/contrechamp-proof.json`
  await download.saveAs(file)
  execFileSync(program, ['check-proof', town_atlas, file])
})

for (const way of two_ways) {
  scene(`a way: turn by turn, each place on the map, ${named(way)}`, way, async (visit, server) => {
    const { page } = visit
    const { front } = await go(visit, server)
    const { steps } = front.routes[0]
    assert.ok(steps.length > 2, `${steps.length} steps`)
    const summary = page.locator('.steps summary')
    assert.ok((await summary.innerText()).includes(String(steps.length)))
    assert.equal(await page.locator('.steps li').first().isVisible(), false, 'the list is closed at first')
    await summary.focus()
    await page.keyboard.press('Enter')
    await page.locator('.steps .item').first().waitFor()
    const said = await page.locator('.steps .item .noted').evaluateAll((all) => all.map((one) => one.firstChild.textContent))
    assert.deepEqual(said, steps.map(({ instruction }) => instruction[visit.lang]))
    const lengths = await page.locator('.steps .item > .quiet').allInnerTexts()
    lengths.forEach((length, i) => assert_says(plain(length), steps[i].length_m))
    await visit.accessible('turn by turn')
    if (way.size === phone) await assert_thumb_sized(visit, 'turn by turn')
    await page.locator('.steps .item').nth(1).focus()
    await page.keyboard.press('Enter')
    await visit.settled()
    const marked = page.locator('.turn-mark')
    assert.equal(await marked.count(), 1)
    assert.equal(await page.locator('.steps [aria-current=step]').innerText(), await page.locator('.steps .item').nth(1).innerText())
    const { x, y, width, height } = await marked.boundingBox()
    const card = await page.locator('.card').boundingBox()
    const middle = { x: x + width / 2, y: y + height / 2 }
    assert.ok(way.size === phone ? middle.y < card.y : middle.x > card.x + card.width, 'the place is not under the card')
    const [lat, lon] = /map=[\d.]+\/([\d.-]+)\/([\d.-]+)/.exec(page.url()).slice(1).map(Number)
    assert.ok(metres_between([lon, lat], steps[1].at) < 200, 'the map went there')
    await slider(visit).focus()
    await page.keyboard.press('ArrowRight')
    await visit.settled()
    if (front.routes.length > 1) assert.equal(await marked.count(), 0, 'another way')
    assert.ok(await page.locator('.steps .item').first().isVisible(), 'the list stays open')
    await page.locator('.steps summary').click()
    await page.locator('.steps .item').first().waitFor({ state: 'hidden' })
  })
}

scene('a way: taken along as GPX, written in the page', { size: desktop }, async (visit, server) => {
  const { page } = visit
  const { front } = await go(visit, server)
  const asked = visit.requests.length
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('.front > .panel > .button').click()])
  const text = readFileSync(await download.path(), 'utf8')
  assert.equal(download.suggestedFilename(), 'contrechamp-1.gpx')
  assert.equal([...text.matchAll(/<trkpt /g)].length, front.routes[0].line.length)
  assert.ok([...text.matchAll(/<rtept /g)].length > 2, 'and where to turn')
  assert.ok(text.includes('<license>https://opendatacommons.org/licenses/odbl/1-0/</license>'))
  const well_formed = await page.evaluate((xml) => new DOMParser().parseFromString(xml, 'text/xml').querySelector('parsererror') === null, text)
  assert.ok(well_formed)
  assert.equal(visit.requests.slice(asked).filter((target) => target.startsWith('/')).length, 0)
})

scene('a way: no street near, said in words', { size: desktop }, async (visit, server) => {
  const { page } = visit
  const { from } = await two_ends(server)
  const far = [from[0] + 1, from[1]]
  visit.failures_expected = true
  visit.allow(trip(from, far).replaceAll(',', '%2C'))
  await page.evaluate((hash) => { location.hash = hash }, hash_of_way({ from, to: far }))
  await page.locator('.outcome').getByText(visit.word('go.no_street_near')).waitFor()
  await visit.accessible('no street near')
})

scene('a way: in a town that nobody has mapped, nothing is called unseen', { size: desktop, where: 'empty' }, async (visit, server) => {
  const { page } = visit
  const { features } = await server.json('/api/segments?limit=10000')
  const starts = features.filter(({ properties: p }) => p.foot && p.name).map(({ geometry }) => geometry.coordinates[0])
  await page.evaluate((hash) => { location.hash = hash }, hash_of_way({ from: starts[0], to: starts.at(-1) }))
  await page.locator('.front .sentence').waitFor()
  await visit.settled()
  const panel = plain(await page.locator('.front').innerText())
  assert.ok(panel.includes(visit.word('go.none_met', { date: visit.word('common.as_of', { date: '1 January 2026' }) })), panel)
  const [, after] = plain(visit.word('map.stretch_unsurveyed', { length: '|' })).split('|')
  assert.ok(panel.includes(after.trim()), panel)
  await visit.accessible('nobody looked along this way')
})

scene('a way: the part is fetched only when somebody wants to go', { size: desktop }, async (visit) => {
  const { page } = visit
  await visit.settled()
  const later = () => visit.requests.filter((target) => /\/assets\/later-|\/api\/v1\//.test(target))
  assert.deepEqual(later(), [])
  await page.locator('#tab-go').click()
  await visit.settled()
  assert.ok(later().length >= 3, `${later()}`)
})

scene('a way: a server that plans none says so, and why', { size: desktop, where: 'public_town', target: '/#tab=go&from=48.85,-25&to=48.851,-25' }, async (visit) => {
  await visit.settled()
  const text = await visit.page.locator('#panel-go').innerText()
  assert.ok(text.includes(visit.word('go.not_offered')) && text.includes(visit.word('go.why_not_offered')), text)
  assert.ok(!visit.requests.some((target) => target.startsWith('/api/v1/front')), 'the way stays in the page')
  await visit.accessible('no ways here')
})
