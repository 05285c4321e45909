// SPDX-License-Identifier: AGPL-3.0-or-later
/** The part "Go" of the map page: from one place to another, from the fastest to the least seen. Fetched when it is first wanted. */
import './go.css'
import { ApiError, fetch_json } from '../../common/api.ts'
import { el } from '../../common/dom.ts'
import { learn, t, type Key } from '../../common/words.ts'
import en from '../../common/i18n/go.en.json'
import fr from '../../common/i18n/go.fr.json'
import type { Padding } from '../map_view.ts'
import { show_failure } from '../notice.ts'
import { free_of_card } from '../sheet.ts'
import type { End } from '../state.ts'
import { change, on_change, state } from '../store.ts'
import type { Around } from './around.ts'
import { Ends } from './ends.ts'
import { box_of, question, read_front, type Front } from './front.ts'
import { proof_section } from './proof.ts'
import { nothing_within, Result } from './result.ts'
import { unmark } from './steps.ts'
import { Wishes } from './wishes.ts'

learn({ en, fr })

/** What an answer that is none means. */
const refusals: Record<string, Key> = {
  no_way: 'go.no_way', no_street_near: 'go.no_street_near', bad_coordinate: 'go.bad_place', no_such_device: 'go.no_such_device', busy: 'go.busy', atlas_version: 'go.old_atlas', routing_not_offered: 'go.not_offered',
}

/** What the card and the legend cover, where there is room beside both. */
function free_of_all(): Padding {
  const free = free_of_card()
  return innerWidth > 1100 ? { ...free, right: 300 } : free
}

const meaning = (failure: unknown): Key | undefined => (failure instanceof ApiError ? refusals[failure.code] : undefined)

export class Go {
  private ends!: Ends
  private wishes!: Wishes
  private result: Result | null = null
  private readonly outcome = el('div', { class: 'outcome' })
  private front: Front | null = null
  private asked_for: string | null = null
  private running: AbortController | null = null
  private failure: unknown = null
  /** Whether this server plans ways; null before it said so. */
  private offered: boolean | null = null

  constructor(private readonly around: Around) {
    on_change(() => this.follow())
    this.build()
  }

  /** All words anew, in the language of the page. */
  build(): void {
    const container = this.around.container()
    if (this.offered === false) {
      container.replaceChildren(el('h2', {}, t('go.title')), el('p', { class: 'remark' }, t('go.not_offered')), el('p', {}, t('go.why_not_offered')))
      return
    }
    this.ends = new Ends(this.around)
    this.wishes = new Wishes(this.around)
    container.replaceChildren(el('h2', { class: 'visually-hidden' }, t('go.title')), this.ends.element, this.wishes.element, this.outcome)
    this.ends.show(this.front)
    this.wishes.show(this.front)
    this.show_outcome()
    if (this.offered === null) void this.look()
    else this.follow()
  }

  /** The colours changed. */
  retheme(): void {
    if (this.front) this.show_outcome()
  }

  /** Another press on the map is awaited, or no more. */
  asked(): void {
    this.ends.show(this.front)
  }

  focus(end: End): void {
    this.ends.focus(end)
  }

  /** Elsewhere than on its own machine a server does not plan ways, unless it was told to. */
  private async look(): Promise<void> {
    try {
      this.offered = (await fetch_json<{ offered: boolean }>('/api/v1/routing')).offered
    } catch (failure) {
      return show_failure(failure)
    }
    if (this.offered) this.follow()
    else this.build()
  }

  private follow(): void {
    if (this.offered === false) return
    this.ends.show(this.front)
    this.wishes.show(this.front)
    const wanted = question(state())
    if (wanted === this.asked_for) return this.result?.follow()
    if (this.offered === null) return
    this.asked_for = wanted
    this.running?.abort()
    if (wanted === null) {
      this.set_front(null)
      return this.show_outcome()
    }
    void this.read(wanted)
  }

  private async read(wanted: string): Promise<void> {
    const { signal } = (this.running = new AbortController())
    this.outcome.setAttribute('aria-busy', 'true')
    if (!this.front) this.outcome.replaceChildren(el('p', { class: 'remark', role: 'status' }, t('go.looking')))
    try {
      const front = await read_front(wanted, signal)
      if (signal.aborted) return
      this.set_front(front)
      this.show_outcome()
      this.around.reveal(this.outcome)
      if (front.routes.length) this.around.view.show_box(box_of(front.routes.flatMap((route) => route.line)), free_of_all())
    } catch (failure) {
      if (signal.aborted) return
      this.set_front(null)
      this.refused(failure)
    } finally {
      if (!signal.aborted) this.outcome.removeAttribute('aria-busy')
    }
  }

  private set_front(front: Front | null): void {
    this.front = front
    unmark()
    this.failure = null
    this.result = null
    const features = (front?.routes ?? []).map(({ line }, route): GeoJSON.Feature =>
      ({ type: 'Feature', properties: { route }, geometry: { type: 'LineString', coordinates: line } }))
    this.around.view.set_routes(features)
    const last = Math.max(0, (front?.routes.length ?? 1) - 1)
    if (front && state().way.shown > last) change({ way: { ...state().way, shown: last } })
    this.ends.show(front)
    this.wishes.show(front)
  }

  private show_outcome(): void {
    this.outcome.removeAttribute('aria-busy')
    if (this.failure) {
      this.outcome.replaceChildren(el('p', { class: 'remark', role: 'alert' }, t(meaning(this.failure) ?? 'map.not_read')))
      if (meaning(this.failure) === 'go.no_way') this.outcome.append(proof_section(this.around))
      return
    }
    if (this.front && !this.front.routes.length) return this.outcome.replaceChildren(nothing_within(this.front))
    if (this.front) this.result = new Result(this.front, this.around)
    this.outcome.replaceChildren(this.result?.element ?? el('p', { class: 'remark' }, t('go.hint')))
  }

  private refused(failure: unknown): void {
    this.failure = failure
    this.show_outcome()
    if (meaning(failure)) return
    this.asked_for = null // The same may be asked again.
    if (failure instanceof ApiError) show_failure(failure)
    else console.error(failure)
  }
}
