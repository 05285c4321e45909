// SPDX-License-Identifier: AGPL-3.0-or-later
/** Everything that is known about one device, every assumption, and what ends its view. */
import { fetch_json, type DeviceSummary, type Explained, type Reach } from '../common/api.ts'
import { el } from '../common/dom.ts'
import { day, degrees, metres, percent } from '../common/format.ts'
import { ladder_of } from '../common/ladders.ts'
import { attribution, from_osm } from '../common/source.ts'
import { counted, named, t } from '../common/words.ts'
import { facts, panel_head, short_list } from './parts.ts'
import { change, state } from './store.ts'

export const explain = (id: string, signal: AbortSignal): Promise<Explained> =>
  fetch_json<Explained>(`/api/devices/${encodeURIComponent(id)}`, signal)

/** The name of a device in lists: its kind and who runs it, if known. */
export function device_title(device: Pick<DeviceSummary, 'id' | 'kind' | 'operator' | 'private_person'>): string {
  const who = device.private_person ? t('map.private_person') : device.operator
  return who ? `${named('kind', device.kind)} · ${who}` : named('kind', device.kind)
}

function origin(device: Explained): HTMLElement | string {
  if (!from_osm(device)) return attribution(device)
  const id = device.device
  const sorts: Record<string, string> = { n: 'node', w: 'way', r: 'relation' }
  const href = `https://www.openstreetmap.org/${sorts[id[0]!] ?? 'node'}/${id.slice(1)}`
  return el('a', { href, rel: 'noreferrer', target: '_blank' }, t('map.on_osm', { id }))
}

function directions(device: Explained): string {
  return device.heads.map((head) => {
    const axis = head.axis_deg === null ? '' : degrees(head.axis_deg)
    const span = head.span_deg === null ? '' : ` (${t('map.span', { span: degrees(head.span_deg) })})`
    return `${axis}${span} ${named('source', head.source)}`.trim()
  }).join(', ')
}

function placement(device: Explained): string {
  const { where, moved_m, facade, facade_normal_deg } = device.placement
  const moved = moved_m >= 0.05 ? `, ${t('map.moved', { by: metres(moved_m) })}` : ''
  const side = facade !== null && facade_normal_deg !== null ? `, ${t('map.facade', { id: facade, side: degrees(facade_normal_deg) })}` : ''
  return named('where', where) + moved + side
}

/** What ends a view of pixels is a density; other families have a range. */
const ended_by = ({ ladder, typical }: Explained['bands'][number]): string =>
  named('limit', typical.ended_by === 'band' && ladder_of(ladder).family !== 'image' ? 'range' : typical.ended_by)

const reach_cell = (reach: Reach): string => (reach.ended_by === 'blind_spot' || reach.far_m <= reach.near_m ? '–' : metres(reach.far_m))

function reach_table(device: Explained): HTMLElement | null {
  const rows = device.bands.filter((band) => band.ladder === state().ladder)
  if (rows.length === 0) return null
  const head = el('tr', {}, ...[t('map.at_least'), t('map.least'), t('map.typical'), t('map.most'), t('map.ended_by')]
    .map((word) => el('th', { scope: 'col' }, word)))
  const body = rows.map((row) => el('tr', {}, el('th', { scope: 'row' }, named('band', row.band)),
    ...[reach_cell(row.least), reach_cell(row.typical), reach_cell(row.most), ended_by(row)]
      .map((cell) => el('td', {}, cell))))
  return el('section', {}, el('h3', {}, t('map.how_far')), el('p', { class: 'quiet' }, t('map.how_far_note')),
    el('table', { class: 'reach' }, el('thead', {}, head), el('tbody', {}, ...body)))
}

function streets(device: Explained): HTMLElement | null {
  if (!device.has_view) return null
  const rows = device.streets.map((street) => el('li', { class: 'row' }, el('span', {}, street.name),
    el('span', { class: 'quiet' }, [street.certain_m, street.expected_m, street.possible_m].map(metres).join(' · '))))
  if (rows.length === 0) return el('p', {}, t('map.sees_no_street'))
  const family = device.bands[0] ? ladder_of(device.bands[0].ladder).family : 'speed' // A section control sees a stretch only.
  return el('section', {}, el('h3', {}, t('map.streets_it_sees')), el('p', { class: 'quiet' }, named('sees_streets', family)),
    short_list(rows, 6))
}

/** Plates and images are not shown together: a way to the ladder that this device has. */
function other_ladder(device: Explained): HTMLElement | null {
  const [first] = device.bands
  if (!first || device.bands.some((band) => band.ladder === state().ladder)) return null
  const show = () => change({ ladder: first.ladder, band: ladder_of(first.ladder).usual })
  return el('button', { class: 'button', type: 'button', onclick: show }, t('map.see_ladder', { ladder: named('ladder', first.ladder) }))
}

function view_sentence(device: Explained): string | null {
  if (device.has_view) return device.placement.where === 'unplaced' ? t('map.view_unplaced') : null
  return device.indoor ? t('map.view_indoor') : t('map.view_outside_model')
}

function remarks(device: Explained): HTMLElement | null {
  if (device.remarks.length === 0) return null
  const rows = device.remarks.map(({ key, value, reason }) => {
    const text = named('reason', reason)
    return el('li', {}, key ? t('report.titled', { name: value ? `${key}=${value}` : key, text }) : text)
  })
  return el('section', {}, el('h3', {}, t('map.remarks')), el('ul', { class: 'plain-list' }, ...rows))
}

function tags(device: Explained): HTMLElement {
  const rows = Object.entries(device.tags).map(([key, value]) => el('li', {}, el('code', {}, `${key} = ${value}`)))
  return el('details', {}, el('summary', {}, counted('map.tags', rows.length)), el('ul', { class: 'plain-list' }, ...rows))
}

/** `counts`: whether the filter lets the device count. */
export function device_panel(device: Explained, counts: boolean): HTMLElement {
  const sentence = view_sentence(device)
  const read = (group: string, word: string | null) => (word ? named(group, word) : null)
  return el('div', {},
    panel_head(t('map.device', { id: device.device }), device_title({ ...device, id: device.device })),
    !counts && el('p', { class: 'remark' }, t('map.device_filtered')),
    sentence && el('p', { class: 'remark' }, sentence),
    other_ladder(device),
    facts([
      [t('map.camera_type'), device.kind === 'camera' ? named('type', device.camera_type) : null],
      [t('map.cameras'), device.cameras > 1 ? String(device.cameras) : null],
      [t('filter.operator'), device.private_person ? t('map.private_person') : (device.operator ?? t('common.not_tagged'))],
      [t('filter.manufacturer'), device.manufacturer],
      [t('filter.zone'), device.tags['surveillance:zone']],
      [t('map.direction'), directions(device)],
      [t('map.placement'), placement(device)],
      [t('map.last_edit'), device.last_edit && day(device.last_edit)],
      [t('map.check_date'), device.check_date ?? t('map.never_checked')],
      [t('map.source'), origin(device)],
    ]),
    device.has_view && el('section', {}, el('h3', {}, t('map.assumed')), facts([
      [t('map.direction'), read('reading', device.assumed.axis)],
      [t('map.lens'), read('reading', device.assumed.lens)],
      [t('map.height'), read('reading', device.assumed.height)],
      [t('map.tilt'), read('reading', device.assumed.tilt)],
      [t('map.walls'), device.walls_leave === null ? null : t('map.walls_leave', { share: percent(device.walls_leave) })],
    ])),
    reach_table(device), streets(device), remarks(device), tags(device))
}
