import { expect, test } from 'vitest'
import { type Actor, grantAll, rolePermissions } from '#core/org/contract.ts'
import { makeOrgModule, weakCost } from '#core/org/server/index.ts'
import { givenSmallTown } from '#core/org/server/test/small-town.ts'
import { newId } from '#platform/contract/id.ts'
import type { ServerModule } from '#platform/server/module.ts'
import { pdfPages } from '#platform/server/pdf/test/pdf-text.ts'
import { addressOf, testApp } from '#platform/server/test/app.ts'
import { readCaseFile } from '../contract.ts'
import { libraryCard } from '../testing/library-card.ts'
import { act, caseFileFacts, caseModule, open, processes } from './index.ts'

const library: ServerModule = {
  name: 'library',
  permissions: { 'library.card.read': '查看借书证' },
  contributes: [
    processes.of({ process: libraryCard, readPermission: 'library.card.read' }),
    caseFileFacts.of({ process: 'library-card', facts: async ({ row }) => [{ label: '借书人', value: `读者·${row.title}` }] }),
    rolePermissions.of(...grantAll('library.card.read', ['own'])),
  ],
}
const { platform, request, app } = await testApp([makeOrgModule({ cost: weakCost }), caseModule, library])
const small = await givenSmallTown(platform, { demo: true })
const librarian: Actor = { ...(await small.actor('dispatcher')), roles: ['librarian'] }
const { caseId } = await platform.db.transaction(async (tx) => {
  const opened = await open(tx, platform, {
    process: 'library-card',
    data: { title: '张三的借书证', areaCode: '320599101201' },
    actor: librarian,
    actionId: newId(),
    number: 'LC001',
    now: platform.now(),
  })
  await act(tx, platform, {
    caseId: opened.caseId,
    action: 'print',
    actor: librarian,
    input: { shop: small.units.works, colour: 'red' },
    actionId: newId(),
    now: platform.now(),
  })
  return { caseId: opened.caseId }
})
const address = addressOf(readCaseFile.path, { id: caseId }, undefined)

test('the file says what it is about, the module its part, and every act with its answers; 示例 in a demo town', async () => {
  const { cookie } = await request().post('/session', { login: 'dispatcher', password: 'Sihe-test-2026' })
  const response = await app.inject({ url: `/api${address}`, headers: { cookie: cookie! } })
  expect([response.statusCode, response.headers['content-type']]).toEqual([200, 'application/pdf'])
  expect(decodeURIComponent(String(response.headers['content-disposition']))).toContain('案卷-LC001.pdf')
  const text = pdfPages(response.rawPayload).join('')
  for (const part of [
    '张三的借书证',
    'LC001',
    '读者·张三的借书证',
    '已申请→制证中',
    '印厂：规划建设局',
    '颜色：红',
    '测试乙',
    '示例',
    '第1页共1页',
  ]) {
    expect(text).toContain(part)
  }
})

test('taking it out is written down with who and which state of the case', async () => {
  expect(await platform.db.read.query(`select subject, object, detail from platform.audit where kind = 'case.file-made'`)).toEqual([
    { subject: `person:${small.people.dispatcher}`, object: `case:${caseId}`, detail: { number: 'LC001', seq: 2 } },
  ])
})

test('whoever may not see the case gets no file of it', async () => {
  expect((await request(await small.actor('auditor')).refused(readCaseFile, { params: { id: caseId } })).code).toBe('case.not-found')
})
