// SPDX-License-Identifier: AGPL-3.0-or-later
/** Words that people read, in the language of the page. Both languages hold the same keys; a test keeps it so. */
import en from './i18n/en.json'
import fr from './i18n/fr.json'
import type go from './i18n/go.en.json'
import type reach from './i18n/reach.en.json'

export type Lang = 'en' | 'fr'
/** Words of a part that is fetched later (`learn`) have a file of their own. */
export type Key = keyof typeof en | keyof typeof go | keyof typeof reach
export type Params = Record<string, string | number>

const messages: Record<Lang, Record<string, string>> = { en: { ...en }, fr: { ...fr } }

/** Adds the words of a part of the page. */
export function learn(more: Record<Lang, Record<string, string>>): void {
  for (const lang of ['en', 'fr'] as const) Object.assign(messages[lang], more[lang])
}
const stored_as = 'contrechamp.lang'
let current: Lang = 'en'

export const lang = (): Lang => current

export function is_lang(word: string | null | undefined): word is Lang {
  return word === 'en' || word === 'fr'
}

/** Makes `chosen` the language of the page and of all words that follow. */
export function set_lang(chosen: Lang): void {
  current = chosen
  if (typeof document !== 'undefined') document.documentElement.lang = chosen
}

/** The language of the address (`asked`), else the one chosen before, else the browser's. */
export function first_lang(asked?: string | null): Lang {
  if (is_lang(asked)) return asked
  const kept = recalled()
  if (is_lang(kept)) return kept
  return navigator.languages.map((tag) => tag.slice(0, 2)).find(is_lang) ?? 'en'
}

/** Remembers the choice in this browser only. */
export function keep_lang(chosen: Lang): void {
  try {
    localStorage.setItem(stored_as, chosen)
  } catch {
    // A browser that stores nothing: the choice holds for this page.
  }
}

function recalled(): string | null {
  try {
    return localStorage.getItem(stored_as)
  } catch {
    return null
  }
}

function filled(text: string, params: Params): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole))
}

/** The message `key` with {name} replaced by params.name. */
export function t(key: Key, params: Params = {}): string {
  return filled(messages[current][key] ?? key, params)
}

/** One of the messages `key.one` and `key.other`, as the language counts; {n} is n as written in it. */
export function counted(key: string, n: number, params: Params = {}): string {
  const form = new Intl.PluralRules(current).select(n) === 'one' ? 'one' : 'other'
  const text = messages[current][`${key}.${form}`] ?? key
  return filled(text, { n: new Intl.NumberFormat(current).format(n), ...params })
}

/** Whether the messages know that name of the data. */
export const is_named = (group: string, name: string): boolean => `${group}.${name}` in en

/** The word for a name of the data, such as ('kind', 'plate_reader'); a name that is not known stands as it is. */
export function named(group: string, name: string): string {
  return messages[current][`${group}.${name}`] ?? name.replaceAll('_', ' ')
}
