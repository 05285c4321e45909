// SPDX-License-Identifier: AGPL-3.0-or-later
/** Elements in one expression. Text is always set as text, never as HTML. */

type Child = Node | string | null | undefined | false
type Attributes = Record<string, string | number | boolean | null | undefined | ((event: Event) => void)>

/** <tag …>children</tag>. `class`, `for` and aria-* are attributes; onclick and the like are listeners; false and null are left out. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K, attributes: Attributes = {}, ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name.slice(2), value)
    else if (value === true) made.setAttribute(name, '')
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, String(value))
  }
  made.append(...children.filter((child): child is Node | string => child !== null && child !== undefined && child !== false))
  return made
}

/** An SVG element with attributes and children. */
export function svg(tag: string, attributes: Record<string, string | number> = {}, ...children: Node[]): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value))
  made.append(...children)
  return made
}

/** The mark: two viewfinder corners that face each other. */
export function mark(): SVGElement {
  return svg('svg', { class: 'mark', viewBox: '0 0 24 20', width: 24, height: 20, 'aria-hidden': 'true' },
    svg('path', { d: 'M1.5 7.5V2h8M22.5 12.5V18h-8', fill: 'none', stroke: 'currentColor', 'stroke-width': 2.4 }))
}
