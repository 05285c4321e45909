// SPDX-License-Identifier: AGPL-3.0-or-later
/** The part of a place's panel that says how far one gets from there unseen. Fetched when it is first wanted. */
import './reach.css'
import { ApiError, fetch_json, fetch_when_free, type Info } from '../../common/api.ts'
import { el } from '../../common/dom.ts'
import { metres, percent } from '../../common/format.ts'
import { modes_of } from '../../common/ladders.ts'
import { data_date } from '../../common/source.ts'
import { theme } from '../../common/theme.ts'
import { counted, learn, named, t, type Key } from '../../common/words.ts'
import en from '../../common/i18n/reach.en.json'
import fr from '../../common/i18n/reach.fr.json'
import { box_of } from '../go/front.ts'
import type { MapView } from '../map_view.ts'
import { show_failure } from '../notice.ts'
import { ask_reach } from '../panel_here.ts'
import { band_word, swatch } from '../parts.ts'
import { free_of_card } from '../sheet.ts'
import { is_filtered, mode_of, modes } from '../state.ts'
import { change, on_change, state } from '../store.ts'
import { seen_colour, unseen_colour } from '../style_reach.ts'
import { positions, question, reached, type ReachAnswer, type Reached } from './answer.ts'

learn({ en, fr })

/** What the page around lends. */
export interface Around {
  view: MapView
  info: Info
  part: HTMLElement
  /** Scrolls the card so far that a part of it can be seen. */
  reveal: (part: HTMLElement) => void
}

/** What an answer that is none means. */
const refusals: Record<string, Key> = {
  no_street_near: 'reach.no_street_near', bad_coordinate: 'reach.bad_place', busy: 'reach.busy', atlas_version: 'reach.old_atlas', routing_not_offered: 'reach.not_offered',
}

const usual_minutes = [5, 10, 15, 20, 30, 45, 60]
const most_ids = 3

function mode_switch(): HTMLElement {
  const options = modes.map((mode) => {
    const input = el('input', { type: 'radio', name: 'reach-mode', value: mode, onchange: () => change({ way: { ...state().way, mode, shown: 0 } }) })
    input.checked = mode_of(state()) === mode
    input.disabled = !modes_of(state().ladder).includes(mode)
    return el('label', {}, input, el('span', {}, named('mode', mode)))
  })
  return el('fieldset', { class: 'switch' }, el('legend', { class: 'visually-hidden' }, t('reach.mode')), ...options)
}

function minutes_choice(): HTMLElement {
  const { reach } = state()
  const offered = [...new Set([...usual_minutes, reach ?? usual_minutes[0]!])].sort((a, b) => a - b)
  const select = el('select', { name: 'reach-minutes', onchange: () => change({ reach: Number(select.value) }) },
    ...offered.map((n) => el('option', { value: n }, t('reach.minutes', { n }))))
  select.value = String(reach)
  return el('label', { class: 'choice' }, el('span', { class: 'quiet' }, t('reach.within')), select)
}

/** What is reached unseen beside what else is, in the colours of the map. */
function bar({ unseen_m, reached_m }: Reached): HTMLElement {
  const seen_m = reached_m - unseen_m
  const colours = { unseen: unseen_colour(theme()), seen: seen_colour(theme()) }
  const strip = el('div', { class: 'bar', 'aria-hidden': 'true' })
  for (const [part, length] of [['unseen', unseen_m], ['seen', seen_m]] as const) {
    if (length <= 0) continue
    const piece = swatch(part, colours[part])
    piece.style.flexGrow = String(length)
    strip.append(piece)
  }
  return el('div', {}, strip, el('ul', { class: 'bar-labels' },
    el('li', {}, swatch('unseen', colours.unseen), `${t('reach.key_unseen')} ${metres(unseen_m)}`),
    el('li', {}, swatch('seen', colours.seen), `${t('reach.key_seen')} ${metres(seen_m)}`)))
}

function start_sentences(found: Reached): string[] {
  if (!found.in_view) return []
  const ids = found.seen_by.slice(0, most_ids).join(', ') + (found.seen_by.length > most_ids ? '…' : '')
  return [counted('reach.in_view', found.seen_by.length, { ids }), found.moved_m === null ? t('reach.shut_in') : t('reach.moved', { length: metres(found.moved_m) })]
}

export class Reach {
  private answer: ReachAnswer | null = null
  private failure: unknown = null
  private asked_for: string | null = null
  private running: AbortController | null = null
  /** Whether this server plans ways; null before it said so. Elsewhere than on one's own machine it is told no place. */
  private offered: boolean | null = null
  private outcome = el('div', { class: 'far-outcome' })

