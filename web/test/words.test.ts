// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import en from '../src/common/i18n/en.json'
import fr from '../src/common/i18n/fr.json'
import go_en from '../src/common/i18n/go.en.json'
import go_fr from '../src/common/i18n/go.fr.json'
import reach_en from '../src/common/i18n/reach.en.json'
import reach_fr from '../src/common/i18n/reach.fr.json'

const english: Record<string, string> = { ...en, ...go_en, ...reach_en }
const french: Record<string, string> = { ...fr, ...go_fr, ...reach_fr }

function code(folder: string): string {
  return readdirSync(folder, { withFileTypes: true }).map((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return code(path)
    return path.endsWith('.ts') ? readFileSync(path, 'utf8') : ''
  }).join('\n')
}
const source = code('src') + code('plugins')
const quoted = new Set([...source.matchAll(/['"`]([a-z][\w-]*(?:\.[\w-]+)+)['"`]/g)].map((m) => m[1]!))
const groups = new Set([...source.matchAll(/named\(\s*'([\w.-]+)'/g)].map((m) => m[1]!))
/** Groups that are chosen before they reach named(). */
const words_alone = new Set([...source.matchAll(/'([a-z_]+)'/g)].map((m) => m[1]!))
const templates = [...source.matchAll(/`([a-z][\w.-]*\.)\$\{/g)].map((m) => m[1]!)

const group = (key: string) => key.slice(0, key.lastIndexOf('.'))

test('both languages say the same things', () => {
  assert.deepEqual(Object.keys(french).sort(), Object.keys(english).sort())
  for (const [key, text] of Object.entries(english)) assert.ok(text.trim() && french[key]!.trim(), key)
})

test('both languages fill the same blanks', () => {
  const blanks = (text: string) => [...new Set([...text.matchAll(/\{\w+\}/g)].map((m) => m[0]))].sort()
  for (const key of Object.keys(english)) assert.deepEqual(blanks(french[key]!), blanks(english[key]!), key)
})

test('no message is unused', () => {
  const used = (key: string) => {
    const stem = key.replace(/\.(one|other)$/, '')
    return quoted.has(key) || quoted.has(stem) || groups.has(group(key)) || words_alone.has(group(key)) || templates.some((start) => key.startsWith(start))
  }
  assert.deepEqual(Object.keys(english).filter((key) => !used(key)), [])
})

test('counted messages have both forms, and groups have members', () => {
  for (const m of source.matchAll(/counted\(\s*'([\w.-]+)'/g)) {
    for (const form of ['one', 'other']) assert.ok(`${m[1]}.${form}` in english, `${m[1]}.${form}`)
  }
  for (const name of groups) assert.ok(Object.keys(english).some((key) => group(key) === name), name)
})

test('French is set as French', () => {
  for (const [key, text] of Object.entries(french)) {
    assert.ok(!/ [;:!?»]/.test(text) && !/« /.test(text), `${key}: an ordinary space before ; : ! ? »`)
    assert.ok(!text.includes("'"), `${key}: a straight apostrophe`)
  }
})
