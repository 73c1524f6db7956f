import type { Field } from '#core/case/contract.ts'

type FieldInput = Partial<Field> & Pick<Field, 'key' | 'title' | 'kind'>

/** Shorthand for the fields many actions share. */
export const words = (title = '情况说明', required = true): FieldInput => ({ key: 'words', title, kind: 'long-text', required, max: 2000 })
export const reason = (title = '事由'): FieldInput => ({ key: 'reason', title, kind: 'long-text', required: true, min: 2, max: 1000 })
export const photos = (key: string, title: string, required = false): FieldInput => ({ key, title, kind: 'files', required, max: 12 })

/** Where somebody stood when they acted: the handset adds how sure it is, the server how far from the scene (核验距离). */
export const whereAbouts = (title: string): FieldInput[] => [
  { key: 'place', title, kind: 'place' },
  { key: 'distance', title: '离事发地（米）', kind: 'number', derived: true },
  { key: 'accuracy', title: '定位误差（米）', kind: 'number', handset: true },
  { key: 'placeDoubt', title: '定位存疑', kind: 'text', handset: true, max: 120 },
]

/** Filled by the server from the class, the grade and the responsibility list. */
export const derivedLimits: FieldInput[] = [
  { key: 'limitAccept', title: '受理时限', kind: 'limit', keep: true, derived: true },
  { key: 'limitSign', title: '签收时限', kind: 'limit', keep: true, derived: true },
  { key: 'limitSafe', title: '先行处置时限', kind: 'limit', keep: true, derived: true },
  { key: 'limitFinish', title: '办结时限', kind: 'limit', keep: true, derived: true },
  { key: 'classTitle', title: '类别名称', kind: 'text', keep: true, derived: true },
  { key: 'evidence', title: '佐证要求', kind: 'json', keep: true, derived: true },
  { key: 'urgency', title: '等级', kind: 'number', keep: true, derived: true },
]

/** Grades of the four levels (规则 2.5 示例). */
export const grade: FieldInput = {
  key: 'grade',
  title: '等级',
  kind: 'choice',
  keep: true,
  options: [
    { value: 'I', title: '特急' },
    { value: 'II', title: '紧急' },
    { value: 'III', title: '一般' },
    { value: 'IV', title: '简单' },
  ],
}
export const classCode: FieldInput = { key: 'classCode', title: '类别', kind: 'class', keep: true }

/** Why a unit may send an order back (12345 退单原因). */
export const returnReasons = [
  { value: 'not-duty', title: '非本单位职责' },
  { value: 'not-area', title: '非本单位辖区' },
  { value: 'unclear', title: '信息不全，无法办理' },
  { value: 'repeated', title: '重复派单' },
  { value: 'litigation', title: '已进入诉讼或仲裁' },
]

/** Why a report is not accepted. */
export const voidReasons = [
  { value: 'not-town', title: '不属于本镇事权' },
  { value: 'false', title: '核查不属实' },
  { value: 'unreasonable', title: '诉求不合理或违法' },
  { value: 'no-content', title: '无实质内容、测试' },
  { value: 'litigation', title: '已进入诉讼、仲裁、复议' },
]
export const outcomes = [
  { value: 'solved', title: '已解决' },
  { value: 'explained', title: '已解释' },
  { value: 'unsolvable', title: '暂不能解决' },
]
