// SPDX-License-Identifier: AGPL-3.0-or-later
/** The page around the map: card, controls, legend, footer. It is made anew when the language changes. */
import { ApiError, report, type DeviceFeature, type DeviceSummary, type Info, type Report } from '../common/api.ts'
import { el } from '../common/dom.ts'
import { count } from '../common/format.ts'
import { data_date } from '../common/source.ts'
import { switch_theme, theme } from '../common/theme.ts'
import { counted, t } from '../common/words.ts'
import { card, type Card } from './card.ts'
import { city_panel } from './city.ts'
import { filter_panel } from './filters.ts'
import { footer_line } from './footer.ts'
import { in_view_list, in_view_now } from './in_view.ts'
import { legend_rows } from './legend.ts'
import type { MapView } from './map_view.ts'
import { show_failure } from './notice.ts'
import type { Go } from './go/later.ts'
import { ask_reach } from './panel_here.ts'
import type { Reach } from './reach/later.ts'
import { show_selection, type Shown } from './selection.ts'
import { is_phone, sheet_height, start_sheet } from './sheet.ts'
import { filter_query, is_filtered, type Asking, type End, type Place } from './state.ts'
import { change, forget_parts, state } from './store.ts'

export class Page {
  private card!: Card
  private readonly controls = el('div', { class: 'map-controls' })
  private readonly legend = el('details', { class: 'legend' })
  private readonly footer = el('footer', {})
  private readonly spoken = el('p', { class: 'visually-hidden', 'aria-live': 'polite' })
  private devices: DeviceFeature[] = []
  /** Why there are no devices, as long as none were read. */
  private without_devices: 'map.devices_loading' | 'map.devices_not_read' | null = 'map.devices_loading'
  private matched = 0
  private together: readonly string[] = []
  private listed = ''
  private whole_report: Report | null = null
  private go: Promise<Go> | null = null
  private reach: Promise<Reach> | null = null
  /** Stands in the panel of a place, whichever that is. */
  private readonly reach_part = el('section', { class: 'far' })

  constructor(private readonly root: HTMLElement, readonly view: MapView, readonly info: Info, private readonly on_theme: () => void) {
    // The legend stands above the line of text, which has one line or three.
    new ResizeObserver(() => document.documentElement.style.setProperty('--foot', `${this.footer.offsetHeight}px`)).observe(this.footer)
    this.legend.open = !is_phone() && innerHeight > 600
    this.build()
  }

  /** All words anew, in the language of the page. */
  build(): void {
    forget_parts()
    const scrolled = this.card?.scroll.scrollTop ?? 0
    this.card = card(this.info.devices_with_view)
    this.card.ask.addEventListener('click', () => this.ask(this.asking === 'here' ? 'no' : 'here'))
    this.card.list.addEventListener('focusout', (event) => {
      if (!this.card.list.contains(event.relatedTarget as Node | null)) setTimeout(() => this.list(), 300)
    })
    start_sheet(this.card.handle)
    document.title = `${t('common.name')} · ${this.title()}`
    this.name_canvas()
    this.root.replaceChildren(this.card.element, this.controls, this.legend, this.footer, this.spoken)
    this.fill()
    void show_selection(this.shown(), false)
    if (state().tab === 'city') void this.show_city()
    void this.go?.then((go) => go.build())
    void this.open_go()
    if (this.reach) void this.reach.then((reach) => reach.build())
    else this.reach_part.replaceChildren(ask_reach())
    void this.open_reach()
    this.card.scroll.scrollTop = scrolled
  }

  /** Everything but the card's head and controls, which follow the state by themselves. */
  fill(): void {
    this.show_controls()
    this.card.filters.replaceChildren(filter_panel(this.devices, this.info.devices))
    this.follow()
  }

  /** What depends on the state or the view. */
  follow(): void {
    this.legend.replaceChildren(el('summary', {}, t('map.legend')), ...legend_rows(this.devices, data_date(this.info)))
    this.footer.replaceChildren(...footer_line(this.info, this.devices))
    this.list()
  }

  /** Made anew only when it says something else, and never under the keyboard or a finger that is on it. */
  list(): void {
    const { map } = this.view
    const { list } = this.card
    if (list.childElementCount > 0 && (!map.isStyleLoaded() || list.contains(document.activeElement) || list.matches(':active'))) return
    const now = in_view_now(map, this.devices, this.together)
    const none = this.no_devices()
    const said = JSON.stringify([none, now.devices.map((d) => d.properties.id), now.streets, now.deep, now.drawn, this.matched, state().ladder, filter_query(state().filters), theme()])
    if (list.childElementCount > 0 && said === this.listed) return
    this.listed = said
    list.replaceChildren(in_view_list(now, none, this.matched > this.devices.length
      ? t('map.not_all', { n: count(this.devices.length), m: count(this.matched) }) : null))
    this.spoken.textContent = this.without_devices ? t(this.without_devices) : counted('map.devices_in_view', now.devices.length)
  }

  /** "No mapped device here" is said only of devices that were read, and only inside the data. */
  private no_devices(): string {
    if (!this.shows_data()) return t('map.outside')
    if (this.without_devices) return t(this.without_devices)
    return is_filtered(state().filters) ? t('map.none_filtered') : t('common.none_here', { date: data_date(this.info) })
  }

  private shows_data(): boolean {
    const [west, south, east, north] = this.info.bounds
    const box = this.view.map.getBounds()
    return box.getWest() <= east && box.getEast() >= west && box.getSouth() <= north && box.getNorth() >= south
  }

