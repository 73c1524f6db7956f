/** `npm run openapi`: writes docs/openapi.json from the contracts; with `--check` compares and fails on a difference. */
import { readFileSync, writeFileSync } from 'node:fs'
import { modules } from '#apps/server/modules.ts'
import { openApi } from '#platform/server/http/openapi.ts'
import { packageVersion } from '#platform/server/version.ts'

const file = new URL('../docs/openapi.json', import.meta.url)
const text = `${JSON.stringify(openApi(modules, packageVersion), null, 1)}\n`
if (process.argv.includes('--check')) {
  let stored = ''
  try {
    stored = readFileSync(file, 'utf8')
  } catch {
    // A missing file is a difference.
  }
  if (stored !== text) {
    console.error('docs/openapi.json is not what the contracts say: npm run openapi')
    process.exit(1)
  }
} else {
  writeFileSync(file, text)
}
