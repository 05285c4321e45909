// SPDX-License-Identifier: AGPL-3.0-or-later
/** Of when the data are, and whose. */
import type { Info } from './api.ts'
import { day } from './format.ts'
import { t } from './words.ts'

/** "as of 20 April 2019"; "newest edit 20 April 2019" where the file itself bears no date. Of several inputs the oldest is quoted. */
export function data_date(info: Info): string {
  if (!info.as_of) return t('common.date_unknown')
  const oldest = info.inputs.find((input) => input.as_of === info.as_of)
  return t(oldest?.as_of_source === 'newest_edit' ? 'common.newest_edit' : 'common.as_of', { date: day(info.as_of) })
}

/** False for a made-up town, whose objects nobody will find elsewhere. */
export const from_osm = (of: { attribution: string }): boolean => of.attribution.startsWith('©')

/** Who is to be named: a made-up town says that it is one. */
export const attribution = (of: { attribution: string }): string => t(from_osm(of) ? 'common.attribution' : 'common.made_up')
