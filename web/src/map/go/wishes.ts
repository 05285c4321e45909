// SPDX-License-Identifier: AGPL-3.0-or-later
/** How much longer, how much in view, and what does not count on a way. */
import { el } from '../../common/dom.ts'
import { named, t, type Key } from '../../common/words.ts'
import { device_title } from '../panel_device.ts'
import { counting_words, left_out_keys, limit_of, type LeftOutKey, type Way } from '../state.ts'
import { change, state } from '../store.ts'
import type { Front } from './front.ts'
import type { Around } from './around.ts'

export const wish = (patch: Partial<Way>): void => change({ way: { ...state().way, ...patch, shown: 0 } })

/** Leaves a kind, an operator or a device out, or counts it again. */
export function leave_out(key: LeftOutKey, value: string, out: boolean): void {
  const { without, only } = state().way
  const others = without[key].filter((v) => v !== value)
  wish({ without: { ...without, [key]: out ? [...others, value] : others }, only: only.filter((id) => !(out && key === 'device' && id === value)) })
}

const limits: readonly ['minutes' | 'metres', Key][] = [['minutes', 'go.most_minutes'], ['metres', 'go.most_metres']]

function limit_field([name, label]: (typeof limits)[number]): { element: HTMLElement; input: HTMLInputElement } {
  const input = el('input', { type: 'text', inputmode: 'decimal', id: `way-${name}`, autocomplete: 'off',
    onchange: () => wish({ [name]: limit_of(input.value) }) })
  const [before, after] = t(label).split('{n}')
  return { input, element: el('p', { class: 'limit' }, el('label', { for: `way-${name}` }, before), input, ' ', el('span', { 'aria-hidden': 'true' }, after)) }
}

export class Wishes {
  readonly element: HTMLDetailsElement
  private readonly fields = limits.map(limit_field)
  private wished = 0
  private readonly counting = el('ul', { class: 'plain-list' })

  constructor(private readonly around: Around) {
    this.fields.forEach(({ input }, i) => input.setAttribute('aria-label', t(limits[i]![1]).replace('{n}', '…')))
    this.element = el('details', { class: 'wishes' }, el('summary', {}, t('go.wishes')), ...this.fields.map(({ element }) => element), this.counting)
  }

  /** Says what the state holds; what was met can be left out. */
  show(front: Front | null): void {
    const { way } = state()
    const wished = counting_words(way).length + limits.filter(([name]) => way[name] !== null).length
    if (wished > this.wished) this.element.open = true // A new wish is shown; who closes it again keeps it closed.
    this.wished = wished
    this.fields.forEach(({ input }, i) => {
      const limit = way[limits[i]![0]]
      if (document.activeElement !== input) input.value = limit === null ? '' : String(limit)
    })
    const met = (front?.routes ?? []).flatMap((route) => route.met)
    const values: Record<LeftOutKey, string[]> = { kind: met.map((m) => m.kind), operator: met.map((m) => m.operator ?? ''), device: [] }
    const rows = left_out_keys.flatMap((key) => [...new Set([...values[key], ...way.without[key]])].sort().map((value) => this.row(key, value)))
    const all = el('button', { class: 'link', type: 'button', onclick: () => wish({ only: [] }) }, t('go.count_all'))
    if (way.only.length) rows.unshift(el('li', { class: 'pair' }, el('span', {}, t('go.only_devices', { ids: way.only.join(', ') })), all))
    const focused = document.activeElement?.id
    this.counting.replaceChildren(...rows)
    if (focused?.startsWith('counts-')) document.getElementById(focused)?.focus()
  }

  private row(key: LeftOutKey, value: string): HTMLElement {
    const input = el('input', { type: 'checkbox', id: `counts-${key}-${value}`, onchange: () => leave_out(key, value, !input.checked) })
    input.checked = !state().way.without[key].includes(value)
    return el('li', {}, el('label', { class: 'check' }, input, el('span', {}, this.word(key, value)), el('span', { class: 'quiet' }, t('go.counts'))))
  }

  private word(key: LeftOutKey, value: string): string {
    if (key === 'kind') return named('kind', value)
    if (key === 'operator') return value === '' ? t('go.no_operator') : value
    const known = this.around.known(value)
    return known ? `${device_title(known)}, ${value}` : value
  }
}
