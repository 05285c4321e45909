// SPDX-License-Identifier: AGPL-3.0-or-later
/** A field that finds streets by name: a combobox with a list (WAI-ARIA Authoring Practices, "Editable Combobox With List
 *  Autocomplete"). A place may also be typed, latitude first. */
import { fetch_json } from '../../common/api.ts'
import { el } from '../../common/dom.ts'
import { t } from '../../common/words.ts'
import { is_phone } from '../sheet.ts'
import { place_of, type Place } from '../state.ts'

interface Found { name: string; position: [lon: number, lat: number] }
interface Choice { text: string; place: Place }

const wait_ms = 120
const most = 8

async function choices(typed: string, signal: AbortSignal): Promise<Choice[]> {
  const place = place_of(typed)
  if (place) return [{ text: `${place.lat}, ${place.lon}`, place }]
  const query = new URLSearchParams({ q: typed, limit: String(most) })
  const { streets } = await fetch_json<{ streets: Found[] }>(`/api/v1/streets?${query}`, signal)
  return streets.map(({ name, position: [lon, lat] }) => ({ text: name, place: { lat, lon } }))
}

export class Search {
  readonly input: HTMLInputElement
  readonly element: HTMLElement
  private readonly list: HTMLElement
  private readonly said = el('p', { class: 'visually-hidden', role: 'status' })
  private found: Choice[] = []
  private active = -1
  private timer = 0
  private running: AbortController | null = null

  /** `other_ways`: buttons that say a place without typing. */
  constructor(private readonly id: string, label: string, private readonly chosen: (place: Place, text: string) => void, ...other_ways: HTMLElement[]) {
    this.list = el('ul', { class: 'found', role: 'listbox', id: `${id}-list`, 'aria-label': label, hidden: true })
    this.input = el('input', {
      type: 'text', id, role: 'combobox', autocomplete: 'off', spellcheck: 'false', enterkeyhint: 'search', placeholder: t('go.placeholder'),
      'aria-expanded': 'false', 'aria-controls': `${id}-list`, 'aria-autocomplete': 'list',
      oninput: () => this.typed(), onkeydown: (event) => this.pressed(event as KeyboardEvent), onblur: () => this.close(),
    })
    this.element = el('div', { class: 'search' }, el('p', { class: 'pair' }, el('label', { for: id }, label), ...other_ways), this.input, this.list, this.said)
  }

  /** What stands in the field while nobody types in it. */
  show(text: string): void {
    if (document.activeElement !== this.input || this.list.hidden) this.input.value = text
  }

  private typed(): void {
    clearTimeout(this.timer)
    this.running?.abort()
    const text = this.input.value.trim()
    if (text === '') return this.close()
    this.timer = window.setTimeout(() => void this.look_up(text), wait_ms)
  }

  private async look_up(text: string): Promise<void> {
    const { signal } = (this.running = new AbortController())
    try {
      const found = await choices(text, signal)
      if (!signal.aborted && document.activeElement === this.input) this.open(found)
    } catch {
      if (!signal.aborted) this.open([]) // The map says by itself that the program is away.
    }
  }

  private open(found: Choice[]): void {
    this.found = found
    const items = found.map(({ text }, i) => el('li', {
      role: 'option', id: `${this.id}-${i}`, 'aria-selected': 'false',
      onpointerdown: (event) => event.preventDefault(), // The field keeps the keyboard.
      onclick: () => this.take(i),
    }, text))
    this.list.replaceChildren(...(items.length ? items : [el('li', { class: 'quiet', role: 'option', 'aria-disabled': 'true' }, t('go.no_street'))]))
    this.said.textContent = items.length ? '' : t('go.no_street')
    this.list.hidden = false
    if (is_phone()) this.element.scrollIntoView({ block: 'start' })
    this.input.setAttribute('aria-expanded', 'true')
    this.activate(items.length === 1 ? 0 : -1)
  }

  private close(): void {
    clearTimeout(this.timer)
    this.running?.abort()
    this.list.hidden = true
    this.found = []
    this.input.setAttribute('aria-expanded', 'false')
    this.activate(-1)
  }

  private activate(i: number): void {
    this.active = i
    this.list.querySelectorAll('[role=option]').forEach((item, n) => {
      item.setAttribute('aria-selected', String(n === i))
      if (n === i) item.scrollIntoView({ block: 'nearest' })
    })
    if (i >= 0) this.input.setAttribute('aria-activedescendant', `${this.id}-${i}`)
    else this.input.removeAttribute('aria-activedescendant')
  }

  private take(i: number): void {
    const choice = this.found[i]
    if (!choice) return
    this.close()
    this.input.value = choice.text
    this.chosen(choice.place, choice.text)
  }

  private pressed(event: KeyboardEvent): void {
    const n = this.found.length
    if (event.key === 'Enter') this.take(Math.max(0, this.active))
    else if (event.key === 'ArrowDown' && n) this.activate((this.active + 1) % n)
    else if (event.key === 'ArrowUp' && n) this.activate((this.active + n - (this.active < 0 ? 0 : 1)) % n)
    else if (event.key === 'Escape' && !this.list.hidden) {
      this.close()
      event.stopPropagation() // Nothing else is closed by the same press.
    } else return
    event.preventDefault()
  }
}
