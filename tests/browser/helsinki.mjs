// SPDX-License-Identifier: AGPL-3.0-or-later
// The map of a real city in the browser: node --test-reporter=spec helsinki.mjs PROGRAM OUT
// Where the data is not there it is counted as skipped (CONTRECHAMP_DATA, CONTRECHAMP_REQUIRE_DATA=1 as in all tests).
import assert from 'node:assert/strict'
import test, { after } from 'node:test'
import { build, real_data, serve } from './city.mjs'
import { lone_device } from './choose.mjs'
import { launch } from './packages.mjs'
import { scene, set_stage } from './scene.mjs'

const [program, out] = process.argv.slice(2)
const extract = real_data('osm/helsinki-centre-2019-04.osm.pbf')

if (extract === null) {
  test('Helsinki', { skip: 'its extract is not there' }, () => {})
} else {
  const [browser, helsinki] = await Promise.all([launch(), serve(program, build(program, extract, 'helsinki'))])
  set_stage({ browser, helsinki, out })
  after(async () => {
    await browser.close()
    await helsinki.stop()
  })
  scene('Helsinki: the first map, a device, the report', { where: 'helsinki' }, async (visit, server) => {
    const { page } = visit
    const drawn = await page.evaluate(() => performance.getEntriesByName('first-map')[0].startTime)
    console.log(`Helsinki: first map after ${Math.round(drawn)} ms (make bench measures it on an idle machine)`)
    await visit.settled()
    const footer = await page.locator('footer').innerText()
    const { devices } = await server.json('/api/info')
    assert.ok(devices > 100)
    for (const part of [String(devices), '2019', '© OpenStreetMap contributors']) assert.ok(footer.includes(part), `${part}: ${footer}`)
    await visit.accessible('Helsinki')
    const device = await lone_device(server)
    await visit.go_to(device.place, 19)
    await visit.press_map()
    await visit.until('device selected', (id) => location.hash.includes(`at=${id}&`), device.id)
    await visit.settled()
    assert.ok((await page.locator('#panel-look .panel').innerText()).includes(device.id))
    await page.goto(`${server.origin}/report.html`)
    await visit.ready()
    assert.ok((await page.locator('main').innerText()).includes('2019'))
    await visit.accessible('report of Helsinki')
  })
}
