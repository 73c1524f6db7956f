/** `npm start`: builds the pages when their sources changed, and meanwhile becomes the server. Arguments go to the server. */
import { runNode } from './child.ts'
import { webIsBuilt } from './web-inputs.ts'

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `当前 Node 为 ${process.versions.node}，四河需要 22.18 以上。请用 npm start 启动（它使用随包安装的 Node 24）；若安装时用了 --omit=optional，请重新执行 npm ci。`,
  )
  process.exit(1)
}

// glibc keeps freed memory for each of many threads; with two such stores a first start holds 50 MB less. It is read only when a process begins, so this
// one begins again in its own place.
if (process.platform === 'linux' && process.env['MALLOC_ARENA_MAX'] === undefined && process.execve)
  process.execve(process.execPath, [process.execPath, ...process.execArgv, ...process.argv.slice(1)], {
    ...process.env,
    MALLOC_ARENA_MAX: '2',
  })

// A process that only works or only listens to devices serves no pages.
const services = process.argv.find((arg) => arg.startsWith('--services=')) ?? process.env['SERVICES']
const servesPages = services === undefined || services.includes('http')
let pages: Promise<unknown> | undefined
if (servesPages && !webIsBuilt()) {
  console.log('网页源码有变化，正在构建…')
  // Beside the start, not before it: on a fresh clone both take most of a minute of one core.
  pages = runNode(['scripts/build.ts']).then((code) => {
    if (code !== 0) process.exit(code)
  })
}
await import('#apps/server/young-heap.ts')
await import('#apps/server/compile-cache.ts')
const { run } = await import('#apps/server/run.ts')
await run(pages ? { pages } : {})
