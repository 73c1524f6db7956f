/** `npm start`: builds the pages when their sources changed, then becomes the server. Arguments go to the server. */
import { runNode } from './child.ts'
import { webIsBuilt } from './web-inputs.ts'

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `当前 Node 为 ${process.versions.node}，四河需要 22.18 以上。请用 npm start 启动（它使用随包安装的 Node 24）；若安装时用了 --omit=optional，请重新执行 npm ci。`,
  )
  process.exit(1)
}

// A process that only works or only listens to devices serves no pages.
const services = process.argv.find((arg) => arg.startsWith('--services=')) ?? process.env['SERVICES']
const servesPages = services === undefined || services.includes('http')
if (servesPages && !webIsBuilt()) {
  console.log('网页源码有变化，正在构建…')
  const code = await runNode(['scripts/build.ts'])
  if (code !== 0) process.exit(code)
}
await import('#apps/server/main.ts')
