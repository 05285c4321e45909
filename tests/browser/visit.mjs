// SPDX-License-Identifier: AGPL-3.0-or-later
// One visit of one page in a context of its own. Whatever the page must not do is noted as a problem, and end() fails on any.
import assert from 'node:assert/strict'
import { axe_source, messages } from './packages.mjs'

export const desktop = { name: 'desktop', viewport: { width: 1280, height: 800 } }
export const phone = { name: 'phone', viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }
const locales = { en: 'en-GB', fr: 'fr-FR' }

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

/** Web Mercator in pixels of zoom `zoom`, 512 a tile. */
function pixel(lon, lat, zoom) {
  const world = 512 * 2 ** zoom
  const sine = Math.sin((lat * Math.PI) / 180)
  return { x: ((lon + 180) / 360) * world, y: (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * world }
}

/** A busy program says so, and the page asks it again (`fetch_when_free`): if it never answers, the page has nothing to show. */
const asked_again = (url, status) => status === 503 && /\/api\/v1\/(front|reach)\?/.test(url)

export class Visit {
  problems = []
  requests = []
  failures_expected = false
  #running = new Set()
  #allowed = []

  /** `options`: size, lang, scheme; bypass_csp only to prove that foreign requests are noticed. */
  static async open(browser, server, target, { size = desktop, lang = 'en', scheme = 'light', bypass_csp = false } = {}) {
    const { viewport, isMobile, hasTouch } = size
    const context = await browser.newContext({
      viewport, isMobile, hasTouch, locale: locales[lang], colorScheme: scheme, reducedMotion: 'reduce', timezoneId: 'UTC', bypassCSP: bypass_csp,
    })
    const visit = new Visit(context, server, { size, lang })
    visit.page = await context.newPage()
    visit.began = Date.now()
    await visit.page.goto(server.origin + target)
    return visit
  }

  constructor(context, server, { size, lang }) {
    Object.assign(this, { context, server, size, lang })
    context.setDefaultTimeout(20_000)
    context.on('request', (request) => this.#requested(request))
    context.on('requestfinished', (request) => this.#running.delete(request))
    context.on('requestfailed', (request) => this.#running.delete(request))
    context.on('response', (response) => this.#answered(response))
    context.on('weberror', (error) => this.problems.push(`exception: ${error.error()}`))
    context.on('console', (message) => { if (message.type() === 'error') this.#complained(message) })
  }

  #requested(request) {
    this.#running.add(request)
    const url = new URL(request.url())
    if (['data:', 'blob:'].includes(url.protocol)) return
    if (url.origin !== this.server.origin) this.problems.push(`foreign request: ${url.href}`)
    this.requests.push(url.pathname + url.search)
  }

  #answered(response) {
    if (asked_again(response.url(), response.status())) return
    const target = response.url().replace(this.server.origin, '')
    if (response.status() >= 400 && !this.#allowed.includes(target)) this.problems.push(`HTTP ${response.status()}: ${target}`)
  }

  #complained(message) {
    if (this.failures_expected && /Failed to load resource|ERR_/.test(message.text())) return
    if (message.text().includes('503') && asked_again(message.location().url, 503)) return
    if (this.#allowed.some((target) => message.location().url.endsWith(target))) return
    this.problems.push(`console: ${message.text()}`)
  }

  /** This address may answer with an error. */
  allow(target) {
    this.#allowed.push(target)
  }

  /** Waits until `probe` gives something true in the page; polled, since the page's policy forbids eval. */
  async until(what, probe, argument, ms = 30_000) {
    const end = Date.now() + ms
    for (;;) {
      const value = await this.page.evaluate(probe, argument)
      if (value) return value
      if (Date.now() > end) assert.fail(`never: ${what}; problems: ${this.problems.join('; ') || 'none'}`)
      await pause(40)
    }
  }

  ready() {
    return this.until('ready', () => document.documentElement.dataset.state === 'ready', null, 90_000)
  }

  /** Waits until nothing is being fetched, computed or drawn, and stays so. */
  async settled() {
    const end = Date.now() + 60_000
    for (let quiet = 0; quiet < 4;) {
      const still = await this.page.evaluate(async () => {
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
        return document.querySelector('[data-drawing="yes"], [aria-busy="true"], [data-state="loading"]') === null
      })
      quiet = still && this.#running.size === 0 ? quiet + 1 : 0
      if (Date.now() > end) assert.fail(`never at rest: ${[...this.#running].map((r) => r.url())}`)
      await pause(40)
    }
  }

  /** A message of the page in this visit's language. */
  word(key, values = {}) {
    const text = messages[this.lang][key]
    assert.ok(text, `no message ${key}`)
    return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]))
  }

  /** Where the free part of the map has its middle: no card, sheet or line of text covers it. */
  get free() {
    return this.size === phone ? { x: 170, y: 220 } : { x: 790, y: 330 }
  }

  /** The part of an address that puts a place at the free point. */
  hash_for([lon, lat], zoom) {
    const { viewport } = this.size
    const at = pixel(lon, lat, zoom)
    const world = 512 * 2 ** zoom
    const x = at.x + viewport.width / 2 - this.free.x
    const y = at.y + viewport.height / 2 - this.free.y
    const middle = { lon: (x / world) * 360 - 180, lat: (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / world))) * 180) / Math.PI }
    return `map=${zoom}/${middle.lat.toFixed(5)}/${middle.lon.toFixed(5)}`
  }

  async go_to(place, zoom) {
    await this.page.evaluate((hash) => { location.hash = hash }, this.hash_for(place, zoom))
    await this.settled()
  }

  /** A press on the map at the free point. */
  async press_map() {
    const { x, y } = this.free
    if (this.size === phone) await this.page.touchscreen.tap(x, y)
    else await this.page.mouse.click(x, y)
  }

  async press(locator) {
    if (this.size === phone) await locator.tap()
    else await locator.click()
  }

  /** Fails on what axe-core calls serious or critical. */
  async accessible(state) {
    await this.page.evaluate(axe_source)
    const found = await this.page.evaluate(async () => {
      const { violations } = await globalThis.axe.run(document, { resultTypes: ['violations'] })
      return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.any.map((c) => c.message).join(' ').slice(0, 200)}`))
    })
    assert.deepEqual(found, [], `axe-core, ${state}`)
  }

  async end() {
    assert.deepEqual(this.problems, [])
  }
}
