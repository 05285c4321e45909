// SPDX-License-Identifier: AGPL-3.0-or-later
// The checks that every test relies on do fail: each fault is made on purpose, and must be noted.
import assert from 'node:assert/strict'
import test from 'node:test'
import { on_stage } from './scene.mjs'
import { Visit } from './visit.mjs'

const faults = [
  ['a foreign request that the policy stops', {}, () => void fetch('http://127.0.0.1:1/').catch(() => {}), /Content Security Policy|foreign request/],
  ['a foreign request that no policy stops', { bypass_csp: true }, () => void fetch('http://127.0.0.1:1/').catch(() => {}), /^foreign request: http:\/\/127\.0\.0\.1:1\//],
  ['a foreign request of a worker', { bypass_csp: true },
    () => void new Worker(URL.createObjectURL(new Blob(['fetch("http://127.0.0.1:1/").catch(() => {})']))), /^foreign request: http:\/\/127\.0\.0\.1:1\//],
  ['a style in the HTML', {}, () => { document.body.insertAdjacentHTML('beforeend', '<p style="color:red">x</p>') }, /Content Security Policy/],
  ['an error on the console', {}, () => console.error('made on purpose'), /^console: made on purpose/],
  ['an exception', {}, () => void setTimeout(() => { throw new Error('made on purpose') }), /^exception: Error: made on purpose/],
  ['a rejected promise', {}, () => void Promise.reject(new Error('made on purpose')), /^exception: Error: made on purpose/],
  ['an answer with an error', {}, () => void fetch('/nowhere'), /^HTTP 404: \/nowhere/],
]

for (const [name, options, fault, noted] of faults) {
  test(`noticed: ${name}`, async () => {
    const { browser, town } = on_stage()
    const visit = await Visit.open(browser, town, '/about.html', options)
    try {
      await visit.end() // Nothing yet.
      await visit.page.evaluate(fault)
      for (let i = 0; i < 100 && !visit.problems.some((p) => noted.test(p)); ++i) await new Promise((resolve) => setTimeout(resolve, 50))
      assert.ok(visit.problems.some((problem) => noted.test(problem)), `noted: ${visit.problems.join('; ') || 'nothing'}`)
      await assert.rejects(visit.end())
    } finally {
      await visit.context.close()
    }
  })
}

test('noticed: a picture without words, and text too pale to read', async () => {
  const { browser, town } = on_stage()
  const visit = await Visit.open(browser, town, '/about.html')
  try {
    await visit.page.evaluate(() => {
      const text = document.createElement('p')
      text.textContent = 'pale'
      Object.assign(text.style, { color: '#ddd', background: '#fff' })
      document.querySelector('main, body').append(text, document.createElement('img'))
    })
    await assert.rejects(visit.accessible('faults'), (failure) => /color-contrast/.test(failure.message) && /image-alt/.test(failure.message))
  } finally {
    await visit.context.close()
  }
})
