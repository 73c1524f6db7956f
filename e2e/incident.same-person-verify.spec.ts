import { expect, test } from '@playwright/test'
import { actOnCase } from '#core/case/contract.ts'
import { newId } from '#platform/contract/id.ts'
import { insideMyGrid, phoned, signInAt, unlike } from './desk.ts'
import { phonePhoto, staffOf } from './town.ts'

test('who settled it cannot verify it: the button says why, and the server refuses', async ({ page, baseURL }) => {
  const worker = await staffOf('wangge', baseURL)
  const dispatcher = await staffOf('paidan', baseURL)
  const place = await insideMyGrid(worker)
  const { id } = await phoned(worker, unlike('路边电瓶车乱停，当场劝离'), { channel: 'grid', classCode: 'E0506', place })
  const [before, after] = [await worker.upload(await phonePhoto(41)), await worker.upload(await phonePhoto(42))]
  await worker.act(id, 'settle', { measure: '已劝离并摆放整齐', before: [before], after: [after] })

  await signInAt(page, 'wangge')
  await page.goto(`/cases/${id}`)
  await expect(page.getByText('待核验').first()).toBeVisible()
  await expect(page.getByText('暂不能核验：处置人员不能核验自己办的件')).toBeVisible()
  await expect(page.getByRole('button', { name: '核验', exact: true })).toBeHidden()
  const refused = await page.request.post(`/api${actOnCase.path.replace(':id', id)}`, {
    headers: { 'x-requested-with': 'e2e' },
    data: { actionId: newId(), action: 'verify', input: { passed: true, words: '没问题' } },
  })
  expect(refused.status()).toBeGreaterThanOrEqual(400)
  expect(((await refused.json()) as { detail: string }).detail).toContain('处置人员不能核验')
  expect((await dispatcher.act(id, 'note', { words: '请核查员核验' })).card.step).toBe('verification')
})
