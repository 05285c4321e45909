// SPDX-License-Identifier: AGPL-3.0-or-later
/** Routes and proofs in sentences. */
import { metres } from '../../common/format.ts'
import { counted, t } from '../../common/words.ts'
import type { Front, Proof, Route } from './front.ts'

const gap = '\u202f'

/** A time as a person compares: 40 s, 1 minute, 3 minutes, 1 h 5 min. */
export function duration(seconds: number): string {
  if (seconds < 59.5) return `${Math.round(seconds)}${gap}s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return counted('go.minutes', minutes)
  return `${Math.floor(minutes / 60)}${gap}h${minutes % 60 ? ` ${minutes % 60}${gap}min` : ''}`
}

function time_beside(seconds: number): string {
  if (Math.abs(seconds) < 0.5) return t('go.as_quick')
  return t(seconds > 0 ? 'go.more_time' : 'go.less_time', { time: duration(Math.abs(seconds)) })
}

function view_beside(m: number): string {
  if (Math.abs(m) < 0.5) return t('go.as_much_in_view')
  return t(m > 0 ? 'go.more_in_view' : 'go.less_in_view', { length: metres(Math.abs(m)) })
}

/** "3 minutes more, 420 m less in view": a route beside the fastest, which is the first. */
export function sentence({ routes }: Pick<Front, 'routes'>, i: number): string {
  const [first, route] = [routes[0]!, routes[i]!]
  if (i === 0) return t(routes.length > 1 ? 'go.fastest' : 'go.only')
  return `${time_beside(route.seconds - first.seconds)}, ${view_beside(route.kept_small - first.kept_small)}`
}

/** "after 3 minutes, at 240 m". */
export const when_met = ({ first_s, first_m }: Route['met'][number]): string =>
  first_m < 0.5 ? t('go.met_at_start') : t('go.met_after', { time: duration(first_s), length: metres(first_m) })

/** What a proof shows, a sentence each. */
export function said(proof: Proof, date: string): string[] {
  const { between } = proof
  return [
    t(`go.claim.${proof.claim}`, { date }),
    ...(proof.from.in_view || proof.to.in_view ? [t('go.proof_moved')] : []),
    ...(between ? [`${counted('go.between', between.devices.length, { ids: between.devices.join(', ') })} ${t(between.smallest ? 'go.between_smallest' : 'go.between_found')}`] : []),
  ]
}
