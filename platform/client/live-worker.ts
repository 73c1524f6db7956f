import type { LiveMessage } from './live-stream.ts'
import { openStream } from './live-stream.ts'

// HTTP/1.1 allows six streams per host over all tabs: one SharedWorker holds the only one for this browser.
const ports = new Set<MessagePort>()
let close: (() => void) | undefined

function tellAll(message: LiveMessage): void {
  for (const port of ports) port.postMessage(message)
}

addEventListener('connect', (event) => {
  const port = (event as MessageEvent).ports[0]
  if (!port) return
  ports.add(port)
  port.addEventListener('message', ({ data }) => {
    if (data !== 'bye') return
    ports.delete(port)
    if (ports.size > 0) return
    close?.()
    close = undefined
  })
  port.start()
  close ??= openStream(tellAll)
})
