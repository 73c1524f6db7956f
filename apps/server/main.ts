import './young-heap.ts'
import './compile-cache.ts'

// Loaded after the two above have taken effect: a static import would be compiled before they run.
const { run } = await import('./run.ts')
await run()
