// SPDX-License-Identifier: AGPL-3.0-or-later
// docs/concepts.md as part of concepts.html, so that the definition of a figure is one link away, offline too.
import { readFileSync } from 'node:fs'
import { Marked, type Tokens } from 'marked'
import type { Plugin } from 'vite'

/** The anchor that GitHub gives a heading: "7. Doubt: certain" is #7-doubt-certain. */
export function anchor(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-')
}

/** Headings get anchors; wide tables scroll by themselves; links to other files of the source keep their words only. */
export function concepts_html(markdown: string): string {
  const marked = new Marked()
  marked.use({
    renderer: {
      heading({ tokens, depth, text }: Tokens.Heading): string {
        return `<h${depth} id="${anchor(text)}">${this.parser.parseInline(tokens)}</h${depth}>\n`
      },
      link({ href, tokens }: Tokens.Link): string | false {
        return href.startsWith('#') ? false : this.parser.parseInline(tokens)
      },
      html: (): string => '', // remarks to whoever edits the file
    },
    hooks: {
      postprocess: (html: string): string =>
        html.replaceAll('<table>', '<div class="scroll" tabindex="0"><table>').replaceAll('</table>', '</table></div>'),
    },
  })
  return marked.parse(markdown, { async: false })
}

/** Puts the file at `path` where concepts.html says <!-- concepts -->. */
export function concepts(path: string): Plugin {
  return {
    name: 'concepts',
    buildStart() {
      this.addWatchFile(path)
    },
    transformIndexHtml: {
      order: 'pre',
      handler(html: string): string {
        return html.replace('<!-- concepts -->', () => concepts_html(readFileSync(path, 'utf8')))
      },
    },
  }
}
