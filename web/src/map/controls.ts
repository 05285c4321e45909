// SPDX-License-Identifier: AGPL-3.0-or-later
/** The switch certain · likely · possible, the ladder and the band. Native inputs: keyboards and readers know them. */
import { el } from '../common/dom.ts'
import { decimal } from '../common/format.ts'
import { ladder_of, modes_of, offered } from '../common/ladders.ts'
import { named, t } from '../common/words.ts'
import { answers, mode_of, modes } from './state.ts'
import { change, part_on_change, state } from './store.ts'

function doubt_switch(): HTMLElement {
  const options = answers.map((answer) => {
    const input = el('input', { type: 'radio', name: 'answer', value: answer, onchange: () => change({ answer }) })
    input.checked = state().answer === answer
    part_on_change((now) => { input.checked = now.answer === answer })
    return el('label', {}, input, el('span', {}, named('common', answer)))
  })
  return el('fieldset', { class: 'switch' }, el('legend', { class: 'visually-hidden' }, t('map.answer')), ...options)
}

function choice(label: string, options: () => [string, string][], chosen: () => string, take: (value: string) => void): HTMLElement {
  const select = el('select', { onchange: () => take(select.value) })
  const fill = () => {
    select.replaceChildren(...options().map(([value, word]) => el('option', { value }, word)))
    select.value = chosen()
  }
  fill()
  part_on_change((now, before) => { if (now.ladder !== before.ladder || now.band !== before.band || now.way.mode !== before.way.mode) fill() })
  return el('label', { class: 'choice' }, el('span', { class: 'quiet' }, label), select)
}

function bands(): [string, string][] {
  return ladder_of(state().ladder).bands.map(({ name, density }, i) =>
    [String(i), density === null ? named('band', name) : t('map.band_option', { band: named('band', name), density: decimal(density) })])
}

/** Whose islands: the mode is that of a way, so that both say the same. */
function islands_part(): HTMLElement {
  const input = el('input', { type: 'checkbox', name: 'islands', onchange: () => change({ islands: input.checked }) })
  const mode = choice(t('map.islands_mode'), () => modes_of(state().ladder).map((m) => [m, named('mode', m)]), () => mode_of(state()),
    (word) => change({ way: { ...state().way, mode: modes.find((m) => m === word) ?? 'foot', shown: 0 } }))
  const follow = () => {
    input.checked = state().islands
    mode.hidden = !state().islands
  }
  follow()
  part_on_change(follow)
  return el('div', { class: 'islands' }, el('label', { class: 'check' }, input, el('span', {}, t('map.islands'))), mode)
}

/** Made once a language; it follows the state by itself. */
export function controls(with_view: Record<string, number>): HTMLElement {
  return el('div', { class: 'controls' },
    doubt_switch(),
    el('div', { class: 'choices' },
      choice(t('map.ladder'), () => offered(with_view, state().ladder).map((l) => [l.name, named('ladder', l.name)]), () => state().ladder,
        (name) => change({ ladder: name, band: ladder_of(name).usual })),
      choice(t('map.at_least'), bands, () => String(state().band), (value) => change({ band: Number(value) }))),
    islands_part())
}
