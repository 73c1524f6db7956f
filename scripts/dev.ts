/** `npm run dev`: the server restarted on every change, and Vite's development server for each web app. */
import type { ChildProcess } from 'node:child_process'
import { bin, exitOf, spawnNode } from './child.ts'
import { webApps } from './web-inputs.ts'

const FIRST_WEB_PORT = 5173
const port = process.env['PORT'] ?? '3000'
const env = { ...process.env, PORT: port, API_URL: `http://127.0.0.1:${port}` }

const children: ChildProcess[] = [
  spawnNode(['--watch', '--watch-preserve-output', 'apps/server/main.ts', ...process.argv.slice(2)], { stdio: 'inherit', env }),
  ...webApps().map((app, i) =>
    spawnNode([bin('vite/bin/vite.js'), `apps/${app}`, '--port', String(FIRST_WEB_PORT + i), '--strictPort'], { stdio: 'inherit', env }),
  ),
]

const stop = (): void => {
  for (const child of children) child.kill('SIGTERM')
}
process.once('SIGINT', stop)
process.once('SIGTERM', stop)
// One gone, all go: half a set is never what the developer wants.
const code = await Promise.race(children.map(exitOf))
stop()
await Promise.all(children.map(exitOf))
process.exit(code)
