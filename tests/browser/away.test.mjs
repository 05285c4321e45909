// SPDX-License-Identifier: AGPL-3.0-or-later
// The program is killed while its map is open, and comes back at the same port.
import assert from 'node:assert/strict'
import test from 'node:test'
import { serve } from './city.mjs'
import { named, on_stage, two_ways } from './scene.mjs'
import { Visit } from './visit.mjs'

const notice_shown = () => document.querySelector('.notice')?.checkVisibility()

for (const way of two_ways) {
  test(`a server that stops: ${named(way)}`, { timeout: 120_000 }, async () => {
    const { browser, program, town_atlas, town } = on_stage()
    const { bounds: [west, south, east, north] } = await town.json('/api/info')
    let server = await serve(program, town_atlas)
    const visit = await Visit.open(browser, server, '/', way)
    const { page } = visit
    try {
      await visit.ready()
      await visit.go_to([west * 0.7 + east * 0.3, south * 0.7 + north * 0.3], 17)
      await server.kill()
      visit.failures_expected = true
      await page.evaluate((hash) => { location.hash = hash }, visit.hash_for([west * 0.3 + east * 0.7, south * 0.3 + north * 0.7], 17))
      await visit.until('a notice', notice_shown)
      const text = await page.locator('.notice').innerText()
      assert.ok(text.includes(visit.word('common.stopped')), text)
      assert.ok(await page.locator('.card').isVisible(), 'what was there stays')
      await visit.accessible('the program has stopped')

      const retry = page.locator('.notice button')
      await visit.press(retry) // Still away: the notice stays.
      await visit.until('asked in vain', () => document.querySelector('.notice button')?.disabled === false)
      assert.ok(await page.evaluate(notice_shown))

      server = await serve(program, town_atlas, server.port)
      const from = visit.requests.length
      await visit.press(retry)
      await visit.until('the notice goes', () => !document.querySelector('.notice')?.checkVisibility())
      await visit.settled()
      assert.ok(visit.requests.slice(from).some((target) => target.startsWith('/tiles/')), 'tiles were asked for again')
      visit.failures_expected = false
      await visit.press(page.locator('.in-view li button').first())
      await visit.until('a device', () => document.querySelector('#panel-title') !== null)
      await visit.end()
    } finally {
      await visit.context.close()
      await server.stop()
    }
  })

  test(`a server that is away from the start: ${named(way)}`, { timeout: 120_000 }, async () => {
    const { browser, town } = on_stage()
    const visit = await Visit.open(browser, town, '/about.html', way)
    const { page } = visit
    try {
      visit.failures_expected = true
      await page.route('**/api/**', (route) => route.abort('connectionrefused'))
      await page.goto(`${town.origin}/`)
      await visit.until('error', () => document.documentElement.dataset.state === 'error')
      assert.ok((await page.locator('.notice').innerText()).includes(visit.word('common.stopped')))
      await page.unroute('**/api/**')
      await visit.press(page.locator('.notice button'))
      await visit.ready()
      await visit.settled()
      assert.ok(!(await page.evaluate(notice_shown)))
      await visit.end()
    } finally {
      await visit.context.close()
    }
  })
}
