// SPDX-License-Identifier: AGPL-3.0-or-later
/** A route as GPX 1.1 (https://www.topografix.com/GPX/1/1/), written in the page: nothing is asked for. */
import { lang } from '../../common/words.ts'
import type { Front, Route } from './front.ts'

export const licence_address = 'https://opendatacommons.org/licenses/odbl/1-0/'

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string): string => text.replace(/[&<>"]/g, (c) => entities[c]!)
const element = (name: string, text: string): string => `<${name}>${escaped(text)}</${name}>`

/** One route of the places where to turn, and one track. Elements stand in the order of the schema. */
export function gpx(front: Pick<Front, 'attribution' | 'mode'>, route: Pick<Route, 'line' | 'steps'>, name: string, description: string): string {
  const points = route.line.map(([lon, lat]) => `<trkpt lat="${lat}" lon="${lon}"/>\n`).join('')
  const turns = route.steps.map(({ at: [lon, lat], instruction }) => `<rtept lat="${lat}" lon="${lon}">${element('name', instruction[lang()])}</rtept>\n`).join('')
  const head = `${element('name', name)}${element('desc', description)}${element('src', front.attribution)}${element('type', front.mode)}`
  return '<?xml version="1.0" encoding="UTF-8"?>\n'
    + '<gpx version="1.1" creator="contrechamp" xmlns="http://www.topografix.com/GPX/1/1">\n'
    + `<metadata>${element('name', name)}${element('desc', description)}`
    + `<copyright author="${escaped(front.attribution)}">${element('license', licence_address)}</copyright></metadata>\n`
    + `<rte>${head}\n${turns}</rte>\n<trk>${head}<trkseg>\n`
    + `${points}</trkseg></trk>\n</gpx>\n`
}

/** Hands a text to the reader as a file. */
export function save(text: string, file: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = file
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 1000)
}
