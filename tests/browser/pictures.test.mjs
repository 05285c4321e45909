// SPDX-License-Identifier: AGPL-3.0-or-later
// What the pages look like: golden pictures of made-up towns.
import { hash_of_way, lone_device, two_ends, watched_street } from './choose.mjs'
import { expect_golden } from './golden.mjs'
import { on_stage, scene } from './scene.mjs'
import { desktop, phone } from './visit.mjs'

const light = (size, lang) => ({ size, lang, scheme: 'light' })
const dark = (size, lang) => ({ size, lang, scheme: 'dark' })

const aimed = ({ has_view, axis, kind, type }) => has_view && axis !== null && kind === 'camera' && type === 'fixed'

/** An address with one more word behind its #. */
const with_words = (visit, words) => visit.page.evaluate((more) => { location.hash += `&${more}` }, words)

async function at_device(visit, server, words = '') {
  const device = await lone_device(server, aimed)
  await visit.go_to(device.place, 18.3)
  await with_words(visit, `at=${device.id}${words}`)
}

async function at_street(visit, server) {
  const street = await watched_street(server)
  await visit.go_to(street.place, 17)
  await with_words(visit, `at=s${street.id}`)
}

async function at_place(visit, server) {
  const device = await lone_device(server, aimed)
  const turn = (device.axis * Math.PI) / 180
  const [lon, lat] = device.place
  const place = [lon + (6 * Math.sin(turn)) / 73_000, lat + (6 * Math.cos(turn)) / 111_195]
  await visit.go_to(place, 18)
  await with_words(visit, `at=@${place[1].toFixed(6)},${place[0].toFixed(6)}`)
}

/** How far one gets unseen from there. */
async function far_from(visit, server) {
  await at_place(visit, server)
  await with_words(visit, 'reach=10')
  await visit.until('an answer', () => document.querySelector('.far-outcome .figure') !== null)
}

async function on_the_way(visit, server) {
  const way = await two_ends(server)
  await visit.page.evaluate((hash) => { location.hash = hash }, `${hash_of_way(way)}&route=1`)
  await visit.until('a way', () => document.querySelector('#way-front') !== null)
}

async function near(visit, server, words) {
  const street = await watched_street(server)
  await visit.go_to(street.place, 16.6)
  await with_words(visit, words)
}

const pictures = [
  ['first-desktop-light-en', light(desktop, 'en')],
  ['first-desktop-dark-fr', dark(desktop, 'fr')],
  ['first-phone-light-fr', light(phone, 'fr')],
  ['device-desktop-light-en', light(desktop, 'en'), at_device],
  ['device-phone-dark-en', dark(phone, 'en'), at_device],
  ['street-desktop-dark-en', dark(desktop, 'en'), at_street],
  ['street-phone-light-fr', light(phone, 'fr'), at_street],
  ['possible-desktop-light-fr', light(desktop, 'fr'), (visit, server) => near(visit, server, 'answer=possible&band=monitor')],
  ['place-desktop-light-en', light(desktop, 'en'), at_place],
  ['reach-desktop-light-fr', light(desktop, 'fr'), far_from],
  ['reach-phone-dark-en', dark(phone, 'en'), far_from],
  ['islands-desktop-dark-en', dark(desktop, 'en'), (visit, server) => near(visit, server, 'islands=yes&mode=bike')],
  ['way-desktop-light-en', light(desktop, 'en'), on_the_way],
  ['way-phone-dark-fr', dark(phone, 'fr'), on_the_way],
  ['nobody-desktop-light-en', { ...light(desktop, 'en'), where: 'empty' }],
  ['report-desktop-light-en', { ...light(desktop, 'en'), target: '/report.html' }],
  ['report-phone-dark-fr', { ...dark(phone, 'fr'), target: '/report.html' }],
]

for (const [name, options, prepare] of pictures) {
  scene(`picture: ${name}`, options, async (visit, server) => {
    await visit.settled()
    if (prepare) await prepare(visit, server)
    await visit.settled()
    await visit.page.evaluate(() => document.fonts.ready.then(() => true))
    await visit.settled()
    expect_golden(name, await visit.page.screenshot({ animations: 'disabled', caret: 'hide' }), on_stage().out)
  })
}
