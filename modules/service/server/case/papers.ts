import { limitText, dateOf } from '#core/calendar/contract.ts'
import type { CaseState } from '#core/case/contract.ts'
import type { Change } from '#core/case/server/index.ts'
import { dayOf } from '#core/org/contract.ts'
import { getTown, unitNames } from '#core/org/server/index.ts'
import { newId } from '#platform/contract/id.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import { type CaseMaterial, gapsOf, materialsOf, standingTitles } from '../../case-material.ts'
import type { MatterVersion } from '../../matter.ts'
import { type PaperContent, type PaperKind, paperNumber, paperOfAction } from '../../paper.ts'
import { getMatter } from '../matter/index.ts'
import { nextNumber } from './numbers.ts'

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const lastDay = (state: CaseState, clock: string): string | undefined => {
  const due = state.clocks[clock]?.dueAt
  return due === undefined ? undefined : dateOf(due - 1)
}

/** The next number of a kind within the year, for the form of the act that makes the paper. */
export async function takePaperNumber(platform: Platform, town: string, kind: PaperKind, at: number): Promise<string> {
  const year = dateOf(at).slice(0, 4)
  const { name, demo } = await getTown(platform, town)
  return paperNumber(name, kind, year, await nextNumber(platform, town, `service-paper/${kind}/${year}`), demo)
}

const listOf = (materials: readonly CaseMaterial[]): PaperContent['materials'] =>
  materials.map(({ name, state, due }) => ({ name, state: `${standingTitles[state]}${due ? `（${due} 前）` : ''}` }))

async function put(
  tx: Tx,
  town: string,
  caseId: string,
  kind: PaperKind,
  number: string,
  seq: number,
  at: Date,
  content: PaperContent,
): Promise<void> {
  await tx.query(
    `insert into service.paper (town, id, case_id, kind, number, seq, made_at, content) values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (town, number) do nothing`,
    [town, newId(), caseId, kind, number, seq, at, JSON.stringify(content)],
  )
}

async function beginningOf(tx: Tx, town: string, matter: MatterVersion, day: string) {
  const units = await unitNames(tx, town, [matter.unitId], day)
  return {
    matterName: matter.name,
    matterCode: matter.code,
    basis: matter.basis,
    unit: units.get(matter.unitId) ?? '',
    day,
    resultName: matter.result.name,
  }
}

/** 收件凭证: its number is the case's own, so that paper and screen say one thing. */
export async function receiptPaper(
  tx: Tx,
  _platform: Platform,
  given: { town: string; caseId: string; number: string; matter: MatterVersion; materials: readonly CaseMaterial[]; now: Date },
): Promise<void> {
  const { town, caseId, number, matter, materials, now } = given
  await put(tx, town, caseId, 'receipt', number, 1, now, {
    ...(await beginningOf(tx, town, matter, dayOf(now))),
    materials: listOf(materials),
    gaps: [],
    words: `本凭证只证明收到上列材料。收件后五个工作日内告知是否受理；逾期不告知的，自收到之日起即为受理（《行政许可法》第三十二条）。承诺办结时限：${matter.handling === 'instant' ? '当日' : limitText(matter.promised)}，自受理之日起计算。`,
  })
}

/** Keeps the paper an act made: what it says is fixed on the day, a later change of the case does not rewrite it. */
export async function keepPaper(tx: Tx, _platform: Platform, change: Change): Promise<void> {
  const { town, act, after, caseId } = change
  const kind = paperOfAction[act.action]
  const number = text(act.input['paper'])
  if (!kind || !number) return
  const { data } = after
  const matter = await getMatter(tx, town, text(data['matter']), text(data['matterFrom']))
  const legal = lastDay(after, 'legal')
  const promise = lastDay(after, 'promise')
  const given = (key: string, value: string | undefined): Partial<PaperContent> => (value ? { [key]: value } : {})
  await put(tx, town, caseId, kind, number, act.seq, new Date(act.at), {
    ...(await beginningOf(tx, town, matter, dateOf(act.at))),
    materials: listOf(materialsOf(data)),
    gaps: kind === 'correction' ? gapsOf(data).map(({ text: gap }) => gap) : [],
    words: text(act.input['words']) || text(act.input['reason']),
    ...given('acceptedOn', text(data['acceptedOn'])),
    ...given('legalDue', legal),
    ...given('promiseDue', promise),
    ...given('where', text(act.input['where'])),
    ...given('special', text(act.input['special'])),
    ...given('expected', text(act.input['expected'])),
    ...(kind === 'extension' ? { extension: Number(data['extensionDays'] ?? 0) } : {}),
    ...given('outcome', text(data['outcome'])),
    ...given('documentNumber', text(data['documentNumber'])),
    ...given('validUntil', text(data['validUntil'])),
    ...given('way', text(act.input['way'])),
    ...given('takenBy', text(act.input['takenBy'])),
    ...given('tracking', text(act.input['tracking'])),
    ...given('deemedWhy', text(act.input['deemedWhy'])),
  })
}
