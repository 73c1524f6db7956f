import { expect, test } from '@playwright/test'
import { fromMore, phoned, signInAt, unlike } from './desk.ts'
import { staffOf } from './town.ts'

test('a wrong dispatch returned twice reaches the named arbitrator, who rules; nobody can return it again', async ({ page, baseURL }) => {
  const dispatcher = await staffOf('paidan', baseURL)
  const [sanitation, municipal] = [await staffOf('chuzhi2', baseURL), await staffOf('chuzhi', baseURL)]
  const { id, number } = await phoned(dispatcher, unlike('河边护栏被撞歪了一截'))
  await dispatcher.act(id, 'dispatch', { unit: sanitation.unitId })

  await signInAt(page, 'chuzhi2')
  await page.goto(`/cases/${id}`)
  await fromMore(page, '退单')
  const drawer = page.getByRole('dialog')
  await drawer.getByText('非本单位职责').click()
  await drawer.getByLabel('依据与说明').fill('责任清单：护栏归市政养护')
  await drawer.getByRole('button', { name: '退单' }).click()
  await expect(page.getByText('待派单').first()).toBeVisible()

  await dispatcher.act(id, 'dispatch', { unit: municipal.unitId })
  const again = await municipal.act(id, 'return', { returnReason: 'not-duty', words: '护栏在河道管理范围内' })
  expect(again.card).toMatchObject({ step: 'ruling', holder: { role: { key: 'arbitrator' } } })
  // 先办后议: while they argue, the last unit makes it safe.
  await municipal.act(id, 'make-safe', { words: '已拉警戒带' })

  const arbitrator = await staffOf('zhongcai', baseURL)
  expect(await arbitrator.caseOf(number)).toBe(id)
  const ruled = await arbitrator.act(id, 'rule', { unit: municipal.unitId, words: '护栏属市政设施，由市政养护所负责' })
  expect(ruled.card.step).toBe('sign')
  const seen = await municipal.act(id, 'sign')
  expect(seen.allowed.map((a) => a.key)).not.toContain('return')
})
