// SPDX-License-Identifier: AGPL-3.0-or-later
/** The front as a slider, and what is known of the route that it stands on. */
import type { DeviceSummary } from '../../common/api.ts'
import { el } from '../../common/dom.ts'
import { metres } from '../../common/format.ts'
import { attribution, data_date } from '../../common/source.ts'
import { counted, named, t } from '../../common/words.ts'
import { device_title } from '../panel_device.ts'
import { band_word, figure, short_list } from '../parts.ts'
import { open_sheet } from '../sheet.ts'
import { is_filtered } from '../state.ts'
import { change, state } from '../store.ts'
import type { Front, Met, Route } from './front.ts'
import { gpx, save } from './gpx.ts'
import type { Around } from './around.ts'
import { proof_section } from './proof.ts'
import { duration, sentence, when_met } from './say.ts'
import { steps_section, unmark } from './steps.ts'
import { leave_out, wish } from './wishes.ts'

function met_item(met: Met, known: DeviceSummary | undefined): HTMLElement {
  const title = device_title(known ?? { id: met.device, kind: met.kind, operator: met.operator })
  const note = `${when_met(met)} · ${t('go.in_view_of', { likely: metres(met.expected_m), possible: metres(met.possible_m) })}`
  const select = () => { change({ selection: { type: 'device', id: met.device }, tab: 'look' }); open_sheet() }
  const out = el('button', { class: 'link', type: 'button', 'aria-label': `${t('go.leave_out')}: ${met.device}`, onclick: () => leave_out('device', met.device, true) }, t('go.leave_out'))
  const only = el('button', { class: 'link', type: 'button', 'aria-label': `${t('go.only_this')}: ${met.device}`, onclick: () => wish({ only: [met.device] }) }, t('go.only_this'))
  return el('li', {}, el('button', { class: 'item', type: 'button', onclick: select },
    el('span', { class: 'noted' }, title, el('span', { class: 'quiet' }, note)), el('span', { class: 'quiet' }, met.device)), el('p', { class: 'pair kept' }, out, only))
}

function met_section({ met }: Route, around: Around): HTMLElement | null {
  if (met.length === 0) return null
  return el('section', {}, el('h3', {}, counted('go.met', met.length)), short_list(met.map((m) => met_item(m, around.known(m.device))), 6))
}

/** The date, and how much is known: in GPX too. */
function description(front: Front, route: Route, around: Around): string {
  const seen = t('common.in_view', { certain: metres(route.certain_m), likely: metres(route.expected_m), possible: metres(route.possible_m), length: metres(route.length_m) })
  const parts = [duration(route.seconds), t('map.at_least_band', { band: band_word(front.ladder, state().band) }), seen]
  if (route.not_mapped_m >= 0.5) parts.push(t('map.stretch_unsurveyed', { length: metres(route.not_mapped_m) }))
  return `${parts.join('. ')} ${data_date(around.info)}, ${attribution(front)}.`
}

function download(front: Front, i: number, around: Around): HTMLElement {
  const route = front.routes[i]!
  const write = () => {
    const text = gpx({ ...front, attribution: attribution(front) }, route, `${named('mode', front.mode)}, ${sentence(front, i)}`, description(front, route, around))
    save(text, `contrechamp-${i + 1}.gpx`, 'application/gpx+xml')
  }
  return el('button', { class: 'button', type: 'button', onclick: write }, t('go.gpx'))
}

function nothing_met(front: Front, route: Route, date: string): HTMLElement | null {
  if (route.possible_m > 0) return null
  if (front.devices_left_out > 0 || is_filtered(state().filters)) return el('p', { class: 'remark' }, t('go.none_filtered'))
  return el('p', { class: 'remark' }, t('go.none_met', { date }))
}

function detail(front: Front, i: number, around: Around): (HTMLElement | null)[] {
  const route = front.routes[i]!
  const unmapped = route.not_mapped_m >= 0.5
  return [
    el('p', {}, `${duration(route.seconds)}, ${metres(route.length_m)}`),
    el('p', { class: 'quiet' }, t('map.at_least_band', { band: band_word(state().ladder, state().band) })),
    route.possible_m > 0 ? figure(route, route.length_m, route.length_m - route.not_mapped_m) : nothing_met(front, route, data_date(around.info)),
    unmapped ? el('p', { class: 'remark' }, t('map.stretch_unsurveyed', { length: metres(route.not_mapped_m) })) : null,
    steps_section(route, around),
    met_section(route, around),
    download(front, i, around),
    front.finished ? null : el('p', { class: 'quiet' }, t('go.not_finished')),
    el('p', { class: 'quiet' }, t('go.mapped_only', { date: data_date(around.info) })),
  ]
}

/** No way keeps to the limits: what they would have to be. */
export function nothing_within(front: Front): HTMLElement {
  const words = t('go.nothing_within', { time: duration(front.least_time_s), length: metres(front.least_exposure) })
  return el('p', { class: 'remark', role: 'status' }, words)
}

/** A result stays in the page while its slider moves. */
export class Result {
  readonly element: HTMLElement
  private readonly said = el('p', { class: 'sentence', 'aria-live': 'polite' })
  private readonly detail = el('div', { class: 'panel' })
  private readonly slider: HTMLInputElement
  private at = -1

  constructor(readonly front: Front, private readonly around: Around) {
    const last = front.routes.length - 1
    this.slider = el('input', {
      type: 'range', id: 'way-front', min: 0, max: last, step: 1, list: 'way-ticks',
      oninput: () => change({ way: { ...state().way, shown: Number(this.slider.value) } }),
    })
    const slide = el('div', { class: 'slide' }, el('label', { for: 'way-front', class: 'visually-hidden' }, t('go.front')), this.slider,
      el('p', { class: 'pair quiet', 'aria-hidden': 'true' }, el('span', {}, t('go.fastest_end')), el('span', {}, t('go.least_seen_end'))))
    slide.hidden = last === 0
    this.element = el('section', { class: 'front', 'aria-label': t('go.routes') }, slide, this.said, this.detail, front.routes[last]!.possible_m > 0 ? proof_section(around) : null)
    this.follow()
  }

  follow(): void {
    const i = Math.min(state().way.shown, this.front.routes.length - 1)
    if (i === this.at) return
    this.at = i
    unmark()
    const said = sentence(this.front, i)
    this.slider.value = String(i)
    this.slider.setAttribute('aria-valuetext', said)
    this.said.textContent = said
    this.detail.replaceChildren(...detail(this.front, i, this.around).filter((part) => part !== null))
  }
}
