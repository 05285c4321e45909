// SPDX-License-Identifier: AGPL-3.0-or-later
/** What went wrong, in words, with a way on. What was drawn stays. */
import { ApiError, fetch_json, type Info } from '../common/api.ts'
import { el } from '../common/dom.ts'
import { t } from '../common/words.ts'

let box: HTMLElement | null = null
let again: () => void = () => {}

/** `retry` is called once the program answers again. */
export function start_notice(parent: HTMLElement, retry: () => void): void {
  box = el('div', { class: 'notice', role: 'alert', hidden: true })
  parent.append(box)
  again = retry
}

export const notice_is_open = (): boolean => box !== null && !box.hidden

export function hide_notice(): void {
  if (box) box.hidden = true
}

async function retry(button: HTMLButtonElement): Promise<void> {
  button.disabled = true
  try {
    await fetch_json<Info>('/api/info')
    hide_notice()
    again()
  } catch (failure) {
    button.disabled = false
    show_failure(failure)
    box?.querySelector('button')?.focus()
  }
}

const sentence = (failure: unknown): string => {
  if (failure instanceof ApiError && !failure.stopped) return t('common.failed', { sentence: `${failure.sentence || `HTTP ${failure.status}`}.` })
  return t('common.stopped')
}

export function show_failure(failure: unknown): void {
  if (!box) return
  const button = el('button', { class: 'button', type: 'button', onclick: () => void retry(button) }, t('common.retry'))
  box.replaceChildren(el('p', {}, sentence(failure)), button)
  box.hidden = false
}
