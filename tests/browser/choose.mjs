// SPDX-License-Identifier: AGPL-3.0-or-later
// Chooses what the tests point at from the server's own answers: the first that fits, so that every run chooses the same.
import assert from 'node:assert/strict'

const metres_a_degree = 111_195
export function metres_between([lon, lat], [other_lon, other_lat]) {
  const east = (lon - other_lon) * Math.cos((lat * Math.PI) / 180)
  return Math.hypot(east, lat - other_lat) * metres_a_degree
}

export async function all_devices(server, query = '') {
  const { features, numberMatched } = await server.json(`/api/devices?limit=10000${query && `&${query}`}`)
  assert.equal(features.length, Math.min(10_000, numberMatched))
  return features
}

/** A device that no other stands near, so that it is drawn by itself. */
export async function lone_device(server, fits = ({ has_view }) => has_view) {
  const devices = await all_devices(server)
  const place = ({ geometry }) => geometry.coordinates
  const lone = (d) => devices.every((other) => other === d || metres_between(place(d), place(other)) > 25)
  const found = devices.find((d) => fits(d.properties) && lone(d))
  assert.ok(found, 'no such device in this city')
  return { ...found.properties, place: place(found) }
}

function middle([a, b]) {
  return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]
}

/** A named street in view at the usual band, with a place on it where no device stands and no other street runs. */
export async function watched_street(server, fits = () => true) {
  const places = (await all_devices(server)).map(({ geometry }) => geometry.coordinates)
  const { features } = await server.json('/api/segments?limit=10000&ladder=image-2014')
  const ends = features.flatMap(({ geometry: { coordinates: c } }) => [c[0], c.at(-1)])
  const points = features.flatMap(({ id, geometry }) => geometry.coordinates.map((at) => ({ id, at })))
  for (const { id, properties, geometry } of features) {
    const counted = properties.foot || properties.bike || properties.car // else it is on no map
    if (!counted || !properties.name || !properties.surveyed || !(properties.in_view.observe?.expected_m > 1) || !fits(properties)) continue
    const at = geometry.coordinates.slice(1).map((b, i) => [geometry.coordinates[i], b])
      .sort(([a, b], [c, d]) => metres_between(c, d) - metres_between(a, b)).map(middle)[0]
    const bare = [...places, ...ends].every((other) => metres_between(at, other) > 20)
      && points.every((other) => other.id === id || metres_between(at, other.at) > 20)
    if (bare) return { id, name: properties.name, place: at }
  }
  throw new Error('no such street in this city')
}

/** "310 m", "1,2 km", "< 1 m" as metres. */
export function metres_said(text) {
  const found = /(<\s*)?([\d.,]+)\s*(k?m)$/.exec(text.replace(/[\u00a0\u202f]/g, ' ').trim())
  assert.ok(found, `no length: ${text}`)
  const digits = found[2].replace(',', found[3] === 'km' ? '.' : '')
  return found[1] ? 0.5 : Number(digits) * (found[3] === 'km' ? 1000 : 1)
}

/** A length as said is the length within what rounding takes: half of its last digit. */
export function assert_says(text, metres) {
  const said = metres_said(text)
  const step = metres < 1 ? 1 : metres < 99.5 ? 1 : metres < 995 ? 10 : metres < 9950 ? 100 : 1000
  assert.ok(Math.abs(said - metres) <= step / 2 + 0.01, `"${text}" is said of ${metres} m`)
}

/** "latitude,longitude", as addresses hold a place. */
export const place_text = ([lon, lat]) => [lat, lon].map((d) => Number(d.toFixed(6))).join()
export const hash_of_way = ({ from, to }) => `from=${place_text(from)}&to=${place_text(to)}&tab=go`
/** What the page asks for between two places, as it begins. */
export const trip = (from, to) =>
  `/api/v1/front?from=${place_text(from)}&to=${place_text(to)}&mode=foot&ladder=image-2014&band=observe&answer=expected&steps=true`

let ends = null

/** Two places of the town between which the fastest way meets a device and is not the least seen; with what the server answers. */
export async function two_ends(server) {
  if (ends) return ends
  const { features } = await server.json('/api/segments?limit=10000&ladder=image-2014')
  const starts = features.filter(({ properties: p }) => p.foot && p.name)
    .map(({ geometry }) => geometry.coordinates[0].map((d) => Number(d.toFixed(6))))
  for (let i = 0; i < starts.length; i += 7)
    for (let j = starts.length - 1; j > i; j -= 11) {
      if (metres_between(starts[i], starts[j]) < 400) continue
      const front = await server.json(trip(starts[i], starts[j])).catch(() => null)
      if (front && front.routes.length >= 3 && front.routes[0].met.length > 0) return (ends = { from: starts[i], to: starts[j], front })
    }
  throw new Error('no such way in this town')
}
