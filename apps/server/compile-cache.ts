import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

// 900 files, most of them TypeScript, are read at each start, in each thread and again by the process that makes the demo town. Keeping what Node
// made of them halves that (1.9 s to 1.0 s of processor); it is keyed by content and Node's version, and a folder that cannot be written is no fault.
const folder = fileURLToPath(new URL('../../node_modules/.cache/sihe', import.meta.url))
enableCompileCache(folder)
process.env['NODE_COMPILE_CACHE'] ??= folder // for threads and children
