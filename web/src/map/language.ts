// SPDX-License-Identifier: AGPL-3.0-or-later
/** EN · FR. Each is named in its own language for readers. */
import { el } from '../common/dom.ts'
import { keep_lang, lang, set_lang, t, type Lang } from '../common/words.ts'

const names: Record<Lang, string> = { en: 'English', fr: 'Français' }

/** Told after the language changed. */
export const language_event = 'contrechamp-language'

function choose(chosen: Lang): void {
  if (chosen === lang()) return
  set_lang(chosen)
  keep_lang(chosen)
  document.dispatchEvent(new CustomEvent(language_event))
  document.getElementById(`lang-${chosen}`)?.focus()
}

export function language_switch(): HTMLElement {
  const buttons = (['en', 'fr'] as const).map((code) => el('button', {
    type: 'button', id: `lang-${code}`, lang: code, class: 'plain', 'aria-pressed': String(lang() === code), 'aria-label': `${code.toUpperCase()}, ${names[code]}`,
    onclick: () => choose(code),
  }, code.toUpperCase()))
  return el('div', { class: 'languages', role: 'group', 'aria-label': t('common.language') }, ...buttons)
}
