import { expect, test } from '@playwright/test'
import { actOnCase } from '#core/case/contract.ts'
import { listPowers } from '#modules/enforcement/contract.ts'
import { newId } from '#platform/contract/id.ts'
import { signInAt, unlike } from './desk.ts'
import { phonePhoto, staffOf } from './town.ts'

const yesterday = () => new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)

test('from a clue to a decision: each gate of the law says what is missing, and none can be gone around', async ({ page, baseURL }) => {
  const title = unlike('占道堆放建材')
  await signInAt(page, 'zhifa')
  await page.goto('/enforcement/clue')
  await page.getByLabel('案由').fill(title)
  await page.getByLabel('线索情况').fill('门前人行道堆放黄沙水泥，行人绕行')
  await page.getByLabel('名称').fill('四河示例建材有限公司')
  await page.getByLabel('统一社会信用代码（可后补）').fill('91350100M000100Y44')
  await page.getByLabel('电话（可后补）').click()
  await expect(page.getByText('统一社会信用代码不对')).toBeVisible()
  await page.getByLabel('统一社会信用代码（可后补）').fill('91350100M000100Y43')
  await page.getByRole('button', { name: '登记', exact: true }).click()
  await expect(page).toHaveURL(/\/cases\//)
  await expect(page.getByText('线索核查').first()).toBeVisible()
  const id = page.url().split('/cases/')[1]!.split(/[?#]/)[0]!

  const [officer, second, lead, law] = await Promise.all(['zhifa', 'zhifa2', 'zhifazhang', 'fazhi'].map((login) => staffOf(login, baseURL)))
  const [power] = (await officer!.call(listPowers, { query: { on: new Date().toISOString().slice(0, 10), q: '占道', limit: 1 } })).rows
  await officer!.act(id, 'check', { words: '属实' })
  await officer!.act(id, 'request-filing', { power: power!.code, words: '初步事实', offenceEnded: yesterday(), grave: false, inTown: true })
  await lead!.act(id, 'file')
  await page.reload()
  await expect(page.getByText(power!.title).first()).toBeVisible()
  await expect(page.getByText('办案期限（第六十条）').first()).toBeVisible()

  // No evidence: the page says so beside the action, and the server refuses the same.
  await expect(page.getByText('没有任何证据，不能终结调查').first()).toBeVisible()
  const photo = await officer!.upload(await phonePhoto(77))
  const alone = await page.request.post(`/api${actOnCase.path.replace(':id', id)}`, {
    headers: { 'x-requested-with': 'e2e' },
    data: {
      actionId: newId(),
      action: 'inspect',
      input: { second: officer!.session.person.id, shown: true, told: true, words: '现场', files: [photo], refused: false },
    },
  })
  expect(((await alone.json()) as { detail: string }).detail).toContain('不得少于两人')

  const together = { second: second!.session.person.id, shown: true, told: true, files: [photo], words: '现场情况' }
  await officer!.act(id, 'inspect', { ...together, refused: false })
  const conclusion = {
    second: second!.session.person.id,
    facts: '占道十天',
    proposal: 'punish',
    kinds: ['fine'],
    fine: 20_000,
    discretion: '一般情节',
  }
  await officer!.act(id, 'finish-investigation', { ...conclusion, minor: false, firstTime: false, noFault: false, complex: false })
  await page.reload()
  await expect(page.getByText('数额达到听证标准').first()).toBeVisible()
  await officer!.act(id, 'serve-notice', {
    toldContent: true,
    toldFacts: true,
    toldRights: true,
    toldHearing: true,
    way: '直接送达',
    files: [photo],
  })
  await page.reload()
  await expect(page.getByText('陈述、申辩期还没有届满').first()).toBeVisible()
  await officer!.act(id, 'waive-statement', { files: [photo] })
  await officer!.act(id, 'submit-review')
  await law!.act(id, 'review', { competent: true, clear: true, lawful: true, procedure: true, opinion: 'agree', words: '同意' })
  await lead!.act(id, 'decide', { decided: 'punish', decidedKinds: ['fine'], decidedFine: 20_000, words: '决定' })
  await page.reload()
  await expect(page.getByText('20,000.00 元').first()).toBeVisible()

  await page.goto('/enforcement/cases?stage=fulfilling')
  const line = page.getByRole('row').filter({ hasText: title })
  await expect(line).toContainText('送达决定书（第六十一条）')
  await expect(line).toContainText('20,000.00')
})
