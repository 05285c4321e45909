// SPDX-License-Identifier: AGPL-3.0-or-later
// The report page: on screens, and printed on A4.
import assert from 'node:assert/strict'
import { pages_of } from './pdf.mjs'
import { every_way, named, scene } from './scene.mjs'
import { assert_thumb_sized } from './targets.mjs'
import { phone } from './visit.mjs'

const dates = { en: '1 January 2026', fr: '1er janvier 2026' }
const most_pages = 8

/** What runs out of the screen at its right side, unless it scrolls by itself. */
const too_wide = () => document.documentElement.scrollWidth > innerWidth
  ? [...document.querySelectorAll('main *')].filter((e) => e.getBoundingClientRect().right > innerWidth + 1).slice(0, 5).map((e) => e.outerHTML.slice(0, 120)) : []

/** Choices of which a part is cut off. */
const cut = () => [...document.querySelectorAll('.segments')].filter((e) => e.scrollWidth > e.clientWidth || e.scrollHeight > e.clientHeight).map((e) => e.innerText)

const unlinked = () => [...document.querySelectorAll('a[href^="concepts.html?"]')].map((a) => a.getAttribute('href'))

for (const way of every_way) {
  scene(`report: ${named(way)}`, { ...way, target: '/report.html' }, async (visit, server) => {
    const { page, lang } = visit
    assert.equal(await page.locator('html').getAttribute('lang'), lang)
    const report = await server.json('/api/report')
    const text = await page.locator('main').innerText()
    for (const part of [visit.word('common.known_here.other', { n: report.devices }), dates[lang], 'ODbL']) assert.ok(text.includes(part), part)
    assert.ok(!/undefined|NaN|\[object/.test(text), 'a value that is none')
    assert.deepEqual(await page.evaluate(too_wide), [])
    assert.deepEqual(await page.evaluate(cut), [])
    await visit.accessible('report')
    if (way.size === phone) await assert_thumb_sized(visit, 'report')
    for (const ladder of ['plate', 'image-2025']) {
      await visit.press(page.locator(`label[for="ladder-${ladder}"]`))
      await visit.settled()
      assert.ok(page.url().includes(`ladder=${ladder}`))
    }
    const other = lang === 'en' ? 'fr' : 'en'
    await visit.press(page.locator(`#lang-${other}`))
    await visit.settled()
    assert.equal(await page.locator('html').getAttribute('lang'), other)
    assert.ok((await page.locator('main').innerText()).includes(dates[other]))
    for (const fold of await page.locator('details > summary').all()) await visit.press(fold)
    assert.deepEqual(await page.evaluate(too_wide), [])
    if (way.size !== phone || way.scheme === 'light') await visit.accessible('report, all folds open')
  })
}

for (const lang of ['en', 'fr']) {
  scene(`report: printed on A4, ${lang}`, { lang, scheme: 'dark', target: '/report.html' }, async (visit) => {
    await visit.settled()
    const pages = pages_of(await visit.page.pdf({ preferCSSPageSize: true, printBackground: true }))
    console.log(`report, ${lang}: ${pages.length} pages of A4, text on each: ${pages.map(({ words }) => words).join(', ')}`)
    assert.ok(pages.length >= 2 && pages.length <= most_pages, `${pages.length} pages`)
    for (const { width, height, words } of pages) {
      assert.ok(Math.abs(width - 595.3) < 1.5 && Math.abs(height - 841.9) < 1.5, `${width} x ${height} points is not A4`)
      assert.ok(words > 10, `a page shows ${words} pieces of text`)
    }
  })
}

scene('report: every definition that it links to is there', { target: '/report.html' }, async (visit) => {
  await visit.settled()
  const links = [...new Set(await visit.page.evaluate(unlinked))]
  assert.ok(links.length > 5, `${links}`)
  await visit.page.goto(`${visit.server.origin}/${links[0]}`)
  await visit.settled()
  assert.equal(await visit.page.locator('html').getAttribute('lang'), visit.lang)
  const missing = await visit.page.evaluate((hrefs) => hrefs.filter((href) => !document.getElementById(href.split('#')[1])), links)
  assert.deepEqual(missing, [])
  await visit.accessible('definitions')
  await visit.page.goto(`${visit.server.origin}/about.html`)
  await visit.settled()
  await visit.accessible('about')
})
