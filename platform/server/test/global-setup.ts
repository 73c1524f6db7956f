import { randomBytes } from 'node:crypto'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startTestCluster, type TestCluster } from './cluster.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the run's database cluster: a socket that answers with the cluster as JSON. */
    clusterUrl: string
  }
}

export type ClusterAnswer = { readonly cluster: TestCluster } | { readonly error: string }

/**
 * Offers the run one database cluster, started when the first test file asks: a run of pure tests never
 * pays for it. The address is a socket, since the cluster's own is not known before it is needed.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let started: ReturnType<typeof startTestCluster> | undefined
  const name = `sihe-cluster-${randomBytes(6).toString('hex')}`
  const address = process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), name)
  const broker = createServer((socket) => {
    started ??= startTestCluster()
    const say = (answer: ClusterAnswer): unknown => socket.end(JSON.stringify(answer))
    socket.on('error', () => undefined)
    started.then(
      ({ stop: _stop, ...cluster }) => say({ cluster }),
      (error: unknown) => say({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    )
  })
  await new Promise<void>((resolve) => broker.listen(address, resolve))
  project.provide('clusterUrl', address)
  return async () => {
    broker.close()
    await (await started?.catch(() => undefined))?.stop()
  }
}
