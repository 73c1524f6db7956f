import { describe, expect, test } from 'vitest'
import { type PaperContent, PaperKind, paperNumber } from '../../paper.ts'
import { paperBlocks } from './paper-blocks.ts'

const content: PaperContent = {
  matterName: '食品小作坊登记',
  matterCode: 'XK-001',
  basis: ['《示例条例》第十条'],
  unit: '行政审批局',
  day: '2026-03-02',
  acceptedOn: '2026-02-10',
  legalDue: '2026-03-16',
  promiseDue: '2026-03-02',
  materials: [{ name: '租约', state: '容缺后补（2026-02-26 前）' }],
  gaps: ['租约', '申请表没有签名'],
  words: '需要检测',
  where: '县住建局',
  special: '检测',
  expected: '2026-03-06',
  extension: 10,
}
const said = (kind: PaperKind, more: Partial<PaperContent> = {}, code?: string) =>
  JSON.stringify(
    paperBlocks({
      kind,
      number: '号',
      caseNumber: 'BJ2026021000001',
      town: '小河镇',
      applicant: { kind: 'person', name: '张三丰', number: '320509188001010013', phone: '', address: '' },
      content: { ...content, ...more },
      ...(code ? { code } : {}),
    }),
  )

describe('papers', () => {
  test.each<[PaperKind, string[]]>([
    ['receipt', ['收件凭证', '租约']],
    ['acceptance', ['受理通知书', '2026年3月16日', '2026年3月2日', '容缺后补']],
    ['not-accepted', ['不予受理决定书', '县住建局', '行政复议']],
    ['correction', ['一次性告知补正', '1. 租约', '2. 申请表没有签名', '不再要求补正']],
    ['special', ['检测', '第四十五条', '2026年3月6日']],
    ['extension', ['10个工作日', '第四十二条', '2026年3月16日']],
    ['delivery', ['送达回证', '签收']],
    ['termination', ['终止办理']],
    ['revocation', ['撤销', '行政诉讼']],
    ['hearing', ['听证', '七日前']],
  ])('%s says what the law wants said', (kind, words) => {
    for (const word of words) expect(said(kind)).toContain(word)
  })

  test('a refusal has reasons and remedies, a grant its term', () => {
    const refused = said('decision', { outcome: 'refused', words: '场所不符合标准' })
    for (const word of ['不予批准决定书', '场所不符合标准', '六十日内', '六个月内']) expect(refused).toContain(word)
    expect(said('decision', { outcome: 'granted', validUntil: '2029-03-01' })).toContain('有效期至2029年3月1日')
  })

  test('every paper is addressed and dated; the code only where it is given', () => {
    for (const kind of PaperKind.options)
      for (const word of ['张三丰', 'BJ2026021000001', '2026年3月2日']) expect(said(kind)).toContain(word)
    expect(said('receipt')).not.toContain('查询码')
    expect(said('receipt', {}, 'AB23CD')).toContain('AB23CD')
  })

  test('acceptance by silence says why', () => expect(said('acceptance', { deemedWhy: '逾期没有告知' })).toContain('逾期没有告知'))
})

test('a number shows its town, kind, year; 示例 in the demo', () => {
  expect(paperNumber('小河镇', 'acceptance', '2026', 7, false)).toBe('小政服受字〔2026〕第7号')
  expect(paperNumber('小河镇', 'correction', '2026', 8, true)).toBe('（示例）小政服补字〔2026〕第8号')
})
