// SPDX-License-Identifier: AGPL-3.0-or-later
/** The whole page as a tree: masthead, title, switches, sections, source. */
import type { Info, Report } from '../common/api.ts'
import { day } from '../common/format.ts'
import { family_of, modes_of, offered } from '../common/ladders.ts'
import { attribution, data_date } from '../common/source.ts'
import { counted, lang, named, t, type Lang } from '../common/words.ts'
import { patterns } from './bars.ts'
import type { Choice } from './choice.ts'
import { devices, left_out, missing, rejected } from './devices.ts'
import { modes } from './figures.ts'
import { method } from './method.ts'
import { qr } from './qr.ts'
import { paragraph } from './say.ts'
import { streets } from './streets.ts'
import { el, type Element, type Tree } from './tree.ts'
import { trips } from './trips.ts'

const languages: [Lang, string][] = [
  ['en', 'English'],
  ['fr', 'Français'],
]

export function mark(): Element {
  return el(
    'svg',
    { class: 'mark', viewBox: '0 0 24 20', width: 24, height: 20, 'aria-hidden': 'true' },
    el('path', { d: 'M1.5 7.5V2h8M22.5 12.5V18h-8', fill: 'none', stroke: 'currentColor', 'stroke-width': 2.4 }),
  )
}

const button = (id: string, word: string, attributes = {}): Element => el('button', { type: 'button', id, ...attributes }, word)

/** `theme_word` names the theme that the button switches to. */
export function masthead(theme_word: string): Element {
  const switches = languages.map(([word, name]) =>
    button(`lang-${word}`, word.toUpperCase(), { lang: word, 'aria-label': `${word.toUpperCase()}, ${name}`, 'aria-pressed': String(lang() === word) }),
  )
  return el(
    'header',
    { class: 'masthead' },
    el('a', { class: 'name', href: `./#lang=${lang()}` }, mark(), el('span', {}, t('common.name'))),
    el('span', { class: 'languages', role: 'group', 'aria-label': t('common.language') }, switches),
    el(
      'nav',
      {},
      el('a', { href: `./#lang=${lang()}` }, t('report.map')),
      button('theme', theme_word),
      button('print', t('report.print'), { class: 'primary' }),
    ),
  )
}

const without_ending = (file: string): string => file.replace(/\.osm(\.pbf|\.xml|\.gz|\.bz2)*$|\.pbf$/, '')

function title(report: Report, info: Info, address: string): Element {
  const place = info.inputs.map(({ file }) => without_ending(file)).join(', ')
  const facts = [data_date(info), counted('common.known_here', report.devices), attribution(report)].join(' · ')
  const inputs = info.inputs.map(({ file, as_of }) =>
    t('report.input', { file, date: as_of ? day(as_of) : t('common.date_unknown') }),
  )
  return el(
    'div',
    { class: 'title' },
    el(
      'div',
      {},
      el('h1', {}, t('report.title', { place })),
      el('p', { class: 'facts' }, facts),
      el('p', { class: 'quiet' }, inputs.join(' · ')),
    ),
    el(
      'div',
      { class: 'paper-only address' },
      qr(address, t('report.qr')),
      el('p', { class: 'quiet' }, `${t('report.address')} `, el('span', {}, address)),
    ),
  )
}

function segment(name: string, value: string, word: string, chosen: boolean, disabled = false): Tree[] {
  const id = `${name}-${value}`
  return [el('input', { type: 'radio', name, id, value, checked: chosen, disabled }), el('label', { for: id }, word)]
}

function controls(report: Report, choice: Choice): Element {
  const allowed = modes_of(choice.ladder)
  return el(
    'div',
    { class: 'controls' },
    el(
      'fieldset',
      {},
      el('legend', {}, t('report.mode_switch')),
      el(
        'div',
        { class: 'segments' },
        modes.flatMap((mode) => segment('mode', mode, named('mode', mode), mode === choice.mode, !allowed.includes(mode))),
      ),
      allowed.length < modes.length && el('p', { class: 'quiet' }, named('counts_for', family_of(choice.ladder))),
    ),
    el(
      'fieldset',
      {},
      el('legend', {}, t('report.ladder_switch')),
      el(
        'div',
        { class: 'segments' },
        offered(report.devices_with_view, choice.ladder).flatMap(({ name }) => segment('ladder', name, named('ladder', name), name === choice.ladder)),
      ),
    ),
  )
}

function sources(report: Report): Element {
  return el(
    'footer',
    {},
    paragraph(attribution(report), ' · ', t('report.licence')),
    paragraph(t('report.made_by', { program: report.program }), ' · ', el('a', { href: 'about.html' }, t('common.source_code'))),
  )
}

/** What stands below the masthead once the answers are there. `address` finds this page again. */
export function report_page(report: Report, info: Info, choice: Choice, address: string): Tree[] {
  const known = report.devices > 0
  const sections = [
    streets(report, info, choice),
    known && trips(report),
    known && devices(report),
    known && missing(report),
    rejected(report, info),
    left_out(report),
    method(report),
  ]
  return [
    patterns(),
    title(report, info, address),
    ...(known
      ? [
          controls(report, choice),
          el(
            'p',
            { class: 'paper-only shown' },
            t('report.shown', { mode: named('mode', choice.mode), ladder: named('ladder', choice.ladder) }),
          ),
        ]
      : []),
    ...sections.filter((section): section is Element => Boolean(section)),
    sources(report),
  ]
}

/** While nothing can be shown: what happened, and what to do. */
export function waiting(): Tree[] {
  return [el('p', { class: 'state', role: 'status' }, t('report.loading'))]
}

export function failed(sentence: string): Tree[] {
  return [
    el(
      'div',
      { class: 'state', role: 'alert' },
      el('h1', {}, t('report.failed_title')),
      paragraph(sentence),
      button('retry', t('common.retry'), { class: 'primary' }),
    ),
  ]
}
