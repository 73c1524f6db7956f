import { expect, test } from 'vitest'
import { type Actor, grantAll, rolePermissions } from '#core/org/contract.ts'
import { makeOrgModule, weakCost } from '#core/org/server/index.ts'
import { givenSmallTown } from '#core/org/server/test/small-town.ts'
import { newId } from '#platform/contract/id.ts'
import type { ServerModule } from '#platform/server/module.ts'
import { testApp } from '#platform/server/test/app.ts'
import { actOnCase, offerActs, previewActs, readCase } from '../contract.ts'
import { libraryCard } from '../testing/library-card.ts'
import { act, caseModule, open, processes } from './index.ts'

const library: ServerModule = {
  name: 'library',
  permissions: { 'library.card.read': '查看借书证' },
  contributes: [
    processes.of({ process: libraryCard, readPermission: 'library.card.read' }),
    rolePermissions.of(...grantAll('library.card.read', ['own'])),
  ],
}
const { platform, request } = await testApp([makeOrgModule({ cost: weakCost }), caseModule, library])
const small = await givenSmallTown(platform)
const librarian: Actor = { ...(await small.actor('dispatcher')), roles: ['librarian', 'head'] }
const desk = request(librarian)
let count = 0
const openCard = async (actor = librarian): Promise<string> => {
  const opened = await platform.db.transaction((tx) =>
    open(tx, platform, {
      process: 'library-card',
      data: { title: '借书证', areaCode: '320599101201' },
      actor,
      actionId: newId(),
      number: `LC${++count}`,
      now: platform.now(),
    }),
  )
  return opened.caseId
}
const input = { shop: small.units.works, colour: 'red' }
const print = (caseId: string) =>
  platform.db.transaction((tx) =>
    act(tx, platform, { caseId, action: 'print', actor: librarian, input, actionId: newId(), now: platform.now() }),
  )
const rows = async (table: string) =>
  (await platform.db.read.query<{ n: number }>(`select count(*)::int as n from ${table} where town = $1`, [small.town]))[0]!.n

const [first, second, printed] = [await openCard(), await openCard(), await openCard()]
await print(printed)

test('what is offered counts the cases that allow it, not those that do not', async () => {
  const { offers } = await desk.call(offerActs, { body: { ids: [first, second, printed, first] } })
  expect(offers.find(({ key }) => key === 'print')).toMatchObject({ title: '制证', open: 2, process: 'library-card' })
})

test('a preview says case by case what would happen and why not, and leaves nothing behind', async () => {
  const before = [await rows('"case".action'), await rows('platform.outbox'), await rows('"case".task')]
  const unknown = newId()
  const { prospects } = await desk.call(previewActs, { body: { ids: [first, printed, unknown], action: 'print', input } })
  expect(prospects).toMatchObject([
    { id: first, stepTitle: '已申请', becomes: '制证中', seq: 1 },
    { id: printed, refused: expect.stringContaining('不能在“制证中”环节办理') },
    { id: unknown, refused: expect.stringContaining('没有这件案件') },
  ])
  expect([await rows('"case".action'), await rows('platform.outbox'), await rows('"case".task')]).toEqual(before)
  expect((await desk.call(readCase, { params: { id: first } })).card.stepTitle).toBe('已申请')
})

test('what the form lacks is said, for every case alike', async () => {
  const { prospects } = await desk.call(previewActs, { body: { ids: [first], action: 'print', input: {} } })
  expect(prospects[0]!.refused).toBeTruthy()
  expect((await desk.call(previewActs, { body: { ids: [first], action: 'no-such', input: {} } })).prospects[0]!.refused).toContain('没有')
})

test('somebody else’s cases are not told of, and a post without the right is offered nothing', async () => {
  const stranger: Actor = { ...(await small.actor('handler')), roles: ['librarian'] }
  const other = request(stranger)
  expect((await other.call(offerActs, { body: { ids: [first, second] } })).offers).toEqual([])
  expect((await other.call(previewActs, { body: { ids: [first], action: 'print', input } })).prospects[0]).toMatchObject({
    number: '',
    title: '',
  })
})

test('the acts after it: each once however often sent, and one that moved on since the preview is refused', async () => {
  const { prospects } = await desk.call(previewActs, { body: { ids: [first, second], action: 'print', input } })
  await print(second)
  const body = { actionId: newId(), action: 'print', input, seenSeq: prospects[0]!.seq }
  const sent = await Promise.all([1, 2, 3].map(() => desk.call(actOnCase, { params: { id: first }, body })))
  expect(new Set(sent.map(({ card }) => card.seq))).toEqual(new Set([2]))
  const late = await desk.refused(actOnCase, { params: { id: second }, body: { ...body, actionId: newId(), seenSeq: prospects[1]!.seq } })
  expect(late.code).toBe('case.moved-on')
})

test('none and too many are refused with words', async () => {
  expect((await desk.refused(offerActs, { body: { ids: [] } })).fields?.[0]?.message).toContain('勾选')
  const ids = Array.from({ length: 101 }, () => newId())
  expect((await desk.refused(previewActs, { body: { ids, action: 'print', input } })).fields?.[0]?.message).toContain('分批')
})
