// SPDX-License-Identifier: AGPL-3.0-or-later
// All pages from one build. The output folder comes from the command line: vite build --outDir DIR --emptyOutDir.
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { concepts } from './plugins/concepts.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  plugins: [concepts(here('../docs/concepts.md'))],
  build: {
    target: 'es2022',
    assetsInlineLimit: 0, // the content security policy allows no data: fonts
    modulePreload: { polyfill: false }, // the polyfill would be an inline script
    chunkSizeWarningLimit: 1200,
    rollupOptions: { input: [here('index.html'), here('about.html'), here('report.html'), here('concepts.html')] },
  },
  worker: { format: 'es' },
  server: { proxy: { '/api': 'http://127.0.0.1:8080', '/tiles': 'http://127.0.0.1:8080' } },
})
