import { penaltyKinds, PenaltyKind } from '../../hearing-threshold.ts'
import { centsOf, yuanText } from '../../money.ts'
import type { CaseFacts } from '../../papers/of-case.ts'
import type { PartyDraft } from '../../party.ts'
import { clueSources, ClueSource } from '../../penalty.ts'
import { penaltyProcess } from '../../processes/penalty.ts'
import type { Row } from '../list.ts'

/** Who issues papers and where remedies go: the town's own, 示例 until set. */
export interface Agency {
  readonly name: string
  readonly reviewOffice: string
  readonly court: string
  /** Working days to state a case (rules.md §4.4 no. 5, default). */
  readonly statementDays: string
}

/** Fields the acts keep in the case's data, by the titles officials know them by. */
const kept = penaltyProcess.actions.flatMap((action) => action.form.filter((field) => field.keep && field.kind !== 'files'))

const plain = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : typeof value === 'boolean' ? (value ? '是' : '否') : ''

const kindsText = (value: unknown): string =>
  Array.isArray(value)
    ? value
        .flatMap((kind) => PenaltyKind.safeParse(kind).data ?? [])
        .map((kind) => penaltyKinds[kind])
        .join('、')
    : ''

/**
 * What the case itself knows, by the words a template uses. Sums are whole cents of what was notified and decided.
 * @param party opened or masked, as the reader may see it
 */
export function paperFacts(
  row: Row,
  data: Readonly<Record<string, unknown>>,
  party: PartyDraft,
  agency: Agency,
  officers: string,
): CaseFacts {
  const held: Record<string, string> = {}
  for (const { key, title } of kept) if (plain(data[key])) held[title] = plain(data[key])
  const source = ClueSource.safeParse(row.source)
  const fine = centsOf(data['decidedFine'] ?? data['fine'])
  return {
    fixed: {
      案由: row.title,
      案件编号: row.number,
      案件来源: source.success ? clueSources[source.data] : row.source,
      线索情况: row.description,
      地址: row.address,
      当事人: party.name,
      证件号码: party.number ?? '',
      当事人住址: party.address ?? '',
      当事人电话: party.phone ?? '',
      承办人: officers,
      机关: agency.name,
      复议机关: agency.reviewOffice,
      管辖法院: agency.court,
      陈述申辩期限: `${agency.statementDays}个工作日`,
      ...(row.procedure === 'summary'
        ? {
            违法事实: plain(data['facts']),
            '当事人的陈述、申辩': plain(data['statement']) || '无',
            '罚款（元）': fine === undefined ? '无' : yuanText(fine),
            缴款方式: data['toPayMoney'] === true ? '自收到本决定书之日起十五日内到指定银行或者通过电子支付系统缴纳' : '无',
            时间: plain(data['decidedOn']),
            地点: row.address,
          }
        : {}),
    },
    current: {
      // A paper without a fine says so: a gap could be filled by anybody.
      '罚款（元）': '无',
      '拟罚款（元）': '无',
      ...held,
      '依据原文（行为日有效）': plain(data['powerText']),
      处罚种类: kindsText(data['decidedKinds'] ?? data['penaltyKinds']),
      罚款金额: fine === undefined ? '' : yuanText(fine),
      决定书名称: data['decided'] === 'punish' ? '行政处罚决定书' : data['decided'] ? '不予处罚决定书' : '',
      陈述申辩情况: data['statementOpen'] === false && data['penaltyKinds'] ? '你（单位）的陈述、申辩意见（如有）本机关已经复核。' : '',
    },
  }
}

/** Every word a template may use. */
export const knownWords: readonly string[] = [
  ...new Set([
    ...penaltyProcess.actions.flatMap((action) =>
      action.form.filter((field) => field.kind !== 'files' && field.kind !== 'json').map(({ title }) => title),
    ),
    ...['办理', '办理人', '办理时间', '办理日期'],
    ...[
      '案由',
      '案件编号',
      '案件来源',
      '线索情况',
      '地址',
      '当事人',
      '证件号码',
      '当事人住址',
      '当事人电话',
      '承办人',
      '机关',
      '复议机关',
      '管辖法院',
    ],
    ...[
      '陈述申辩期限',
      '处罚种类',
      '罚款金额',
      '决定书名称',
      '陈述申辩情况',
      '结案日期',
      '归档日期',
      '备考',
      '同意电子送达',
      '受委托组织',
      '委托事项',
    ],
    ...[
      '抽样物品',
      '执行内容',
      '代履行的理由',
      '代履行人',
      '代履行时间',
      '费用预算',
      '移送机关',
      '移送理由',
      '时间',
      '地点',
      '缴款方式',
      '结果',
    ],
  ]),
]
