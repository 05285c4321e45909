// SPDX-License-Identifier: AGPL-3.0-or-later
/** A whole number below n, from a seed that is printed: CONTRECHAMP_SEED repeats it. */
export function seeded(what: string): (n: number) => number {
  let state = Number(process.env['CONTRECHAMP_SEED'] ?? Date.now() % 2 ** 31) >>> 0
  console.log(`${what}: CONTRECHAMP_SEED=${state}`)
  return (n) => {
    // mulberry32
    state = (state + 0x6d2b79f5) >>> 0
    let z = state
    z = Math.imul(z ^ (z >>> 15), z | 1)
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61)
    return Math.floor((((z ^ (z >>> 14)) >>> 0) / 2 ** 32) * n)
  }
}
