// SPDX-License-Identifier: AGPL-3.0-or-later
// All tests on made-up towns, one after the other in one browser: node --test-reporter=spec town.mjs PROGRAM OUT [WORD]
// OUT takes the pictures of what failed. With a WORD only the files of tests whose name holds it.
import { after } from 'node:test'
import { made_up, serve } from './city.mjs'
import { launch } from './packages.mjs'
import { set_stage } from './scene.mjs'

const [program, out, only = ''] = process.argv.slice(2)
const files = ['guard', 'tour', 'keyboard', 'phone', 'report', 'unknown', 'route', 'unseen', 'away', 'pictures']

const town_atlas = made_up(program, 'town')
const [browser, town, empty, public_town] = await Promise.all([
  launch(), serve(program, town_atlas), serve(program, made_up(program, 'nobody', 0)),
  serve(program, town_atlas, 0, ['--address', '0.0.0.0']),  // plans no routes, as others may reach it
])
set_stage({ browser, town, empty, public_town, program, town_atlas, out })
after(async () => {
  await browser.close()
  await Promise.all([town, empty, public_town].map((server) => server.stop()))
})
for (const file of files.filter((name) => name.includes(only))) await import(`./${file}.test.mjs`)