  /** `matched`: how many there are where these come from, of which the page may hold only a part. */
  set_devices(devices: DeviceFeature[], matched: number): void {
    this.without_devices = null
    this.matched = matched
    this.devices = devices
    this.view.set_devices(devices)
    this.fill()
  }

  get has_devices(): boolean { return this.without_devices === null }

  devices_failed(): void {
    if (this.without_devices) this.without_devices = 'map.devices_not_read'
    this.list()
  }

  /** Lists only the devices of one place, until the map moves. */
  set_together(ids: readonly string[]): void {
    this.together = ids
    this.list()
    if (ids.length) this.card.list.querySelector('button')?.focus()
  }

  select(focus: boolean): void {
    void show_selection(this.shown(), focus)
    // On a phone the answer matters more than the controls above it.
    if (focus) this.scroll_to(this.card.panel)
  }

  private scroll_to(part: HTMLElement): void {
    this.card.scroll.scrollTop = is_phone() ? part.offsetTop - this.card.scroll.offsetTop - 8 : 0
  }

  /** No farther than it must; on a phone to the top of what can be seen. */
  private show_part(part: HTMLElement): void {
    const { scroll } = this.card
    const top = part.offsetTop - scroll.offsetTop - 8
    const low = Math.min(top, top + part.offsetHeight + 16 - scroll.clientHeight)
    if (is_phone() || top < scroll.scrollTop) scroll.scrollTop = top
    else if (low > scroll.scrollTop) scroll.scrollTop = low
  }

  async show_city(): Promise<void> {
    try {
      this.whole_report ??= await report()
      this.card.city.replaceChildren(city_panel(this.whole_report, this.title(), data_date(this.info)))
    } catch (failure) {
      show_failure(failure)
    }
  }

  /** The part of the page that finds ways is fetched when somebody first wants to go somewhere. */
  async open_go(): Promise<void> {
    const { tab, way } = state()
    if (this.go || (tab !== 'go' && !(way.from && way.to))) return
    try {
      this.go = import('./go/later.ts').then(({ Go }) => new Go({
        view: this.view, info: this.info, container: () => this.card.go,
        known: (id) => this.device(id), reveal: (part) => this.scroll_to(part), ask: (what) => this.ask(what), asking: () => this.asking,
      }))
      await this.go
    } catch {
      this.go = null
      show_failure(new ApiError(0, ''))
    }
  }

  /** So is the part that says how far one gets. */
  async open_reach(): Promise<void> {
    if (this.reach || state().reach === null) return
    try {
      this.reach = import('./reach/later.ts').then(({ Reach }) => new Reach({
        view: this.view, info: this.info, part: this.reach_part, reveal: (part) => this.show_part(part),
      }))
      await this.reach
    } catch {
      this.reach = null
      show_failure(new ApiError(0, ''))
    }
  }

  get asking(): Asking { return (document.documentElement.dataset['asking'] ?? 'no') as Asking }

  /** Asking mode: the next press on the map, or Enter for its middle, says a place. */
  ask(what: Asking): void {
    if (what === this.asking) return
    document.documentElement.dataset['asking'] = what
    this.card.ask.setAttribute('aria-pressed', String(what === 'here'))
    this.card.ask.textContent = what === 'here' ? t('map.asking') : t('map.ask')
    void this.go?.then((go) => go.asked())
    if (what !== 'no') this.view.map.getCanvas().focus()
  }

  /** An end of a way was pointed at. */
  placed(end: End, { lat, lon }: Place): void {
    this.ask('no')
    change({ way: { ...state().way, [end]: { lat, lon }, shown: 0 } })
    void this.go?.then((go) => go.focus(end))
  }

  private device(id: string): DeviceSummary | undefined {
    return this.devices.find((d) => d.properties.id === id)?.properties
  }

  private shown(): Shown {
    return {
      view: this.view, info: this.info, card: () => this.card,
      known: (id) => this.device(id),
      reveal: (lon, lat) => this.reveal(lon, lat),
      reach: this.reach_part,
    }
  }

  private title(): string {
    return this.info.inputs.map((input) => input.file.replace(/\.(osm\.)?(pbf|osm|xml)$/, '')).join(', ')
  }

  private name_canvas(): void {
    const canvas = this.view.map.getCanvas()
    canvas.setAttribute('aria-label', `${t('map.title')}. ${t('map.help')}`)
  }

  /** Brings a place into the part of the map that no card covers. */
  private reveal(lon: number, lat: number): void {
    const left = is_phone() ? 0 : 400
    const bottom = sheet_height()
    const { clientWidth: w, clientHeight: h } = this.view.map.getContainer()
    const free = (x: number, y: number) => x > left + 30 && x < w - 60 && y > 50 && y < h - bottom - 60
    this.view.show(lon, lat, free, [left / 2, -bottom / 2], 16)
  }

  private show_controls(): void {
    const { map } = this.view
    const button = (label: string, sign: string, press: () => void) =>
      el('button', { type: 'button', 'aria-label': label, title: label, onclick: press }, sign)
    const to = theme() === 'dark' ? 'common.theme_to_light' : 'common.theme_to_dark'
    this.controls.replaceChildren(
      button(t('map.zoom_in'), '+', () => void map.zoomIn()),
      button(t('map.zoom_out'), '−', () => void map.zoomOut()),
      button(t(to), '◑', () => { switch_theme(); this.on_theme() }))
  }

  retheme(): void {
    const on_button = this.controls.contains(document.activeElement)
    this.view.set_theme()
    this.fill()
    this.select(false)
    void this.go?.then((go) => go.retheme())
    void this.reach?.then((reach) => reach.build())
    if (on_button) this.controls.querySelector<HTMLElement>('button:last-child')?.focus()
  }
}
