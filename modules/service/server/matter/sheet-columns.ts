import type { Channel, MatterVersion } from '../../matter.ts'
import { applicantKinds, channelTitles, handlingKindTitles, matterLevelTitles, matterTypes } from '../../matter.ts'

/** A column of the catalogue file: how towns head it, and what a matter has there (first name: what an export writes). */
export interface SheetColumn {
  readonly key: string
  readonly names: readonly string[]
  readonly text: (matter: MatterVersion, unitName: string) => string
}

const join = (texts: readonly string[]) => texts.join('；')
const yes = (value: boolean) => (value ? '是' : '否')

/** The columns of import and export, one table so that what goes out comes in again. */
export const sheetColumns: readonly SheetColumn[] = [
  { key: 'code', names: ['事项编码', '编码', '事项代码', 'item_code', 'code'], text: ({ code }) => code },
  { key: 'name', names: ['事项名称', '名称', 'name'], text: ({ name }) => name },
  { key: 'type', names: ['事项类型', '类型', 'task_type', 'type'], text: ({ type }) => matterTypes[type] },
  { key: 'domain', names: ['分类', '领域', '主题', 'main_item'], text: ({ domain }) => domain },
  { key: 'unit', names: ['实施主体', '单位', '部门', 'department'], text: (_, unitName) => unitName },
  {
    key: 'body',
    names: ['实施主体代码', '统一社会信用代码', 'dept_code'],
    text: ({ implementationCode }) => implementationCode?.slice(0, 18) ?? '',
  },
  { key: 'basicCode', names: ['基本编码'], text: ({ basicCode }) => basicCode ?? '' },
  { key: 'implementationCode', names: ['实施编码'], text: ({ implementationCode }) => implementationCode ?? '' },
  { key: 'basis', names: ['设定依据', '依据'], text: ({ basis }) => join(basis) },
  { key: 'level', names: ['行使层级', '层级'], text: ({ level }) => matterLevelTitles[level] },
  { key: 'applicants', names: ['服务对象'], text: ({ applicants }) => join(applicants.map((kind) => applicantKinds[kind].title)) },
  { key: 'handling', names: ['办件类型'], text: ({ handling }) => handlingKindTitles[handling] },
  { key: 'statutory', names: ['法定办结时限', '法定时限'], text: ({ statutory }) => limitText(statutory) },
  { key: 'promised', names: ['承诺办结时限', '承诺时限'], text: ({ promised }) => limitText(promised) },
  { key: 'visits', names: ['到办事现场次数', '到现场次数'], text: ({ visits }) => String(visits) },
  { key: 'visitReason', names: ['必须现场原因', '现场原因'], text: ({ visitReason }) => visitReason ?? '' },
  { key: 'channels', names: ['办理渠道', '渠道'], text: ({ channels }) => join(channels.map((channel) => channelTitles[channel])) },
  { key: 'materials', names: ['材料', '申请材料'], text: ({ materials }) => join(materials.map(({ name }) => name)) },
  { key: 'result', names: ['结果名称', '结果'], text: ({ result }) => result.name },
  { key: 'agent', names: ['是否代办', '帮代办'], text: ({ agentAllowed }) => yes(agentAllowed) },
  { key: 'cityWide', names: ['全城通办', '通办'], text: ({ cityWide }) => yes(cityWide) },
]

const limitText = ({ n, unit }: MatterVersion['statutory']) => `${n}${unit === 'working-day' ? '工作日' : '自然日'}`

/** The key of a title, from a table of titles; also the key itself. */
export function keyFor<K extends string>(titles: Readonly<Record<K, string>>, text: string): K | undefined {
  return (Object.keys(titles) as K[]).find((key) => titles[key] === text || key === text)
}

/** Channel words as files have them, several in one cell. */
export function channelsFrom(text: string): Channel[] | undefined {
  const found = text
    .split(/[;；,，、\s]+/u)
    .filter(Boolean)
    .map((word) => keyFor(channelTitles, word))
  return found.length > 0 && found.every((channel) => channel !== undefined) ? found : undefined
}
