import type { Cluster } from './cluster.ts'

const open = new Set<Cluster>()
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Lets a cluster end with this process: on exit always; on a signal only if nobody else listens for it —
 * a server that closes its connections first calls `stop()` itself. Returns a function that forgets it.
 */
export function stopWithProcess(cluster: Cluster): () => void {
  if (open.size === 0) {
    process.on('exit', stopAll)
    for (const signal of signals) process.on(signal, onSignal)
  }
  open.add(cluster)
  return () => {
    open.delete(cluster)
    if (open.size > 0) return
    process.off('exit', stopAll)
    for (const signal of signals) process.off(signal, onSignal)
  }
}

function stopAll(): void {
  for (const cluster of open) cluster.closeNow()
}

function onSignal(signal: (typeof signals)[number]): void {
  if (process.listenerCount(signal) > 1) return
  const clusters = [...open]
  void Promise.allSettled(clusters.map((cluster) => cluster.close())).then(() => {
    for (const name of signals) process.off(name, onSignal)
    process.kill(process.pid, signal) // ends with the status a shell expects
  })
}
