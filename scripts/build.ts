/** `npm run build`: the web apps, each by its own vite.config.ts into dist/<app>; the server needs no build. */
import { bin, captureNode } from './child.ts'
import { hashWebInputs, stampWeb, webApps } from './web-inputs.ts'

const started = performance.now()
const hash = hashWebInputs() // before building: a file changed meanwhile must show as changed
const apps = webApps()
const outcomes = await Promise.all(apps.map((app) => captureNode([bin('vite/bin/vite.js'), 'build', `apps/${app}`, '--logLevel', 'warn'])))

for (const [i, { code, output }] of outcomes.entries()) {
  if (code !== 0 || process.env['BUILD_LOG'] === '1') console.log(`${apps[i]}:\n${output.trim()}`)
}
if (outcomes.some(({ code }) => code !== 0)) process.exit(1)
stampWeb(hash)
console.log(`网页已构建：${apps.join('、') || '无'}（${((performance.now() - started) / 1000).toFixed(1)} 秒）`)
