// SPDX-License-Identifier: AGPL-3.0-or-later
/** What the reader chose to see; it stands in the address, so that a printed page can be found again. */
import { ladder_of, modes_of } from '../common/ladders.ts'
import { is_lang, type Lang } from '../common/words.ts'
import type { Mode } from './figures.ts'

export interface Choice {
  mode: Mode
  ladder: string
  lang: Lang | null
}

/** Reads `#mode=bike&ladder=image-2025&lang=fr`; what is not understood is left at its default. */
export function read_choice(hash: string): Choice {
  const asked = new URLSearchParams(hash.replace(/^#/, ''))
  const ladder = ladder_of(asked.get('ladder') ?? '').name
  const allowed = modes_of(ladder)
  const lang = asked.get('lang')
  return { mode: allowed.find((mode) => mode === asked.get('mode')) ?? allowed[0]!, ladder, lang: is_lang(lang) ? lang : null }
}

export function written_choice(choice: Choice): string {
  const words = new URLSearchParams({ mode: choice.mode, ladder: choice.ladder })
  if (choice.lang) words.set('lang', choice.lang)
  return `#${words}`
}
