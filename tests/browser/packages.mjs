// SPDX-License-Identifier: AGPL-3.0-or-later
// The npm packages that the tests use stand in web/, pinned there.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const web = fileURLToPath(new URL('../../web/', import.meta.url))
const require = createRequire(path.join(web, 'package.json'))

export const { chromium } = require('playwright-core')
export const { PNG } = require('pngjs')
export const esbuild = require('esbuild')
/** Where a file of a package lies, whatever the package exports. */
export const package_file = (file) => path.join(web, 'node_modules', file)
export const { default: pixelmatch } = await import(pathToFileURL(path.join(web, 'node_modules/pixelmatch/index.js')))
export const axe_source = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

/** The page's own words: tests look for what people read, in both languages. */
export const messages = Object.fromEntries(['en', 'fr'].map((lang) =>
  [lang, Object.assign({}, ...['', 'go.', 'reach.'].map((part) => JSON.parse(readFileSync(path.join(web, `src/common/i18n/${part}${lang}.json`), 'utf8'))))]))

/** Chromium draws WebGL in software, so that pictures are alike on machines with and without a graphics card. */
export const launch = () => chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless=new', '--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader',
    '--ignore-gpu-blocklist', '--font-render-hinting=none', '--force-color-profile=srgb'],
})
