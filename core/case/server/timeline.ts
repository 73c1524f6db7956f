import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import { limitText } from '#core/calendar/contract.ts'
import { Limit } from '#core/calendar/contract.ts'
import { roleTitles } from '#core/org/contract.ts'
import { namesOf } from '#core/org/server/index.ts'
import { CaseFile } from '../form.ts'
import { type Field, findAction, findStep } from '../process.ts'
import { OPEN } from '../state.ts'
import type { Timeline, TimelineAct } from '../views.ts'
import { getProcess } from './definitions.ts'
import { filesOf } from './files.ts'
import type { CaseRow } from './store.ts'
import type { ActionRow } from './verify.ts'

interface Words {
  unit: (id: string) => string
  person: (id: string) => string
  caseNumber: (id: string) => string
}

/** An answer in words a person reads. */
function answerText(field: Field, value: unknown, words: Words, input: Readonly<Record<string, unknown>>): string {
  const option = (v: unknown) => field.options?.find((o) => o.value === v)?.title ?? String(v)
  switch (field.kind) {
    case 'yes-no':
      return value === true ? '是' : '否'
    case 'choice':
      return option(value)
    case 'choices':
      return Array.isArray(value) ? value.map(option).join('、') : ''
    case 'unit':
      return words.unit(String(value))
    case 'units':
      return Array.isArray(value) ? value.map((v) => words.unit(String(v))).join('、') : ''
    case 'person':
      return words.person(String(value))
    case 'case':
      return words.caseNumber(String(value))
    case 'limit': {
      const limit = Limit.safeParse(value)
      return limit.success ? limitText(limit.data) : ''
    }
    case 'place':
      return Array.isArray(value) ? value.map((v) => Number(v).toFixed(5)).join(', ') : ''
    case 'class': {
      // A class is answered by its code; the act keeps its name of that day beside it (`classCode` → `classTitle`).
      const title = input[field.key.replace(/Code$/, 'Title')]
      return typeof title === 'string' && title ? title : String(value)
    }
    case 'files':
      return Array.isArray(value) ? `${value.length} 个文件` : ''
    default:
      return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value)
  }
}

function idsIn(rows: readonly ActionRow[], fieldsOf: (action: string) => readonly Field[], kinds: readonly string[]): string[] {
  return rows.flatMap((row) =>
    fieldsOf(row.action)
      .filter((f) => kinds.includes(f.kind))
      .flatMap((f) => {
        const value = row.input[f.key]
        return Array.isArray(value) ? value.map(String) : typeof value === 'string' ? [value] : []
      }),
  )
}

const titles: Readonly<Record<string, string>> = roleTitles

const noticeableLag = 60_000

/** The acts of a case in order, with their answers in words, and the alarms its clocks gave. */
export async function timelineOf(tx: Tx, platform: Platform, row: CaseRow): Promise<Timeline> {
  const process = await getProcess(tx, platform, row.town, row.process, row.version)
  const rows = await tx.query<ActionRow>(`select * from "case".action where town = $1 and case_id = $2 order by seq`, [row.town, row.id])
  // A derived answer kept as data stands with the case; one that is not (metres from the scene) is news of this act alone.
  const fieldsOf = (key: string): readonly Field[] => (findAction(process, key)?.form ?? []).filter((f) => !f.derived || !f.keep)
  const names = await namesOf(tx, row.town, idsIn(rows, fieldsOf, ['unit', 'units']), idsIn(rows, fieldsOf, ['person']))
  const cases = idsIn(rows, fieldsOf, ['case'])
  const numbers = cases.length
    ? await tx.query<{ id: string; number: string }>(`select id, number from "case".cases where town = $1 and id = any($2)`, [
        row.town,
        cases,
      ])
    : []
  const words: Words = { ...names, caseNumber: (id) => numbers.find((n) => n.id === id)?.number ?? '' }
  const acts = rows.map((r): TimelineAct => {
    const action = findAction(process, r.action)
    const fields = fieldsOf(r.action)
    const opening = r.action === OPEN
    const files = opening ? CaseFile.array().safeParse(r.input['files']) : undefined
    return {
      seq: r.seq,
      action: r.action,
      title: opening ? '上报' : (action?.title ?? r.action),
      at: r.at.toISOString(),
      ...(r.received_at.getTime() - r.at.getTime() > noticeableLag ? { receivedAt: r.received_at.toISOString() } : {}),
      person: r.person_name,
      post: r.post_title,
      unit: r.unit_name,
      terminal: r.terminal,
      from: r.from_step ? (findStep(process, r.from_step)?.title ?? r.from_step) : '',
      to: findStep(process, r.to_step)?.title ?? r.to_step,
      returns: action?.returns ?? false,
      answers: fields
        .filter((f) => f.kind !== 'files' && f.kind !== 'json' && r.input[f.key] !== undefined)
        .map((f) => ({
          key: f.key,
          title: f.title,
          kind: f.kind,
          value: r.input[f.key],
          text: answerText(f, r.input[f.key], words, r.input),
        })),
      files: opening ? (files?.success ? files.data.map((f) => ({ ...f, field: 'files' })) : []) : filesOf(fields, r.input),
      hash: r.hash,
    }
  })
  const alarms = await tx.query<{ clock: string; at: Date; due_at: Date; told: { roles?: string[] } }>(
    `select clock, at, due_at, told from "case".escalation where town = $1 and case_id = $2 order by at`,
    [row.town, row.id],
  )
  return {
    acts,
    alarms: alarms.map((a) => ({
      clock: a.clock,
      title: process.clocks.find((c) => c.key === a.clock)?.title ?? a.clock,
      at: a.at.toISOString(),
      dueAt: a.due_at.toISOString(),
      overdue: a.at >= a.due_at,
      roles: (a.told.roles ?? []).map((role) => titles[role] ?? role),
    })),
  }
}
