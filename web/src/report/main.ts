// SPDX-License-Identifier: AGPL-3.0-or-later
/** Fetches the figures, draws the page, and draws it anew when the reader chooses. */
import '../common/theme.css'
import './report.css'
import * as api from '../common/api.ts'
import { start_theme, switch_theme, theme } from '../common/theme.ts'
import { first_lang, is_lang, keep_lang, set_lang, t } from '../common/words.ts'
import { in_use, modes_of } from '../common/ladders.ts'
import { read_choice, written_choice, type Choice } from './choice.ts'
import { failed, masthead, report_page, waiting } from './page.ts'
import { drawn, type Tree } from './tree.ts'

let choice: Choice = read_choice(location.hash)
let answers: { report: api.Report; info: api.Info } | null = null
let failure: string | null = null

function content(): Tree[] {
  if (answers) return report_page(answers.report, answers.info, choice, location.href)
  return failure === null ? waiting() : failed(failure)
}

function state(): string {
  if (answers) return 'ready'
  return failure === null ? 'loading' : 'error'
}

/** Draws everything; what had the focus keeps it, by its id, and folds that were open stay open. */
function draw(): void {
  const focused = document.activeElement?.id
  const open = [...document.querySelectorAll('details')].map((fold) => fold.open)
  document.title = t('report.page_title')
  const theme_word = t(theme() === 'dark' ? 'common.theme_to_light' : 'common.theme_to_dark')
  document.querySelector('#head')?.replaceChildren(drawn(masthead(theme_word)))
  document.querySelector('#page')?.replaceChildren(...content().map((tree) => drawn(tree)))
  document.querySelectorAll('details').forEach((fold, i) => {
    fold.open = open[i] ?? false
  })
  if (focused) document.getElementById(focused)?.focus()
  document.documentElement.dataset['state'] = state()
}

function why(error: unknown): string {
  if (error instanceof api.ApiError && error.stopped) return t('report.stopped')
  return t('report.failed', { sentence: error instanceof Error ? error.message : String(error) })
}

async function load(): Promise<void> {
  failure = null
  draw()
  try {
    const [report, info] = await Promise.all([api.report(), api.info()])
    answers = { report, info }
    choice.ladder = in_use(report.devices_with_view, choice.ladder)
  } catch (error) {
    failure = why(error)
  }
  draw()
}

function choose(next: Partial<Choice>): void {
  choice = { ...choice, ...next }
  const allowed = modes_of(choice.ladder)
  if (!allowed.includes(choice.mode)) choice.mode = allowed[0]!
  history.replaceState(null, '', written_choice(choice))
  draw()
}

function clicked(event: Event): void {
  const id = event.target instanceof Element ? event.target.closest('button')?.id : undefined
  if (!id) return
  const word = id.replace('lang-', '')
  if (is_lang(word)) {
    set_lang(word)
    keep_lang(word)
    choose({ lang: word })
  }
  if (id === 'theme') {
    switch_theme()
    draw()
  }
  if (id === 'print') window.print()
  if (id === 'retry') void load()
}

function changed(event: Event): void {
  const input = event.target
  if (!(input instanceof HTMLInputElement)) return
  const asked = read_choice(`#${new URLSearchParams({ mode: choice.mode, ladder: choice.ladder, [input.name]: input.value })}`)
  choose({ mode: asked.mode, ladder: asked.ladder })
}

/** Paper has no folds: all are open on it, and as they were afterwards. */
function open_for_paper(): void {
  let open: boolean[] = []
  const folds = () => [...document.querySelectorAll('details')]
  window.addEventListener('beforeprint', () => {
    open = folds().map((fold) => fold.open)
    for (const fold of folds()) fold.open = true
  })
  window.addEventListener('afterprint', () =>
    folds().forEach((fold, i) => {
      fold.open = open[i] ?? false
    }),
  )
}

set_lang(first_lang(choice.lang))
start_theme(draw)
document.addEventListener('click', clicked)
document.addEventListener('change', changed)
window.addEventListener('hashchange', () => {
  choice = read_choice(location.hash)
  if (choice.lang) set_lang(choice.lang)
  draw()
})
open_for_paper()
void load()
