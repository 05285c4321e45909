// SPDX-License-Identifier: AGPL-3.0-or-later
/** The line that is always in sight: filter, devices known, date, licence, source. */
import type { DeviceFeature, Info } from '../common/api.ts'
import { el } from '../common/dom.ts'
import { attribution, data_date } from '../common/source.ts'
import { counted, lang, t } from '../common/words.ts'
import { filter_sentence, reset_filters } from './filters.ts'

export function footer_line(info: Info, all: readonly DeviceFeature[]): Node[] {
  const filtered = filter_sentence(all, info.devices)
  const dot = () => el('span', { class: 'dot', 'aria-hidden': 'true' }, ' · ')
  return [
    ...(filtered ? [el('button', { class: 'link filtered', type: 'button', title: t('map.reset_filters'), onclick: reset_filters }, filtered), dot()] : []),
    el('span', {}, counted('common.known_here', info.devices)), dot(), el('span', {}, data_date(info)), dot(),
    el('span', {}, attribution(info)), dot(), el('a', { href: `/about.html#lang=${lang()}` }, t('common.source_code')),
  ]
}
