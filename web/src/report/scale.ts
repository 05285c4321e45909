// SPDX-License-Identifier: AGPL-3.0-or-later
/** An axis from 0 to what it must hold, with round ticks. */

export interface Scale {
  end: number
  ticks: number[]
}

const steps = [1, 2, 2.5, 5]

/** Ends at `largest`; ticks are multiples of a round step, at most `most` beyond 0, and whole multiples of `grain` if it is not 0
 * (devices are counted whole). */
export function scale(largest: number, most: number, grain = 0): Scale {
  if (!(largest > 0)) return { end: grain || 1, ticks: [0] }
  const power = 10 ** Math.floor(Math.log10(largest / most))
  const fits = (step: number): boolean => step * (most + 1) > largest && (grain === 0 || step % grain === 0)
  const step = [power, power * 10, power * 100].flatMap((p) => steps.map((s) => s * p)).find(fits) ?? largest
  const n = Math.floor(largest / step + 1e-9)
  return { end: largest, ticks: Array.from({ length: n + 1 }, (_, i) => i * step) }
}

export const whole_share: Scale = { end: 1, ticks: [0, 0.25, 0.5, 0.75, 1] }
