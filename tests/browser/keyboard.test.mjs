// SPDX-License-Identifier: AGPL-3.0-or-later
// Everything can be done with the keyboard alone: no mouse is used in this file.
import assert from 'node:assert/strict'
import { lone_device } from './choose.mjs'
import { scene } from './scene.mjs'
import { desktop } from './visit.mjs'

/** Marks what a keyboard must reach: one stop a radio group or tab list, and the canvas. Gives how many. */
function mark_stops() {
  const seen = (e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest('[inert]')
  const all = [...document.querySelectorAll('a[href], button, select, input, summary, [tabindex]')]
  const stops = all.filter((e) => seen(e) && !e.disabled && e.tabIndex >= 0 && !(e.type === 'radio' && !e.checked))
  stops.forEach((stop, i) => { stop.dataset.stop = String(i) })
  return stops.length
}

const focused = () => {
  const e = document.activeElement
  const { x, y, width, height } = e.getBoundingClientRect()
  return {
    stop: e.dataset.stop ?? null, tag: e.tagName, words: (e.ariaLabel ?? e.textContent ?? '').trim().slice(0, 60),
    inside: x + width > 0 && y + height > 0 && x < innerWidth && y < innerHeight,
    outlined: getComputedStyle(e).outlineStyle !== 'none' || e.type === 'radio',
  }
}

for (const lang of ['en', 'fr']) {
  scene(`keyboard: Tab reaches everything, visibly, ${lang}`, { lang, size: desktop }, async (visit) => {
    const { page } = visit
    await visit.settled()
    const stops = await page.evaluate(mark_stops)
    assert.ok(stops > 15, `${stops} stops`)
    const reached = new Set()
    for (let i = 0; i < 2 * stops; ++i) {
      await page.keyboard.press('Tab')
      const at = await page.evaluate(focused)
      if (at.tag === 'BODY') continue
      assert.ok(at.inside && at.outlined, `focus cannot be seen: ${JSON.stringify(at)}`)
      assert.ok(at.words || at.tag === 'SELECT' || at.tag === 'INPUT', `a stop without a name: ${JSON.stringify(at)}`)
      reached.add(at.stop)
    }
    const missed = await page.evaluate((known) => [...document.querySelectorAll('[data-stop]')]
      .filter((e) => !known.includes(e.dataset.stop)).map((e) => e.outerHTML.slice(0, 120)), [...reached])
    assert.deepEqual(missed, [])
  })
}

const tab_to = async (visit, selector) => {
  for (let i = 0; i < 120; ++i) {
    if (await visit.page.evaluate((s) => document.activeElement.matches(s), selector)) return
    await visit.page.keyboard.press('Tab')
  }
  assert.fail(`Tab never reaches ${selector}`)
}

scene('keyboard: an item of the list selects, Escape closes, focus stays on the page', { size: desktop }, async (visit) => {
  const { page } = visit
  await visit.settled()
  await tab_to(visit, '.in-view li button')
  const words = await page.evaluate(() => document.activeElement.textContent)
  await page.keyboard.press('Enter')
  await visit.settled()
  assert.equal(await page.evaluate(() => document.activeElement.id), 'panel-title')
  const id = /at=(n\d+)/.exec(page.url())?.[1]
  assert.ok(id && words.includes(id), `${page.url()} after ${words}`)
  await page.keyboard.press('Escape')
  await visit.settled()
  assert.ok(!page.url().includes('at='))
  assert.equal(await page.locator('#panel-title').count(), 0)
  await page.goBack()
  await visit.until('back selects again', (id) => location.hash.includes(`at=${id}`), id)
  await visit.settled()
  assert.equal(await page.locator('#panel-title').count(), 1)
})

scene('keyboard: arrows switch doubt and tabs', { size: desktop }, async (visit) => {
  const { page } = visit
  await visit.settled()
  await tab_to(visit, '[role=tab]')
  await page.keyboard.press('ArrowRight')
  assert.equal(await page.evaluate(() => document.activeElement.id), 'tab-go')
  await page.keyboard.press('ArrowRight')
  await visit.settled()
  assert.equal(await page.evaluate(() => document.activeElement.id), 'tab-city')
  const { devices } = await visit.server.json('/api/report')
  assert.ok((await page.locator('#panel-city').innerText()).includes(visit.word('common.known_here.other', { n: devices })))
  await visit.accessible('the city')
  await page.keyboard.press('ArrowRight') // round to the first
  assert.equal(await page.evaluate(() => document.activeElement.id), 'tab-look')
  await tab_to(visit, '.switch input')
  await page.keyboard.press('ArrowRight')
  await visit.settled()
  assert.match(page.url(), /answer=possible/)
  await tab_to(visit, '.choice select')
  await page.keyboard.press('End')
  await visit.settled()
  assert.match(page.url(), /ladder=speed/) // the last family
})

scene('keyboard: who watches the middle of the map?', { size: desktop }, async (visit, server) => {
  const { page } = visit
  // A camera's own foot is in view of it or near it: asked where its axis points.
  const camera = await lone_device(server, ({ has_view, axis, kind }) => has_view && axis !== null && kind === 'camera')
  const { lon, lat } = await server.json(`/api/devices/${camera.id}`).then(({ eye, position }) => {
    const [x, y] = eye ?? position
    const turn = (camera.axis * Math.PI) / 180
    return { lon: x + (4 * Math.sin(turn)) / (111_195 * Math.cos((y * Math.PI) / 180)), lat: y + (4 * Math.cos(turn)) / 111_195 }
  })
  await page.evaluate((hash) => { location.hash = hash }, `map=18/${lat.toFixed(6)}/${lon.toFixed(6)}`)
  await visit.settled()
  await tab_to(visit, 'canvas')
  const from = visit.requests.length
  await page.keyboard.press('Enter')
  await visit.until('asked', () => location.hash.includes('at=@'))
  await visit.settled()
  const text = await page.locator('#panel-look .panel').innerText()
  assert.ok(text.includes(visit.word('map.here_private')), text)
  const button = page.locator('#panel-look .panel li button').first()
  assert.ok(await button.count(), `no device named: ${text}`)
  // Only whole tiles were asked for: no address holds the place.
  for (const target of visit.requests.slice(from)) assert.match(target, /^\/tiles\/[\w-]+\/16\/\d+\/\d+\.mvt$|^\/assets\//)
  await visit.accessible('who watches here')
  await page.keyboard.press('Tab') // the closing button
  await page.keyboard.press('Tab') // how far unseen
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await visit.until('a device', () => /at=n\d+/.test(location.hash))
})
