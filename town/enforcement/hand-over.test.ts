import { expect, it } from 'vitest'
import { actOnCase, readCase } from '#core/case/contract.ts'
import { enforcementModule } from '#modules/enforcement/server/index.ts'
import { reportIncident } from '#modules/incident/contract.ts'
import { ground, smallTown } from '#modules/incident/server/testing/small-town.ts'
import { newId } from '#platform/contract/id.ts'

const town = await smallTown([enforcementModule])
const files = [{ sha256: 'b'.repeat(64), name: '现场.jpg', mime: 'image/jpeg' }]

it('an incident goes on as a penalty clue: once, linked both ways, with nothing typed twice', async () => {
  const { id } = await town.as('dispatcher').call(reportIncident, {
    body: {
      actionId: newId(),
      description: '工地夜间倾倒渣土',
      channel: 'phone',
      address: '溪港路 8 号',
      place: ground.west,
      classCode: 'E0102',
    },
  })
  const body = { actionId: newId(), action: 'to-enforcement', input: { reason: '某车辆夜间倾倒渣土两车', photos: files } }
  const after = await town.as('dispatcher').call(actOnCase, { params: { id }, body })
  expect(after.card.step).toBe('acceptance')
  const [link] = after.links
  expect(link).toMatchObject({ kind: 'enforcement', case: { title: '工地夜间倾倒渣土', stepTitle: '线索核查' } })
  const [clue] = await town.platform.db.read.query<{
    description: string
    source: string
    party_name: string
    address: string
    place: number[]
  }>(`select description, source, party_name, address, place from enforcement.penalty where town = $1 and case_id = $2`, [
    town.code,
    link!.case.id,
  ])
  expect(clue).toMatchObject({ source: 'grid', party_name: '待查明', address: '溪港路 8 号', place: ground.west })
  expect(clue!.description).toContain('夜间倾倒渣土两车')
  // The same tap again, and a second try.
  await town.as('dispatcher').call(actOnCase, { params: { id }, body })
  const refused = await town.as('dispatcher').refused(actOnCase, { params: { id }, body: { ...body, actionId: newId() } })
  expect(refused.detail).toContain('已经转过')
  const clues = await town.platform.db.read.query(`select 1 from enforcement.penalty where town = $1`, [town.code])
  expect(clues).toHaveLength(1)
  expect((await town.as('dispatcher').call(readCase, { params: { id } })).links).toHaveLength(1)
})
