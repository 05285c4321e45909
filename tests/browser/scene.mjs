// SPDX-License-Identifier: AGPL-3.0-or-later
// A test is a visit: it fails on what its body asserts and on every problem that the visit notes.
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import test from 'node:test'
import { desktop, phone, Visit } from './visit.mjs'

let stage = null

/** Set once by the program that runs the tests: { browser, town, empty, … }. */
export function set_stage(made) {
  stage = made
}

export const on_stage = () => stage

/** All eight: both sizes, languages and colour schemes. */
export const every_way = [desktop, phone].flatMap((size) =>
  ['en', 'fr'].flatMap((lang) => ['light', 'dark'].map((scheme) => ({ size, lang, scheme }))))

/** What stands for all where language and colours change nothing: each value of each once or more. */
export const two_ways = [{ size: desktop, lang: 'en', scheme: 'light' }, { size: phone, lang: 'fr', scheme: 'dark' }]

export const named = ({ size, lang, scheme }) => `${size.name}, ${lang}, ${scheme}`

/** The file that shows what the page looked like when a test failed. */
async function kept(visit, name) {
  mkdirSync(stage.out, { recursive: true })
  const file = path.join(stage.out, `failed ${name.replaceAll(/[^\p{L}\p{N}]+/gu, ' ')}.png`)
  await visit.page.screenshot({ path: file }).catch(() => {})
  return file
}

/** `options.where` names the server of the stage (default the made-up town); `options.target` the address. */
export function scene(name, options, body) {
  test(name, { timeout: 120_000 }, async (t) => {
    const server = stage[options.where ?? 'town']
    const visit = await Visit.open(stage.browser, server, options.target ?? '/', options)
    try {
      await visit.ready()
      await body(visit, server)
      await visit.end()
    } catch (failure) {
      t.diagnostic(`shown: ${await kept(visit, name)}; noted: ${visit.problems.join('; ') || 'nothing'}`)
      throw failure
    } finally {
      await visit.context.close()
    }
  })
}
