// SPDX-License-Identifier: AGPL-3.0-or-later
// What a thumb must hit.
import assert from 'node:assert/strict'

const thumb = 44

/** Controls of which no 44 px square around the middle is theirs. Links in a line of text or beside a heading are as high as the line. */
function too_small(thumb) {
  const found = []
  for (const e of document.querySelectorAll('button, a[href], select, summary, label:has(input)')) {
    if (!e.checkVisibility() || e.closest('footer') || (e.matches('a') && !e.matches('.button') && e.closest('p, dd, li, h2, h3'))) continue
    e.scrollIntoView({ block: 'center' })
    const { left, top, width, height } = e.getBoundingClientRect()
    const mine = (x, y) => e.contains(document.elementFromPoint(x, y))
    const [x, y, r] = [left + width / 2, top + height / 2, thumb / 2 - 0.75]
    const wide = width >= thumb - 0.5 || (mine(x - r, y) && mine(x + r, y))
    const high = height >= thumb - 0.5 || (mine(x, y - r) && mine(x, y + r))
    if (!wide || !high) found.push(`${Math.round(width)} x ${Math.round(height)}: ${e.outerHTML.slice(0, 110)}`)
  }
  return found
}

export async function assert_thumb_sized(visit, state) {
  assert.deepEqual(await visit.page.evaluate(too_small, thumb), [], `targets, ${state}`)
}
