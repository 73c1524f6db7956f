import { join } from 'node:path'
import { Client } from 'pg'
import { expect, test } from 'vitest'
import { startEmbedded } from './embedded.ts'
import { startChild } from './fixtures/child.ts'
import { listeningLog, scratchFolder } from './fixtures/scratch.ts'

const scratch = scratchFolder()

test('twenty kills under four writers lose nothing that was acknowledged', async () => {
  const dataDir = join(scratch, 'town')
  const kept: string[] = []
  let child = startChild(dataDir, 'write')
  let postmaster = Number(await child.more('pid'))
  for (let kill = 0; kill < 20; kill++) {
    await child.more('kept', 20 + kill * 3)
    // In turn: our process, the database under it, both at once.
    if (kill % 3 !== 0) process.kill(postmaster, 'SIGKILL')
    if (kill % 3 === 1) {
      postmaster = Number(await child.more('pid')) // the same process brings the database back and goes on writing
      continue
    }
    await child.end('SIGKILL')
    kept.push(...child.lines)
    child = startChild(dataDir, 'write')
    postmaster = Number(await child.more('pid'))
  }
  await child.more('kept', 20)
  await child.end('SIGTERM')
  kept.push(...child.lines)
  const ids = kept.filter((line) => line.startsWith('kept ')).map((line) => line.slice(5))
  expect(ids.length).toBeGreaterThan(800)

  const embedded = await startEmbedded({ dataDir, log: listeningLog() })
  const client = new Client(embedded.url)
  await client.connect()
  const { rows } = await client.query<{ id: string }>('select unnest($1::uuid[]) as id except select id from public.row_kept', [ids])
  await client.end()
  await embedded.stop()
  expect(rows).toEqual([])
}, 120_000)
