import { type SmallTown, smallTown } from '#modules/incident/server/testing/small-town.ts'
import { newId } from '#platform/contract/id.ts'
import { deliverAll, runDue } from '#platform/server/index.ts'
import { addDevice, issueSecret } from '../../contract.ts'
import type { DeviceDraft } from '../../device.ts'
import { sensingModule } from '../index.ts'
import { type Ingest, ingestOf } from '../broker/ingest.ts'

export interface SensingTown extends SmallTown {
  readonly ingest: Ingest
  /** Registers a device and gives it a secret. */
  device(draft: Partial<DeviceDraft> & { key: string }): Promise<{ id: string; key: string; secret: string }>
  /** The clock moves on to a moment while the platform listens. */
  listen(until: number): Promise<void>
  /** Everything due and told is done. */
  settle(): Promise<void>
}

/** The small town with the sensing network in it; the incident module receives its cases. */
export async function sensingTown(): Promise<SensingTown> {
  const town = await smallTown([sensingModule])
  await sensingModule.start!(town.platform)
  const ingest = await ingestOf(town.platform)
  ingest.hush()
  const modules = [sensingModule]
  return {
    ...town,
    ingest,
    async device(draft) {
      const body = { actionId: newId(), kind: 'manhole', name: `井盖 ${draft.key}`, place: [120.605, 30.955] as [number, number], ...draft }
      const { id, key } = await town.as('watch').call(addDevice, { body })
      const { secret } = await town.as('watch').call(issueSecret, { params: { id }, body: { actionId: newId() } })
      await ingest.devices.refresh(true)
      return { id, key, secret }
    },
    async listen(until) {
      town.setNow(new Date(until))
      await town.platform.db.read.query(
        `insert into sensing.listening (town, from_at, to_at) values ('-', $1, $1) on conflict (town, from_at) do nothing`,
        [new Date(until)],
      )
      // From the last span on: nobody was away in between.
      await town.platform.db.read.query(
        `update sensing.listening set to_at = $1 where town = '-' and from_at = (select max(from_at) from sensing.listening where town = '-' and from_at < $1)`,
        [new Date(until)],
      )
    },
    async settle() {
      await ingest.tick()
      await deliverAll(town.platform, modules)
      await runDue(town.platform, sensingModule.jobs ?? [])
      await deliverAll(town.platform, modules)
    },
  }
}
