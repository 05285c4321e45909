// SPDX-License-Identifier: AGPL-3.0-or-later
/** The definitions themselves are in the page; this adds the way back, in the reader's language and colours. */
import '../common/theme.css'
import './report.css'
import { el, mark } from '../common/dom.ts'
import { start_theme } from '../common/theme.ts'
import { first_lang, lang, set_lang, t } from '../common/words.ts'

set_lang(first_lang(new URLSearchParams(location.search).get('lang')))
start_theme(() => undefined)
document.title = t('report.definitions_title')
const home = `./#lang=${lang()}`
const header = el(
  'header',
  { class: 'masthead' },
  el('a', { class: 'name', href: home }, mark(), el('span', {}, t('common.name'))),
  el(
    'nav',
    {},
    lang() !== 'en' && el('span', { class: 'quiet' }, t('report.definitions_english')),
    el('a', { href: `report.html#lang=${lang()}` }, t('report.back')),
    el('a', { href: home }, t('report.map')),
  ),
)
document.querySelector('#head')?.replaceChildren(header)
