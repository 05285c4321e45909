// SPDX-License-Identifier: AGPL-3.0-or-later
// A picture of the map, for the README: node screenshot.mjs PROGRAM ATLAS OUTPUT.png [WIDTH HEIGHT [HASH]]
// HASH is the part of the map's address behind #, such as map=16/60.17/24.94&answer=possible. Exit codes: 0, 1 failed, 2 called wrongly.
import { writeFileSync } from 'node:fs'
import { serve } from './city.mjs'
import { launch, PNG } from './packages.mjs'
import { Visit } from './visit.mjs'

const most_bytes = 400_000

/** The same picture with so many bits a colour that it is small enough. */
function small_enough(bytes) {
  const { data, width, height } = PNG.sync.read(bytes)
  for (let bits = 8; bits >= 4; --bits) {
    const step = 2 ** (8 - bits)
    const rough = Buffer.from(data.map((v) => Math.min(255, Math.round(Math.round(v / step) * step))))
    const made = PNG.sync.write(Object.assign(new PNG({ width, height }), { data: rough }), { colorType: 2, deflateLevel: 9 })
    if (made.length <= most_bytes) return made
  }
  throw new Error(`more than ${most_bytes} bytes at 4 bits a colour: take a smaller picture`)
}

const [program, atlas, output, width = '1280', height = '800', hash = ''] = process.argv.slice(2)
if (!output) {
  console.error('usage: screenshot.mjs PROGRAM ATLAS OUTPUT.png [WIDTH HEIGHT [HASH]]')
  process.exit(2)
}
const size = { name: 'picture', viewport: { width: Number(width), height: Number(height) } }
const [browser, server] = await Promise.all([launch(), serve(program, atlas)])
try {
  const visit = await Visit.open(browser, server, hash && `/#${hash}`, { size })
  await visit.ready()
  await visit.settled()
  await visit.end()
  const picture = small_enough(await visit.page.screenshot({ animations: 'disabled' }))
  writeFileSync(output, picture)
  console.log(`${output}: ${width} x ${height}, ${Math.ceil(picture.length / 1000)} kB`)
} finally {
  await browser.close()
  await server.stop()
}