  constructor(private readonly around: Around) {
    on_change((now, before) => {
      const other_form = now.ladder !== before.ladder || now.reach !== before.reach || now.way.mode !== before.way.mode
      this.follow(other_form)
    })
    this.follow(true)
  }

  /** All words and colours anew. */
  build(): void {
    this.show_form()
    this.show_outcome()
  }

  private follow(other_form: boolean): void {
    const wanted = question(state())
    if (wanted === this.asked_for) return
    const first = this.asked_for === null
    this.asked_for = wanted
    this.running?.abort()
    if (other_form || first || wanted === null) this.show_form()
    if (wanted !== null) return void this.read(wanted)
    this.put(null)
  }

  /** The keyboard stays where it was, or goes to the heading of what it asked for. */
  private show_form(): void {
    const { part } = this.around
    const focused = document.activeElement
    const inside = part.contains(focused)
    const name = inside ? focused?.getAttribute('name') : null
    if (question(state()) === null) {
      part.replaceChildren(ask_reach())
      if (inside) part.querySelector('button')?.focus()
      return
    }
    const close = el('button', { class: 'plain', type: 'button', 'aria-label': t('reach.close'), onclick: () => change({ reach: null }) }, '×')
    const title = el('h3', { tabindex: -1 }, t('reach.title'))
    this.outcome = el('div', { class: 'far-outcome', role: 'status' })
    part.replaceChildren(el('div', { class: 'panel-head' }, title, close), mode_switch(), minutes_choice(), this.outcome)
    if (inside) (name ? part.querySelector<HTMLElement>(`[name=${name}]:checked, select[name=${name}]`) : title)?.focus()
  }

  private async read(wanted: string): Promise<void> {
    const { signal } = (this.running = new AbortController())
    this.outcome.setAttribute('aria-busy', 'true')
    this.outcome.replaceChildren(el('p', { class: 'remark' }, t('reach.looking')))
    try {
      this.offered ??= (await fetch_json<{ offered: boolean }>('/api/v1/routing', signal)).offered
      if (!this.offered) throw new ApiError(403, '', 'routing_not_offered')
      const answer = await fetch_when_free<ReachAnswer>(wanted, signal)
      if (signal.aborted) return
      this.put(answer)
      this.around.reveal(this.around.part)
      const unseen = positions(answer)
      if (unseen.length) this.around.view.show_box(box_of(unseen), free_of_card())
    } catch (failure) {
      if (!signal.aborted) this.refused(failure)
    }
  }

  private put(answer: ReachAnswer | null): void {
    this.answer = answer
    this.failure = null
    this.around.view.set_reach(answer?.features ?? [])
    this.show_outcome()
  }

  private refused(failure: unknown): void {
    this.put(null)
    this.failure = failure
    this.show_outcome()
    if (failure instanceof ApiError && refusals[failure.code]) return
    this.asked_for = null // The same may be asked again.
    if (failure instanceof ApiError) show_failure(failure)
    else console.error(failure)
  }

  private show_outcome(): void {
    this.outcome.removeAttribute('aria-busy')
    if (this.failure) {
      const meaning = this.failure instanceof ApiError ? refusals[this.failure.code] : undefined
      return this.outcome.replaceChildren(el('p', { class: 'remark' }, t(meaning ?? 'map.not_read', { mode: named('mode', mode_of(state())) })))
    }
    const { selection, ladder, band, filters } = state()
    if (!this.answer || selection?.type !== 'here') return this.outcome.replaceChildren()
    const found = reached(this.answer, [selection.lon, selection.lat])
    const share = found.reached_m > 0 ? percent(found.unseen_m / found.reached_m) : '–'
    this.outcome.replaceChildren(
      el('div', { class: 'figure' },
        el('p', {}, el('strong', {}, metres(found.unseen_m)), ' ', el('span', { class: 'quiet' }, t('reach.unseen'))),
        el('p', {}, t('reach.rest', { length: metres(found.reached_m), share })), bar(found)),
      ...start_sentences(found).map((sentence) => el('p', { class: 'remark' }, sentence)),
      ...(found.not_mapped_m >= 0.5 ? [el('p', {}, t('reach.not_mapped', { length: metres(found.not_mapped_m) }))] : []),
      el('p', { class: 'quiet' }, t('reach.meaning', { date: data_date(this.around.info), band: band_word(ladder, band) }), ...(is_filtered(filters) ? [' ', t('reach.filtered')] : [])),
      el('p', { class: 'quiet' }, t('reach.private')))
  }
}
