// SPDX-License-Identifier: AGPL-3.0-or-later
// Cities and the real server: `contrechamp synth`, `build` and `serve`, as a person would call them.
import { execFileSync, spawn } from 'node:child_process'
import { appendFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'

export const folder = mkdtempSync(path.join(tmpdir(), 'contrechamp-browser-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

const run = (program, ...words) => execFileSync(program, words, { stdio: ['ignore', 'ignore', 'inherit'] })

export function build(program, extract, name) {
  const atlas = path.join(folder, `${name}.atlas`)
  run(program, 'build', extract, '-o', atlas)
  return atlas
}

/** An atlas of the made-up town of seed 1, with so many devices. */
export function made_up(program, name, devices = 200) {
  const extract = path.join(folder, `${name}.osm.pbf`)
  run(program, 'synth', '--seed', '1', '--devices', String(devices), '-o', extract)
  return build(program, extract, name)
}

/** A file below CONTRECHAMP_DATA, or null: then the tally of `make test` says so, and CONTRECHAMP_REQUIRE_DATA=1 throws. */
export function real_data(relative) {
  const file = path.join(process.env.CONTRECHAMP_DATA || '../shared/data', relative)
  const there = existsSync(file)
  if (process.env.CONTRECHAMP_DATA_TALLY) appendFileSync(process.env.CONTRECHAMP_DATA_TALLY, `${there ? 'used' : 'skipped'} ${relative}\n`)
  const required = !['', '0', undefined].includes(process.env.CONTRECHAMP_REQUIRE_DATA)
  if (!there && required) throw new Error(`${file} is required and missing`)
  return there ? file : null
}

const gone = (child) => new Promise((resolve) => (child.exitCode ?? child.signalCode) !== null ? resolve() : child.once('exit', resolve))

/** Starts the server; `port` 0 takes a free one, `more` are words of its command line. `stop` ends it as Ctrl-C does, `kill` without a warning. */
export async function serve(program, atlas, port = 0, more = []) {
  const child = spawn(program, ['serve', atlas, '--port', String(port), '--lang', 'en', ...more], { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  child.stderr.on('data', (text) => { said += text })
  const lines = createInterface({ input: child.stdout })
  const address = await new Promise((resolve, reject) => {
    lines.once('line', resolve)
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`serve ended with ${code}: ${said}`)))
  })
  const end = (signal) => async () => { child.kill(signal); await gone(child) }
  const origin = new URL(address).origin.replace('0.0.0.0', '127.0.0.1')  // any address of this machine: one of them
  const json = async (target) => {
    const answer = await fetch(origin + target)
    if (!answer.ok) throw new Error(`${target}: ${answer.status}`)
    return answer.json()
  }
  return { origin, port: Number(new URL(address).port), json, stop: end('SIGINT'), kill: end('SIGKILL') }
}
