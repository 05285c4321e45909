// SPDX-License-Identifier: AGPL-3.0-or-later
/** Starts the map page: the city and its devices are asked for at once, and the map is drawn as soon as its place is known. */
import '../common/theme.css'
import './map.css'
import { ApiError, info as read_info, type Info } from '../common/api.ts'
import { el } from '../common/dom.ts'
import { in_use, ladder_of } from '../common/ladders.ts'
import { start_theme } from '../common/theme.ts'
import { first_lang, is_lang, lang, set_lang, t } from '../common/words.ts'
import { read_devices, type Box, type Devices } from './devices.ts'
import { language_event } from './language.ts'
import { MapView, place } from './map_view.ts'
import { hide_notice, notice_is_open, show_failure, start_notice } from './notice.ts'
import { Page } from './page.ts'
import { free_of_card, open_sheet } from './sheet.ts'
import { filter_query, only_route_changed, state_of, type Selection } from './state.ts'
import { change, follow_address, moved, on_change, state, write_address } from './store.ts'

const root = document.getElementById('page')!
const container = document.getElementById('map')!

function set_ready(word: 'loading' | 'ready' | 'error'): void {
  document.documentElement.dataset['state'] = word
}

let reading: AbortController | null = null

/** Devices by view, where a city has more than the page holds. An older answer never overtakes a newer one. */
async function read_view(page: Page): Promise<void> {
  reading?.abort()
  const { signal } = (reading = new AbortController())
  const b = page.view.map.getBounds()
  const box: Box = [Math.max(-180, b.getWest()), Math.max(-90, b.getSouth()), Math.min(180, b.getEast()), Math.min(90, b.getNorth())]
  try {
    const found = await read_devices(box, signal)
    if (!signal.aborted) page.set_devices(found.all, found.matched)
  } catch (failure) {
    if (!signal.aborted) show_failure(failure)
  }
}

async function show_devices(page: Page, asked: Promise<Devices>): Promise<void> {
  try {
    const found = await asked
    page.set_devices(found.all, found.matched)
    if (found.complete) return
    page.view.map.on('moveend', () => void read_view(page))
    await read_view(page)
  } catch (failure) {
    page.devices_failed()
    show_failure(failure)
  }
}

/** A tile that does not come at all means that the program is away. All else is a fault of this page. */
function tile_failed({ status, message }: { message: string; status?: number }): void {
  const away = !status && /fetch|network|load failed/i.test(message)
  if (away || (status ?? 0) >= 500) show_failure(new ApiError(status ?? 0, ''))
  else console.error(message)
}

function pick(page: Page, what: Selection | null): void {
  page.ask('no')
  page.set_together([])
  change(what ? { selection: what, tab: 'look' } : { selection: null })
  if (what) open_sheet()
}

function listen(page: Page): void {
  on_change((now, before) => {
    if (only_route_changed(now, before)) return
    const selected = now.selection !== before.selection
    const figures = now.ladder !== before.ladder || now.band !== before.band || filter_query(now.filters) !== filter_query(before.filters)
    if (selected || figures) page.select(selected && now.selection !== null)
    if (now.tab === 'city' && (figures || now.tab !== before.tab)) void page.show_city()
    void page.open_go()
    void page.open_reach()
    page.follow()
  })
  addEventListener('popstate', () => {
    const { view } = follow_address()
    const asked = state_of(location.hash).lang
    if (is_lang(asked) && asked !== lang()) {
      set_lang(asked)
      page.build()
    }
    if (view) page.view.go_to(view)
  })
  document.addEventListener(language_event, () => { write_address(); page.build() })
  addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return
    if (page.asking === 'from' || page.asking === 'to') page.ask('no')
    else pick(page, null)
  })
  page.view.map.getCanvas().addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return
    event.preventDefault() // Else the press would go on to what is focused next.
    const middle = place(page.view.map.getCenter())
    if (page.asking === 'from' || page.asking === 'to') page.placed(page.asking, middle)
    else pick(page, middle)
  })
}

function start_map(info: Info): Page {
  let page: Page | null = null
  const view = new MapView(container, info.bounds, free_of_card(), {
    picked: (what) => { if (page) pick(page, what) },
    moved: (place) => { moved(place); page?.set_together([]) },
    failed: tile_failed,
    drawn: () => { performance.mark('first-map'); set_ready('ready') },
    together: (ids) => page?.set_together(ids),
    placed: (end, where) => page?.placed(end, where),
  })
  page = new Page(root, view, info, () => page?.retheme())
  const made = page
  view.map.on('idle', () => made.list())
  listen(made)
  return made
}

/** The first answer decides where the map begins; a program that is away is asked again when the reader says so. */
async function start(): Promise<void> {
  set_ready('loading')
  root.replaceChildren(el('p', { class: 'loading', role: 'status' }, t('map.loading')))
  const devices = read_devices()
  devices.catch(() => {}) // Said once, below.
  let page: Page
  try {
    const info = await read_info()
    const ladder = in_use(info.devices_with_view, state().ladder)
    if (ladder !== state().ladder) change({ ladder, band: ladder_of(ladder).usual })
    page = start_map(info)
  } catch (failure) {
    return failed(failure)
  }
  start_theme(() => page.retheme())
  start_notice(document.body, () => {
    page.view.reload()
    page.build()
    if (!page.has_devices) void show_devices(page, read_devices())
  })
  await show_devices(page, devices)
  if (state().selection?.type === 'here') page.select(false) // Now its devices have names.
  write_address()
}

function failed(failure: unknown): void {
  set_ready('error')
  root.replaceChildren()
  if (!(failure instanceof ApiError)) {
    console.error(failure)
    root.replaceChildren(el('p', { class: 'loading', role: 'alert' }, el('a', { href: '/report.html' }, t('map.no_webgl'))))
    return
  }
  start_notice(document.body, () => void start())
  if (!notice_is_open()) show_failure(failure)
}

set_lang(first_lang(state_of(location.hash).lang))
start_theme(() => {})
hide_notice()
void start()
