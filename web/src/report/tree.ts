// SPDX-License-Identifier: AGPL-3.0-or-later
/** What is to stand on the page, as plain values: built without a document (so that tests can read it), drawn by `drawn`. */

export type Attributes = Record<string, string | number | boolean>
export interface Element {
  tag: string
  attributes: Attributes
  children: Tree[]
}
export type Tree = Element | string

type Child = Tree | Tree[] | null | undefined | false

/** An element; empty children are left out, lists are laid flat. */
export function el(tag: string, attributes: Attributes = {}, ...children: Child[]): Element {
  return { tag, attributes, children: children.flat().filter((child): child is Tree => Boolean(child)) }
}

/** All text of a tree, as a screen reader would meet it, elements apart by a blank. */
export function text_of(tree: Tree): string {
  if (typeof tree === 'string') return tree
  return tree.children.map(text_of).filter(Boolean).join(' ')
}

/** Every element of a tree with this tag. */
export function all(tree: Tree, tag: string): Element[] {
  if (typeof tree === 'string') return []
  return [...(tree.tag === tag ? [tree] : []), ...tree.children.flatMap((child) => all(child, tag))]
}

const svg_space = 'http://www.w3.org/2000/svg'

/** The tree as nodes of the document. Text stays text: nothing of the data is ever read as markup. */
export function drawn(tree: Tree, in_svg = false): Node {
  if (typeof tree === 'string') return document.createTextNode(tree)
  const svg = in_svg || tree.tag === 'svg'
  const node = svg ? document.createElementNS(svg_space, tree.tag) : document.createElement(tree.tag)
  for (const [name, value] of Object.entries(tree.attributes)) {
    if (value !== false) node.setAttribute(name, value === true ? '' : String(value))
  }
  node.append(...tree.children.map((child) => drawn(child, svg)))
  return node
}
