import { z } from 'zod'
import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import type { Block } from '#platform/server/pdf/index.ts'
import { type CaseRow, timelineOf } from '#core/case/server/index.ts'
import { getTown, namesOf } from '#core/org/server/index.ts'
import type { Actor } from '#core/org/contract.ts'
import { failCase } from '#core/case/contract.ts'
import type { PartyDraft } from '../../party.ts'
import { carriesDecisionNumber } from '../../papers/number.ts'
import { type ActWords, dayWords, papersOfCase, wordsFor } from '../../papers/of-case.ts'
import { standardTemplates } from '../../papers/standard.ts'
import { fillPaper } from '../../papers/template.ts'
import type { CasePaperView, TemplateRow } from '../../papers/endpoints.ts'
import { findRow } from '../list.ts'
import { partyOfCase } from '../party.ts'
import { type Agency, paperFacts } from './facts.ts'
import { layPaper } from './layout.ts'
import { numbersOf } from './numbers.ts'
import { templateHistory } from './templates.ts'

/** Who signs; the town's setting, else its name and places to be written in (示例). */
export async function agencyOf(tx: Tx, platform: Platform, town: string): Promise<Agency> {
  const [row] = await tx.query<{ value: unknown }>(`select value from platform.setting where town = $1 and key = 'enforcement.agency'`, [
    town,
  ])
  const { name } = await getTown(platform, town)
  return z
    .object({
      name: z.string().catch(`${name}人民政府`),
      reviewOffice: z.string().catch('上一级人民政府（示例）'),
      court: z.string().catch('有管辖权的人民法院（示例）'),
      statementDays: z.string().catch('三'),
    })
    .parse(row?.value ?? {})
}

interface MadePaper {
  readonly template: TemplateRow
  readonly act: ActWords
  readonly number: string | undefined
  readonly lines: readonly string[]
  readonly missing: readonly string[]
}

export interface PaperAsk {
  readonly tx: Tx
  readonly platform: Platform
  readonly actor: Actor
  readonly row: CaseRow
  readonly now: Date
}

/** Everything papers of a case are filled from; the party whole only for those who may open it. */
async function sourcesOf({ tx, platform, actor, row }: PaperAsk) {
  const own = await findRow(tx, actor.town, row.id)
  if (!own) throw failCase('case.not-found')
  const open = actor.permissions.has('enforcement.party.reveal')
  const masked: PartyDraft = { kind: 'organisation', name: own.party_name, number: own.number_mask, phone: own.phone_mask }
  const party = (open ? await partyOfCase(tx, platform, actor.town, row.id) : undefined) ?? masked
  const agency = await agencyOf(tx, platform, actor.town)
  const timeline = await timelineOf(tx, platform, row)
  const names = await namesOf(tx, actor.town, [], own.officers)
  const officers = own.officers
    .map((id) => names.person(id))
    .filter(Boolean)
    .join('、')
  // The summary procedure is decided by the act that opens it.
  const acts: ActWords[] =
    row.process === 'penalty-summary'
      ? timeline.acts.map((act) => (act.seq === 1 ? { ...act, action: 'decide-on-the-spot' } : act))
      : timeline.acts
  return { acts, agency, facts: paperFacts(own, row.state.data, party, agency, officers) }
}

/** Every paper the case has formed, filled; `fill` makes one that belongs to no act from what the case knows by now. */
export async function makePapers(
  ask: PaperAsk,
): Promise<{ papers: MadePaper[]; agency: Agency; fill: (code: string) => MadePaper | undefined }> {
  const { tx, actor, row, now } = ask
  const { acts, agency, facts } = await sourcesOf(ask)
  const templates = await templateHistory(tx, actor.town)
  const numbers = await numbersOf(tx, actor.town, row.id)
  const numberOf = (code: string, seq: number) =>
    carriesDecisionNumber(code) ? facts.current['决定书文号'] : numbers.get(`${seq} ${code}`)
  const make = (code: string, act: ActWords, at: Date): MadePaper | undefined => {
    const template = templates(at).find((one) => one.code === code)
    return template && { template, act, number: numberOf(code, act.seq), ...fillPaper(template.body, wordsFor(act, acts, facts)) }
  }
  return {
    papers: papersOfCase(acts, standardTemplates).flatMap(({ template, act }) => make(template.code, act, new Date(act.at)) ?? []),
    agency,
    fill: (code) => {
      const free = standardTemplates.some((one) => one.code === code && one.actions.length === 0)
      const last = acts.at(-1)
      return free && last ? make(code, { ...last, seq: last.seq + 1, at: now.toISOString(), answers: [] }, now) : undefined
    },
  }
}

export const viewOfPaper = ({ template, act, number, missing }: MadePaper): CasePaperView => ({
  code: template.code,
  seq: act.seq,
  title: template.title,
  volume: template.volume,
  ...(number ? { number } : {}),
  at: act.at,
  missing: [...missing],
})

/** A paper as blocks; in a dossier each begins a page and stands in the contents. */
export const blocksOfPaper = ({ template, act, number, lines }: MadePaper, agency: Agency, listed = false): Block[] =>
  layPaper({ title: template.title, number, agency: agency.name, day: dayWords(act.at), lines, listed })
