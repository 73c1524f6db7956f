import { expect, test } from 'vitest'
import { actOnCase } from '#core/case/contract.ts'
import { newId } from '#platform/contract/id.ts'
import { demoMatters, knownMatters } from '../service/matters.ts'
import { birthOneThing, demoOneThings } from '../service/one-things.ts'
import { openOneThing, planOneThing, readBundle, readServiceCase } from '#modules/service/contract.ts'
import { findOneThing, storeMatters, storeOneThings } from '#modules/service/server/index.ts'
import { code as town, smallHall } from '#modules/service/server/case/testing/small-hall.ts'

const hall = await smallHall()
hall.setNow(new Date('2026-03-02T09:30:00+08:00'))
const matters = demoMatters(() => hall.unitId)
await hall.platform.db.transaction(async (tx) => {
  await storeMatters(tx, town, matters, 'test', hall.platform.now())
  await storeOneThings(tx, town, demoOneThings(matters), 'test', hall.platform.now())
})
const person = { kind: 'person' as const, name: '张三丰', number: '320509188001010013', phone: '', address: '' }
const photo = [{ sha256: 'a'.repeat(64), name: '签收.jpg', mime: 'image/jpeg' }]

test('出生一件事: one form opens five cases side by side, due by the critical path, done when all are', async () => {
  const thing = (await findOneThing(hall.platform.db.read, town, birthOneThing, '2026-03-02'))!
  const answers = Object.fromEntries(
    thing.version.situations.map(({ key, options }) => [key, options.toSorted((a, b) => b.adds.length - a.adds.length)[0]!.key]),
  )
  const plan = planOneThing(thing, answers)
  expect(plan.matters.length).toBeGreaterThanOrEqual(5)
  const form = Object.fromEntries(
    plan.form.map(({ id, field }) => [
      id,
      field.kind === 'choice' ? field.choices![0]! : field.kind === 'number' ? 3.2 : field.kind === 'date' ? '2026-02-20' : '内容',
    ]),
  )
  const body = {
    actionId: newId(),
    answers,
    applicant: person,
    form,
    changes: plan.materials.map(({ id }) => ({ key: id, state: 'have' as const })),
  }
  expect(
    (await hall.as('window').refused(openOneThing, { params: { code: birthOneThing }, body: { ...body, actionId: newId(), form: {} } }))
      .code,
  ).toBe('service.form-incomplete')
  const opened = await hall.as('window').call(openOneThing, { params: { code: birthOneThing }, body })
  expect(opened.cases).toHaveLength(plan.matters.length)
  expect(opened.cases.map(({ matterCode }) => matterCode)).toContain(knownMatters.household)
  expect(opened.receipts.every(({ accepted }) => accepted)).toBe(true)
  // The last promise of the cases is the due day of the whole: the longest chain, not the sum.
  expect(
    opened.cases
      .map(({ promiseDue }) => promiseDue!)
      .toSorted()
      .at(-1),
  ).toBe(opened.dueDay)
  expect(plan.days.due).toBeLessThan(plan.alone.days)
  const household = await hall
    .as('window')
    .call(readServiceCase, { params: { id: opened.cases.find((one) => one.matterCode === knownMatters.household)!.id } })
  expect(household.materials.filter(({ state }) => state === 'held').map(({ from }) => from)).toEqual([
    expect.stringContaining('同办') as string,
  ])
  expect(household.bundle).toHaveLength(opened.cases.length)
  expect(await hall.as('window').call(openOneThing, { params: { code: birthOneThing }, body })).toMatchObject({ id: opened.id })
  const act = (who: 'window' | 'reviewer' | 'decider', id: string, action: string, input: object) =>
    hall.as(who).call(actOnCase, { params: { id }, body: { actionId: newId(), action, input: { ...input } } })
  for (const [n, { id }] of opened.cases.entries()) {
    await act('reviewer', id, 'review', { opinion: 'granted', words: '符合' })
    await act('decider', id, 'decide', { outcome: 'granted', words: '', told: false })
    expect((await hall.as('window').call(readBundle, { params: { id: opened.id } })).done).toBe(false)
    await act('window', id, 'deliver', { way: 'counter', takenBy: '本人', files: photo })
    expect((await hall.as('window').call(readBundle, { params: { id: opened.id } })).finished).toBe(n + 1)
  }
  expect((await hall.as('window').call(readBundle, { params: { id: opened.id } })).done).toBe(true)
})
