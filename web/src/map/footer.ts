// SPDX-License-Identifier: AGPL-3.0-or-later
/** The line that is always in sight: filter, devices known, date, licence, source. */
import type { DeviceFeature, Info } from '../common/api.ts'
import { el } from '../common/dom.ts'
import { day } from '../common/format.ts'
import { counted, lang, t } from '../common/words.ts'
import { filter_sentence, reset_filters } from './filters.ts'

/** "20 April 2019", or that it is not known. */
export const data_day = (info: Info): string => (info.as_of ? day(info.as_of) : t('common.date_unknown'))

/** "as of 20 April 2019"; "newest edit 20 April 2019" where the file itself bears no date. */
export function data_date(info: Info): string {
  if (!info.as_of) return t('common.date_unknown')
  const newest = info.inputs.some((input) => input.as_of === info.as_of && input.as_of_source === 'newest_edit')
  return t(newest ? 'common.newest_edit' : 'common.as_of', { date: day(info.as_of) })
}

/** A made-up town is not OpenStreetMap's data, and says so. */
const attribution = (info: Info): string => t(info.attribution.startsWith('©') ? 'common.attribution' : 'common.made_up')

export function footer_line(info: Info, all: readonly DeviceFeature[]): Node[] {
  const filtered = filter_sentence(all)
  const dot = () => el('span', { class: 'dot', 'aria-hidden': 'true' }, ' · ')
  return [
    ...(filtered ? [el('button', { class: 'link filtered', type: 'button', title: t('map.reset_filters'), onclick: reset_filters }, filtered), dot()] : []),
    el('span', {}, counted('common.known_here', info.devices)), dot(), el('span', {}, data_date(info)), dot(),
    el('span', {}, attribution(info)), dot(), el('a', { href: `/about.html#lang=${lang()}` }, t('common.source_code')),
  ]
}
