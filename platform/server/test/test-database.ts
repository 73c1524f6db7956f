import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, inject } from 'vitest'
import { cloneDatabase, dropDatabase, type ClonedDatabase, type TestCluster } from './cluster.ts'
import type { ClusterAnswer } from './global-setup.ts'

let asked: Promise<TestCluster> | undefined

/** The run's cluster, started by the first test file that asks. */
export function testCluster(): Promise<TestCluster> {
  asked ??= text(connect(inject('clusterUrl'))).then((reply) => {
    const answer: ClusterAnswer = JSON.parse(reply)
    if ('error' in answer) throw new Error(`the test cluster did not start: ${answer.error}`)
    return answer.cluster
  })
  return asked
}

/** A database of one test file. */
export interface TestDatabase extends ClonedDatabase {
  /** Signs in as the runner, as the platform does: a statement it may not run fails in the test too. */
  readonly url: string
}

/** A fresh copy of the migrated template; call it once per test file, at top level. Dropped after the file. */
export async function testDatabase(): Promise<TestDatabase> {
  const cluster = await testCluster()
  const database = await cloneDatabase(cluster)
  afterAll(() => dropDatabase(cluster, database.name))
  return { ...database, url: database.runnerUrl }
}
