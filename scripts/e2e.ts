/** `npm run e2e -- <module>.`: the browser stories, on a server of their own, or on the one BASE_URL names. */
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './check/tree.ts'
import { bin, runNode } from './child.ts'
import { findChromium, HOW_TO_GET_CHROMIUM } from './chromium.ts'
import { startOwnServer } from './own-server.ts'
import { countStories } from './counts.ts'

if (findChromium() === undefined) {
  console.log(HOW_TO_GET_CHROMIUM)
  process.exit(process.env['E2E_REQUIRED'] === '1' ? 1 : 0)
}

const report = process.env['E2E_REPORT'] ?? join(ROOT, 'test-results', 'e2e.json')
rmSync(report, { force: true })
const given = process.env['BASE_URL']
const server = given === undefined ? await startOwnServer() : undefined
const env = { ...process.env, E2E_REPORT: report, BASE_URL: given ?? server?.url, ...(server ? { DATA_DIR: server.dataDir } : {}) }
const stopEarly = (): void => void server?.stop().finally(() => process.exit(130))
process.once('SIGINT', stopEarly)
process.once('SIGTERM', stopEarly)

const code = await runNode([bin('@playwright/test/cli.js'), 'test', ...process.argv.slice(2)], env)
if (code !== 0 && server !== undefined) console.log(`服务器最后的输出：\n${server.tail()}`)
await server?.stop()

const { passed, failed } = existsSync(report) ? countStories(readFileSync(report, 'utf8')) : { passed: 0, failed: 1 }
console.log(`${passed} passed, ${failed} failed`)
process.exit(code)
