// SPDX-License-Identifier: AGPL-3.0-or-later
// Two programs that speak OSRM's API, as npm has them, against `contrechamp serve`: node --test-reporter=spec osrm.mjs PROGRAM
// Their pages are served by the program itself (--page), under the policy that it sends with every page.
import assert from 'node:assert/strict'
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import test, { after } from 'node:test'
import { folder, made_up, serve } from './city.mjs'
import { esbuild, launch, package_file } from './packages.mjs'
import { Visit } from './visit.mjs'

const [program] = process.argv.slice(2)
const page = path.join(folder, 'osrm-page')
const assets = path.join(page, 'assets')

/** Library files as they are shipped; a script of a few lines sets two places, as a reader of their manuals would. */
async function make_pages() {
  mkdirSync(assets, { recursive: true })
  const copy = (file) => copyFileSync(package_file(file), path.join(assets, path.basename(file)))
  ;['leaflet/dist/leaflet.js', 'leaflet/dist/leaflet.css', 'leaflet-routing-machine/dist/leaflet-routing-machine.js',
    'leaflet-routing-machine/dist/leaflet-routing-machine.css', 'leaflet-routing-machine/dist/leaflet.routing.icons.png',
    'leaflet-routing-machine/dist/routing-icon.png', 'maplibre-gl/dist/maplibre-gl.css'].forEach(copy)
  const html = (styles, scripts) => `<!doctype html><html lang="en"><head><title>OSRM</title>
${styles.map((name) => `<link rel="stylesheet" href="/assets/${name}">`).join('\n')}<link rel="stylesheet" href="/assets/page.css">
<link rel="icon" href="data:,"></head><body><div id="map"></div>
${scripts.map((name) => `<script src="/assets/${name}"></script>`).join('\n')}</body></html>`
  writeFileSync(path.join(assets, 'page.css'), '#map { width: 1000px; height: 700px }')
  writeFileSync(path.join(page, 'index.html'), html([], []))
  writeFileSync(path.join(page, 'leaflet.html'),
    html(['leaflet.css', 'leaflet-routing-machine.css'], ['leaflet.js', 'leaflet-routing-machine.js', 'with_leaflet.js']))
  writeFileSync(path.join(page, 'maplibre.html'), html(['maplibre-gl.css'], ['with_maplibre.js']))
  writeFileSync(path.join(assets, 'with_leaflet.js'), `
    const [from, to] = location.hash.slice(1).split(';').map((place) => place.split(',').map(Number))
    const map = L.map('map').setView([from[1], from[0]], 15)
    window.control = L.Routing.control({
      router: L.Routing.osrmv1({ serviceUrl: location.origin + '/route/v1', profile: 'foot' }),
      waypoints: [L.latLng(from[1], from[0]), L.latLng(to[1], to[0])],
      showAlternatives: true, createMarker: () => null,
    }).on('routesfound', (event) => { window.found = event.routes }).on('routingerror', (event) => { window.failed = event.error }).addTo(map)`)
  // MapLibre comes as modules: they are joined, nothing in them is changed.
  const bundle = (options) => esbuild.build({ bundle: true, logLevel: 'error', outdir: assets, ...options })
  await bundle({ entryPoints: { worker: package_file('maplibre-gl/dist/maplibre-gl-worker.mjs') }, format: 'esm' })
  await bundle({
    stdin: {
      resolveDir: path.dirname(package_file('vite/package.json')),
      contents: `
        import { Map, setWorkerUrl } from 'maplibre-gl'
        import MapLibreGlDirections from '@maplibre/maplibre-gl-directions'
        setWorkerUrl('/assets/worker.js')
        const places = location.hash.slice(1).split(';').map((place) => place.split(',').map(Number))
        const map = new Map({ container: 'map', style: { version: 8, sources: {}, layers: [] }, center: places[0], zoom: 14 })
        map.on('load', async () => {
          const directions = new MapLibreGlDirections(map, {
            api: location.origin + '/route/v1', profile: 'foot',
            requestOptions: { alternatives: 'true', geometries: 'polyline6', overview: 'full' },
          })
          directions.on('fetchroutesend', (event) => { window.found = event.data.directions })
          directions.interactive = true
          await directions.setWaypoints(places)
          window.drawn = () => map.querySourceFeatures('maplibre-gl-directions').filter((f) => f.properties.route === 'SELECTED').length
          window.line = () => map.getSource('maplibre-gl-directions').serialize().data.features.filter((f) => f.properties.route === 'SELECTED').flatMap((f) => f.geometry.coordinates)
          window.failed = null
        })`,
    },
    entryNames: 'with_maplibre', format: 'iife',
  })
}

