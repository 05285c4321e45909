// SPDX-License-Identifier: AGPL-3.0-or-later
// How long a reader waits for the first map: node first_map.mjs PROGRAM ATLAS
// Headless Chromium, 1280 × 800, a fresh context for every visit: nothing is in its cache. Prints for each visit
// {server, ms, kb}: milliseconds from the start of the navigation to the mark `first-map`, and kB that the server had sent when
// the mark was seen, tiles included, which workers fetch. `cold`: the server has just started and has drawn nothing yet; `warm`: it has answered the same before.
import { serve } from '../tests/browser/city.mjs'
import { launch } from '../tests/browser/packages.mjs'

const visits = 5
const [program, atlas] = process.argv.slice(2)
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

const first_map = () => performance.getEntriesByName('first-map')[0]?.startTime

/** Bytes of all answers so far, with their headers, by the server's own count. */
async function sent(origin) {
  const metrics = await (await fetch(origin + '/metrics')).text()
  const counts = [...metrics.matchAll(/^contrechamp_response_bytes_total\{route="(.*)"\} (\d+)$/gm)]
  return counts.reduce((sum, [, route, bytes]) => route === '/metrics' ? sum : sum + Number(bytes), 0)
}

async function visit(browser, origin) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB', reducedMotion: 'reduce' })
  const before = await sent(origin)
  try {
    const page = await context.newPage()
    await page.goto(origin + '/')
    for (const end = Date.now() + 60_000; Date.now() < end; await pause(50)) {
      const ms = await page.evaluate(first_map)
      if (ms) return { ms, kb: (await sent(origin) - before) / 1000 }
    }
    throw new Error('no map within a minute')
  } finally {
    await context.close()
  }
}

const browser = await launch()
try {
  let server = await serve(program, atlas)
  await visit(browser, server.origin) // starts the browser's own processes
  for (let i = 0; i < visits; ++i) console.log(JSON.stringify({ server: 'warm', ...await visit(browser, server.origin) }))
  for (let i = 0; i < visits; ++i) {
    await server.stop()
    server = await serve(program, atlas)
    console.log(JSON.stringify({ server: 'cold', ...await visit(browser, server.origin) }))
  }
  await server.stop()
} finally {
  await browser.close()
}
