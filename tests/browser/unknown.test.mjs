// SPDX-License-Identifier: AGPL-3.0-or-later
// A town in which nobody has mapped a device: nothing may look or read as if it were unwatched.
import assert from 'node:assert/strict'
import { named, scene, two_ways } from './scene.mjs'

const dates = { en: '1 January 2026', fr: '1er janvier 2026' }

for (const way of two_ways) {
  scene(`mapped by nobody: map, ${named(way)}`, { ...way, where: 'empty' }, async (visit, server) => {
    const { page, lang } = visit
    const date = visit.word('common.as_of', { date: dates[lang] })
    await visit.settled()
    const none = visit.word('common.none_here', { date })
    assert.ok((await page.locator('.card').innerText()).includes(none), none)
    assert.ok((await page.locator('.legend').textContent()).includes(visit.word('map.legend_unsurveyed')))
    await visit.accessible('nothing is known')
    const { features } = await server.json('/api/segments?limit=10000&ladder=image-2014')
    const { id, geometry: { coordinates: [a, b] } } = features.find(({ properties: p, geometry: g }) => p.name && p.car && g.coordinates.length === 2)
    await visit.go_to([(a[0] + b[0]) / 2, (a[1] + b[1]) / 2], 18)
    await visit.press_map()
    await visit.until('street selected', () => /at=s\d+&/.test(location.hash))
    await visit.settled()
    const panel = page.locator('#panel-look .panel')
    const { street } = await server.json(`/api/segments/${id}?ladder=image-2014`)
    assert.equal(await panel.locator('h2').innerText(), street.name)
    const [before] = visit.word('map.street_unsurveyed', { date, length: '|' }).split('|')
    const text = await panel.innerText()
    assert.ok(text.includes(before.trim()), text)
    assert.equal(await panel.locator('.figure').count(), 0, 'no figure where nobody looked')
    await visit.press(page.locator('.ask'))
    await visit.settled() // a press that comes while the sheet is drawn anew may be lost
    await visit.press_map()
    await visit.until('asked', () => location.hash.includes('at=@'))
    await visit.settled()
    assert.ok((await panel.innerText()).includes(visit.word('map.here_unsurveyed', { date })), await panel.innerText())
    await visit.accessible('nobody looked here')
  })

  scene(`mapped by nobody: report, ${named(way)}`, { ...way, where: 'empty', target: '/report.html' }, async (visit) => {
    const text = await visit.page.locator('main').innerText()
    const date = visit.word('common.as_of', { date: dates[visit.lang] })
    assert.ok(text.includes(visit.word('common.none_here', { date })), text.slice(0, 500))
    assert.doesNotMatch(text, /\d\s?%/, 'a share where no device is known')
    await visit.accessible('report without devices')
  })
}