/** Metres along [lon, lat] points, on a sphere. */
function length_of(line) {
  const radians = Math.PI / 180
  let sum = 0
  for (let i = 1; i < line.length; ++i) {
    const [[a, b], [c, d]] = [line[i - 1], line[i]]
    const h = Math.sin(((d - b) * radians) / 2) ** 2 + Math.cos(b * radians) * Math.cos(d * radians) * Math.sin(((c - a) * radians) / 2) ** 2
    sum += 2 * 6_371_008.8 * Math.asin(Math.sqrt(h))
  }
  return sum
}

await make_pages()
const [browser, server] = await Promise.all([launch(), serve(program, made_up(program, 'osrm'), 0, ['--page', page])])
after(async () => {
  await browser.close()
  await server.stop()
})
const { features } = await server.json('/api/segments?limit=10000')
const starts = features.filter(({ properties: p }) => p.foot && p.name).map(({ geometry }) => geometry.coordinates[0])
const ends = [starts[0], starts.at(-1)]
const front = await server.json(`/api/v1/front?from=${ends[0][1]},${ends[0][0]}&to=${ends[1][1]},${ends[1][0]}`)
const near = (found, wanted, within) => assert.ok(Math.abs(found - wanted) <= within, `${found} is not ${wanted}`)

async function visit(name, body) {
  const there = await Visit.open(browser, server, `/${name}.html#${ends.map((place) => place.join(',')).join(';')}`)
  try {
    await there.until('an answer', () => window.found !== undefined || Boolean(window.failed))
    assert.equal(await there.page.evaluate(() => window.failed ?? null), null)
    await body(there.page, there)
    assert.deepEqual(there.problems, [])
  } finally {
    await there.context.close()
  }
}

test('leaflet-routing-machine draws the way and lists its turns', { timeout: 60_000 }, () => visit('leaflet', async (page) => {
  const found = await page.evaluate(() => window.found.map((route) => ({
    metres: route.summary.totalDistance, seconds: route.summary.totalTime, name: route.name,
    line: route.coordinates.map((p) => [p.lng, p.lat]), told: route.instructions.map((one) => one.text),
  })))
  assert.equal(found.length, front.routes.length, 'alternatives are the front')
  found.forEach((route, i) => {
    near(route.metres, front.routes[i].length_m, 0.01)
    near(route.seconds, front.routes[i].seconds, 0.001)
    near(length_of(route.line), route.metres, route.metres * 0.01 + 5) // five decimals are a metre
  })
  const listed = await page.locator('.leaflet-routing-alt').first().locator('tr').allInnerTexts()
  assert.equal(listed.length, found[0].told.length)
  assert.ok(listed.length > 2)
  found[0].told.forEach((text, i) => assert.ok(listed[i].includes(text), `${listed[i]}: ${text}`))
  assert.ok((await page.locator('path.leaflet-interactive').count()) > 0, 'a line is drawn')
}))

test('maplibre-gl-directions draws the way', { timeout: 60_000 }, () => visit('maplibre', async (page, there) => {
  const found = await page.evaluate(() => window.found)
  assert.equal(found.routes.length, front.routes.length)
  near(found.routes[0].distance, front.routes[0].length_m, 0.01)
  await there.until('a line', () => window.drawn !== undefined && window.drawn() > 0)
  const line = await page.evaluate(() => window.line())
  near(length_of(line), front.routes[0].length_m, front.routes[0].length_m * 0.002 + 1)
}))
