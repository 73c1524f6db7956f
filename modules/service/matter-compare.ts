import type { MatterVersion } from './matter.ts'
import { applicantKinds, channelTitles, handlingKindTitles, matterLevelTitles, matterTypes } from './matter.ts'

export interface Change {
  readonly title: string
  readonly before: string
  readonly after: string
}

const limit = ({ n, unit }: MatterVersion['statutory']) => (n === 0 ? '当场' : `${n} 个${unit === 'working-day' ? '工作日' : '自然日'}`)
const yes = (value: boolean) => (value ? '是' : '否')
const list = (texts: readonly string[]) => texts.join('、') || '无'

/** The parts of a version a clerk compares, in their words. */
const parts: readonly (readonly [title: string, text: (matter: MatterVersion) => string])[] = [
  ['名称', ({ name }) => name],
  ['类型', ({ type }) => matterTypes[type]],
  ['分类', ({ domain }) => domain],
  ['实施主体', ({ unitId }) => unitId],
  ['设定依据', ({ basis }) => list(basis)],
  ['行使层级', ({ level }) => matterLevelTitles[level]],
  ['服务对象', ({ applicants }) => list(applicants.map((kind) => applicantKinds[kind].title))],
  ['办件类型', ({ handling }) => handlingKindTitles[handling]],
  ['法定办结时限', ({ statutory }) => limit(statutory)],
  ['承诺办结时限', ({ promised }) => limit(promised)],
  ['到现场次数', ({ visits }) => String(visits)],
  ['办理渠道', ({ channels }) => list(channels.map((channel) => channelTitles[channel]))],
  ['受理条件', ({ conditions }) => list(conditions.map(({ question, needs }) => `${question}（须${yes(needs)}）`))],
  [
    '材料',
    ({ materials }) =>
      list(materials.map(({ name, required, deferrable }) => `${name}${required ? '' : '（非必要）'}${deferrable ? '（可容缺）' : ''}`)),
  ],
  ['申请表', ({ form }) => list(form.map(({ title }) => title))],
  ['特别程序', ({ special }) => list(special)],
  ['收费', ({ fees }) => list(fees.map(({ name, cents }) => `${name} ${(cents / 100).toFixed(2)} 元`))],
  ['结果', ({ result }) => result.name],
  ['独任审批', ({ soleOfficer }) => yes(soleOfficer)],
  ['可帮代办', ({ agentAllowed }) => yes(agentAllowed)],
  ['全城通办', ({ cityWide }) => yes(cityWide)],
]

/** What a version changed against the one before it, only what differs. */
export function compareMatters(before: MatterVersion, after: MatterVersion): Change[] {
  return parts.flatMap(([title, text]) => {
    const [old, now] = [text(before), text(after)]
    return old === now ? [] : [{ title, before: old, after: now }]
  })
}
