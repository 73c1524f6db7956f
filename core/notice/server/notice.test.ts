import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { libraryCard } from '#core/case/testing/library-card.ts'
import { act, caseModule, open, processes } from '#core/case/server/index.ts'
import { type Actor, grantAll, rolePermissions } from '#core/org/contract.ts'
import { makeOrgModule, weakCost } from '#core/org/server/index.ts'
import { givenSmallTown } from '#core/org/server/test/small-town.ts'
import { newId } from '#platform/contract/id.ts'
import { deliverAll, platformModule, runDue } from '#platform/server/index.ts'
import type { ServerModule } from '#platform/server/module.ts'
import { testApp } from '#platform/server/test/app.ts'
import { listNotices, readNotices } from '../contract.ts'
import { noticeModule, notify, sendOut } from './index.ts'

const library: ServerModule = {
  name: 'library',
  permissions: { 'library.card.read': '查看借书证' },
  contributes: [
    processes.of({ process: libraryCard, readPermission: 'library.card.read' }),
    rolePermissions.of(...grantAll('library.card.read', ['town'])),
  ],
}
const modules = [platformModule, makeOrgModule({ cost: weakCost }), caseModule, noticeModule, library]
const { platform, request, setNow } = await testApp(modules)
setNow(new Date('2026-06-15T09:00:00+08:00'))
const small = await givenSmallTown(platform)
const { town } = small
const librarian: Actor = { ...(await small.actor('dispatcher')), roles: ['librarian'] }
const handler = request(await small.actor('handler'))
const village = request(await small.actor('village'))

let count = 0
const openCard = () =>
  platform.db.transaction((tx) =>
    open(tx, platform, {
      process: 'library-card',
      data: { title: '张三的借书证', urgency: 2 },
      actor: librarian,
      actionId: newId(),
      number: `LC${++count}`,
      now: platform.now(),
    }),
  )
const print = (caseId: string) =>
  platform.db.transaction((tx) =>
    act(tx, platform, {
      caseId,
      action: 'print',
      input: { shop: small.units.works },
      actor: librarian,
      actionId: newId(),
      now: platform.now(),
    }),
  )

describe('an inbox', () => {
  test('a case that came to a unit is told once to its people, urgent ones marked, and to nobody else', async () => {
    const { caseId, number } = await openCard()
    await print(caseId)
    await deliverAll(platform, modules)
    await deliverAll(platform, modules)
    const { rows, unread } = await handler.call(listNotices, { query: {} })
    expect(unread).toBe(1)
    expect(rows).toMatchObject([{ title: '制证中：张三的借书证', words: `${number} 制证`, urgent: true, object: `case:${caseId}` }])
    expect((await village.call(listNotices, { query: {} })).rows).toEqual([])
  })

  test('reading marks one or all; another person cannot mark mine', async () => {
    const { caseId } = await openCard()
    await print(caseId)
    await deliverAll(platform, modules)
    const { rows } = await handler.call(listNotices, { query: { unread: true } })
    expect(rows).toHaveLength(2)
    await village.call(readNotices, { body: { ids: rows.map((r) => r.id) } })
    expect((await handler.call(readNotices, { body: { ids: [rows[0]!.id] } })).unread).toBe(1)
    expect((await handler.call(readNotices, { body: {} })).unread).toBe(0)
    expect((await handler.call(listNotices, { query: {} })).rows.every((r) => r.readAt)).toBe(true)
  })

  test('many are told by one fact that only they hear; who is named twice has one line', async () => {
    const to = [small.people.village, small.people.handler, small.people.village].map((personId) => ({ personId }))
    await platform.db.transaction((tx) => notify(tx, town, platform.now(), to, { kind: 'many', title: '一起' }))
    const facts = await platform.db.read.query<{ audience: string[] }>(
      `select audience from platform.outbox where name = 'notice.notice-arrived' and payload->>'title' = '一起'`,
    )
    expect(facts.map((f) => f.audience.toSorted())).toEqual([[`p:${small.people.handler}`, `p:${small.people.village}`].toSorted()])
    for (const who of [handler, village]) {
      expect((await who.call(listNotices, { query: {} })).rows.filter((r) => r.title === '一起')).toHaveLength(1)
      await who.call(readNotices, { body: {} })
    }
  })

  test('a long one is paged without gap or repeat', async () => {
    const to = [{ personId: small.people.village }]
    await platform.db.transaction(async (tx) => {
      for (let i = 0; i < 7; i++) await notify(tx, town, platform.now(), to, { kind: 'test', title: `第${i}条` })
    })
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await village.call(listNotices, { query: { limit: 3, ...(after ? { after } : {}) } })
      seen.push(...page.rows.map((r) => r.title))
      after = page.next
    } while (after)
    expect(seen.filter((title) => title !== '一起').toSorted()).toEqual(Array.from({ length: 7 }, (_, i) => `第${i}条`))
  })
})

test('a message out is written by the default port once, its number sealed in the table', async () => {
  await platform.db.transaction((tx) =>
    sendOut(tx, platform, town, { channel: 'sms', address: '15400001234', words: '您反映的问题已办结' }),
  )
  await runDue(platform, noticeModule.jobs ?? [])
  await runDue(platform, noticeModule.jobs ?? [])
  const folder = join(platform.config.dataDir, 'outgoing')
  const lines = readdirSync(folder).flatMap((file) => readFileSync(join(folder, file), 'utf8').trim().split('\n'))
  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
    { channel: 'sms', address: '15400001234', words: '您反映的问题已办结' },
  ])
  const [row] = await platform.db.read.query<{ text: string; sent: boolean }>(
    `select o::text as text, sent_at is not null as sent from notice.outgoing o`,
  )
  expect(row!.sent).toBe(true)
  expect(row!.text).not.toContain(Buffer.from('15400001234').toString('hex'))
})
