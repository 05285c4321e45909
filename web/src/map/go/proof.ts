// SPDX-License-Identifier: AGPL-3.0-or-later
/** Whether an unseen way exists: the claim in words, and its proof to take along (/api/v1/proof, docs/json.md). */
import { ApiError, fetch_json } from '../../common/api.ts'
import { el } from '../../common/dom.ts'
import { data_date } from '../../common/source.ts'
import { t } from '../../common/words.ts'
import { show_failure } from '../notice.ts'
import { state } from '../store.ts'
import { proof_question, type Proof } from './front.ts'
import { save } from './gpx.ts'
import type { Around } from './around.ts'
import { said } from './say.ts'

export function proof_section(around: Around): HTMLElement {
  const section = el('section', { class: 'proof', 'aria-live': 'polite' })
  const ask = el('button', { class: 'link', type: 'button', onclick: () => void look() }, t('go.ask_proof'))
  section.append(ask)
  async function look(): Promise<void> {
    ask.disabled = true
    try {
      const proof = await fetch_json<Proof>(proof_question(state())!)
      const keep = el('button', { class: 'button', type: 'button',
        onclick: () => save(JSON.stringify(proof), 'contrechamp-proof.json', 'application/json') }, t('go.proof_save'))
      section.replaceChildren(...said(proof, data_date(around.info)).map((sentence) => el('p', {}, sentence)), keep, el('p', { class: 'quiet' }, t('go.proof_check')))
    } catch (failure) {
      ask.disabled = false
      if (failure instanceof ApiError && failure.status === 503) section.append(el('p', { class: 'remark' }, t('go.busy')))
      else show_failure(failure)
    }
  }
  return section
}
