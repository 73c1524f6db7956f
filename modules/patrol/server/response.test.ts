import { expect, test } from 'vitest'
import { actOnCase } from '#core/case/contract.ts'
import { reportIncident } from '#modules/incident/contract.ts'
import { newId } from '#platform/contract/id.ts'
import { createRule, listRules, readCompliance, sampleRules, saveRule, startDuty, testRule } from '../contract.ts'
import { findingsPanel, forcePanel, roundsPanel } from './panels.ts'
import { fieldTown, ground } from './testing/field-town.ts'

const town = await fieldTown()
const at = (time: string) => new Date(`2026-07-15T${time}:00+08:00`)
town.setNow(at('09:00'))
const watch = town.as('watch')

test('a town changes a shipped reading; two editors do not overwrite one another', async () => {
  const { rules } = await watch.call(listRules, {})
  expect(rules.map(({ key, sample }) => [key, sample])).toEqual(sampleRules.map(({ key }) => [key, true]))
  const { key, ...rule } = rules[0]!
  const edit = { params: { key }, body: { ...rule, title: '本镇 3510', sample: false } }
  expect(await watch.call(saveRule, edit)).toMatchObject({ title: '本镇 3510', sample: false, version: 2 })
  expect(await watch.refused(saveRule, edit)).toMatchObject({ code: 'platform.conflict' })
  const { version: _, ...own } = { ...rule, key: 'own-rule' }
  expect(await watch.call(createRule, { body: own })).toMatchObject({ key: 'own-rule', version: 1 })
  expect(await watch.refused(createRule, { body: own })).toMatchObject({ code: 'patrol.rule-faulty' })
  expect(await watch.refused(saveRule, { params: { key: 'no-such' }, body: edit.body })).toMatchObject({ code: 'patrol.rule-unknown' })
  expect((await watch.call(listRules, {})).rules).toHaveLength(3)
  expect(await town.as('worker').refused(listRules, {})).toMatchObject({ status: 403 })
  expect(await town.as('dispatcher').refused(saveRule, edit)).toMatchObject({ status: 403 })
})

test('compliance is counted from what was done, step by step', async () => {
  const report = async () =>
    (
      await town.as('worker').call(reportIncident, {
        body: { actionId: newId(), channel: 'grid', description: '井盖破损', place: ground.west, classCode: 'E0102', files: [] } as never,
      })
    ).id
  const dispatch = (id: string) =>
    town
      .as('dispatcher')
      .call(actOnCase, { params: { id }, body: { actionId: newId(), action: 'dispatch', input: { unit: town.units.municipal } } })
  const fast = await report()
  const slow = await report()
  town.setNow(at('09:02'))
  await dispatch(fast)
  town.setNow(at('09:20'))
  await dispatch(slow)
  town.setNow(at('12:00'))
  const { steps, cases } = await watch.call(readCompliance, {
    params: { key: 'rule-3510-minutes' },
    query: { from: '2026-07-15', to: '2026-07-15' },
  })
  expect(cases).toBe(2)
  expect(steps.map(({ met, due }) => [met, due])).toEqual([
    [1, 2],
    [1, 2],
    [0, 2],
  ])
  await town.as('worker').call(startDuty, { body: { actionId: newId() } })
  const days = await watch.call(readCompliance, { params: { key: 'rule-3510-rounds' }, query: {} })
  expect(days).toMatchObject({
    personDays: 1,
    steps: [
      { met: 0, due: 1 },
      { met: 0, due: 1 },
      { met: 0, due: 1 },
    ],
  })
  expect(await watch.refused(readCompliance, { params: { key: 'no-such' }, query: {} })).toMatchObject({ code: 'patrol.rule-unknown' })
})

test('the trial says each step', async () => {
  const { steps } = await watch.call(testRule, {
    body: { steps: [...sampleRules[0]!.steps], minutes: { accept: 2, dispatch: 7 }, passed: 12 },
  })
  expect(steps.map(({ words }) => words)).toEqual(['达标', '未达标', '还没到时限'])
})

test('the wall counts and names nobody', async () => {
  const ask = {
    tx: town.platform.db.read,
    platform: town.platform,
    actor: { town: town.code, reach: new Map([['patrol.object.read', ['town']]]) } as never,
    now: at('12:00'),
  }
  expect(await forcePanel.load(ask)).toMatchObject({ lines: [{ label: '网格员', value: 1 }, { value: 0 }, { value: 0 }, { value: 0 }] })
  expect(await roundsPanel.load(ask)).toMatchObject({ shape: 'ranking', lines: [{ value: 0, of: 0 }, {}, {}] })
  expect(await findingsPanel.load(ask)).toEqual({ shape: 'rows', href: '/patrol/findings', rows: [] })
})
