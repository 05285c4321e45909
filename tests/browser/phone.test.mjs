// SPDX-License-Identifier: AGPL-3.0-or-later
// What only a small screen can break: targets too small for a thumb, and the sheet over what must stay in sight.
import assert from 'node:assert/strict'
import { lone_device } from './choose.mjs'
import { scene } from './scene.mjs'
import { assert_thumb_sized } from './targets.mjs'
import { desktop, phone } from './visit.mjs'

/** Where the line with date and source is covered, cut off or outside the screen. */
function footer_hidden() {
  const footer = document.querySelector('footer')
  const box = footer.getBoundingClientRect()
  const faults = []
  if (box.left < 0 || box.top < 0 || box.right > innerWidth + 0.5 || box.bottom > innerHeight + 0.5) faults.push(`outside: ${JSON.stringify(box)}`)
  if (footer.scrollWidth > footer.clientWidth + 1 || footer.scrollHeight > footer.clientHeight + 1) faults.push('cut off')
  for (const line of footer.children)
    for (const { left, top, width, height } of line.getClientRects())
      for (const part of [0.05, 0.5, 0.95]) {
        const on_top = document.elementFromPoint(left + width * part, top + height / 2)
        if (!footer.contains(on_top)) faults.push(`"${line.textContent}" is under ${on_top?.outerHTML.slice(0, 80)}`)
      }
  for (const other of document.querySelectorAll('.card, .legend, .map-controls')) {
    const b = other.getBoundingClientRect()
    if (other.checkVisibility() && b.width && b.left < box.right - 0.5 && box.left < b.right - 0.5 && b.top < box.bottom - 0.5 && box.top < b.bottom - 0.5)
      faults.push(`meets ${other.className}`)
  }
  return faults
}

for (const lang of ['en', 'fr']) {
  scene(`phone: targets for thumbs, the source in sight, at each height of the sheet, ${lang}`, { size: phone, lang }, async (visit, server) => {
    const { page } = visit
    const heights = new Set()
    const check = async (state) => {
      await visit.settled()
      assert.deepEqual(await page.evaluate(footer_hidden), [], `source, ${state}`)
      await assert_thumb_sized(visit, state)
    }
    for (let i = 0; i < 3; ++i) {
      const height = await page.locator('html').getAttribute('data-sheet')
      heights.add(height)
      await check(height)
      const { top } = await page.locator('.card').evaluate((card) => ({ top: card.getBoundingClientRect().top }))
      assert.ok(top >= 100, `the sheet leaves ${top} px of the map`)
      await page.locator('.handle').tap()
    }
    assert.deepEqual([...heights].sort(), ['full', 'half', 'peek'])
    await page.locator('.legend > summary').tap()
    await check('legend open')
    await visit.accessible('legend open')
    await page.locator('.legend > summary').tap()
    for (const group of await page.locator('.filters summary').all()) await group.tap()
    await page.locator('.filters label').first().tap()
    await check('filtered')
    const device = await lone_device(server)
    await visit.go_to(device.place, 19)
    await visit.press_map()
    await visit.until('selected', () => location.hash.includes('at=n'))
    await check('a device is selected')
    await page.locator('#tab-city').tap()
    await check('city')
  })

  scene(`desktop: the source is never covered, ${lang}`, { size: desktop, lang }, async (visit, server) => {
    await visit.settled()
    assert.deepEqual(await visit.page.evaluate(footer_hidden), [])
    await visit.go_to((await lone_device(server)).place, 19)
    await visit.press_map()
    await visit.until('selected', () => location.hash.includes('at=n'))
    await visit.settled()
    assert.deepEqual(await visit.page.evaluate(footer_hidden), [])
  })
}

scene('phone: the sheet follows a finger, and a finger that rests asks about its place', { size: phone }, async (visit) => {
  const { page } = visit
  await visit.settled()
  const finger = await visit.context.newCDPSession(page)
  const touch = (type, points) => finger.send('Input.dispatchTouchEvent', { type, touchPoints: points })
  const { x, y, width, height } = await page.locator('.handle').boundingBox()
  const from = { x: x + width / 2, y: y + height / 2 }
  await touch('touchStart', [from])
  for (let i = 1; i <= 10; ++i) await touch('touchMove', [{ x: from.x, y: from.y + 25 * i }])
  await touch('touchEnd', [])
  await visit.settled()
  assert.equal(await page.locator('html').getAttribute('data-sheet'), 'peek')
  await touch('touchStart', [visit.free])
  await visit.until('asked', () => location.hash.includes('at=@'))
  await touch('touchEnd', [])
  await visit.settled()
  assert.match(page.url(), /at=@/)
  assert.ok((await page.locator('#panel-look .panel').innerText()).includes(visit.word('map.who_watches')))
})
