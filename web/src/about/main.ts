// SPDX-License-Identifier: AGPL-3.0-or-later
/** Source code, data and privacy: what a reader may ask of whoever runs this page. */
import '../common/theme.css'
import './about.css'
import { info as read_info, type Info } from '../common/api.ts'
import { el, mark } from '../common/dom.ts'
import { attribution } from '../common/source.ts'
import { start_theme } from '../common/theme.ts'
import { first_lang, lang, set_lang, t, type Key } from '../common/words.ts'

const part = (title: Key, text: string): HTMLElement => el('section', {}, el('h2', {}, t(title)), el('p', {}, text))

function show(info: Info | null): void {
  const page = document.getElementById('page')!
  page.replaceChildren(
    el('header', {}, mark(), el('h1', {}, t('about.title'))),
    el('p', {}, t('about.what')),
    part('about.source', t('about.source_text', { program: info?.program ?? t('common.name') })),
    info ? part('about.data', t('about.data_text', { attribution: attribution(info), licence: info.licence })) : '',
    part('about.privacy', t('about.privacy_text')),
    el('p', {}, el('a', { href: `/#lang=${lang()}` }, t('about.back'))))
}

set_lang(first_lang(new URLSearchParams(location.hash.slice(1)).get('lang')))
document.title = `${t('common.name')} · ${t('about.title')}`
start_theme(() => {})
show(null)
read_info().then(show, () => {}) // Without an answer the page says the same, but for the version and the data.
