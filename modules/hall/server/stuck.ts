import { z } from 'zod'
import type { Actor } from '#core/org/contract.ts'
import { dayOf } from '#core/org/contract.ts'
import { peopleAt, scopeCondition } from '#core/org/server/index.ts'
import { type CaseEffect, type CaseRow, canRead, cardsOf, findCase, findIntake, open } from '#core/case/server/index.ts'
import { notify } from '#core/notice/server/index.ts'
import { newId } from '#platform/contract/id.ts'
import { readAfter, writeCursor } from '#platform/contract/page.ts'
import { makeCounters } from '#platform/server/counter.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Call, Platform } from '#platform/server/module.ts'
import { failHall } from '../faults.ts'
import { type Stuck, StuckCause, causeTitles, type listStuck, type recordStuck } from '../stuck.ts'
import { findTicket } from './ticket-rows.ts'

const counters = new WeakMap<Platform, ReturnType<typeof makeCounters>>()

async function nextNumber(platform: Platform, town: string, now: Date): Promise<string> {
  let take = counters.get(platform)
  if (!take) counters.set(platform, (take = makeCounters(platform.db, 5)))
  const day = dayOf(now).replaceAll('-', '')
  return `BN${day}${String(await take(town, `hall-stuck/${day}`)).padStart(4, '0')}`
}

/** Writes down what could not be done; somebody has it from now on. @throws Fault hall.ticket-unknown */
export async function writeStuck({
  tx,
  platform,
  actor,
  body,
  now,
  from,
}: Call<typeof recordStuck, Actor>): Promise<{ id: string; number: string }> {
  const { actionId, ticket, ...draft } = body
  if (ticket !== undefined && !(await findTicket(tx, actor.town, ticket))) throw failHall('hall.ticket-unknown')
  const number = await nextNumber(platform, actor.town, now)
  const opened = await open(tx, platform, {
    process: 'hall-stuck',
    data: { title: draft.matter, ...draft, ...(ticket ? { ticket } : {}) },
    actor,
    actionId,
    number,
    now,
    at: now,
    caseId: newId(now.getTime()),
    terminal: from.terminal,
    beside: ({ caseId }) =>
      tx.query(`insert into hall.stuck (town, case_id, number, cause, ticket_id, opened_at) values ($1, $2, $3, $4, $5, $6)`, [
        actor.town,
        caseId,
        number,
        draft.cause,
        ticket ?? null,
        now,
      ]),
  })
  return { id: opened.caseId, number: opened.number }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** @throws Fault hall.stuck-unknown, also where this post may not see it */
export async function stuckDetail(tx: Tx, platform: Platform, actor: Actor, id: string): Promise<Stuck> {
  const row = await findCase(tx, actor.town, id)
  const [own] = await tx.query<{
    cause: string
    ticket_id: string | null
    transferred_to: string | null
    transferred_number: string | null
  }>(`select cause, ticket_id, transferred_to, transferred_number from hall.stuck where town = $1 and case_id = $2`, [actor.town, id])
  if (!row || !own || !canRead(platform, actor, row)) throw failHall('hall.stuck-unknown')
  const { data } = row.state
  const ticket = own.ticket_id ? await findTicket(tx, actor.town, own.ticket_id) : undefined
  return {
    id,
    matter: text(data['matter']),
    cause: StuckCause.catch('other').parse(own.cause),
    description: text(data['description']),
    refusedBy: text(data['refusedBy']),
    ...(ticket ? { ticket: ticket.number } : {}),
    supervised: data['supervised'] === true,
    ...(own.transferred_to ? { transferredTo: { id: own.transferred_to, number: own.transferred_number ?? '' } } : {}),
  }
}

const Cursor = z.tuple([z.iso.datetime(), z.uuid()])

/** The ledger, the newest first. */
export async function listStuckRows({ tx, platform, actor, query }: Call<typeof listStuck, Actor>) {
  const cursor = readAfter(Cursor, query.after)
  const scope = scopeCondition(actor, 'hall.stuck.read', { unit: ['c.unit_id'], person: ['c.person_id'] }, 6)
  const rows = await tx.query<CaseRow & { cause: string; k: Date }>(
    `select c.*, s.cause, s.opened_at as k from hall.stuck s join "case".card c on c.town = s.town and c.id = s.case_id
     where s.town = $1 and ($2::boolean is null or (s.closed_at is null) = $2) and ($3::timestamptz is null or (s.opened_at, s.case_id) < ($3, $4::uuid)) and ${scope.text}
     order by s.opened_at desc, s.case_id desc limit $5`,
    [
      actor.town,
      query.state === 'all' ? null : query.state === 'open',
      cursor?.[0] ?? null,
      cursor?.[1] ?? null,
      query.limit + 1,
      ...scope.values,
    ],
  )
  const shown = rows.slice(0, query.limit)
  const cards = await cardsOf(tx, platform, actor.town, shown)
  const last = shown.at(-1)
  return {
    rows: shown.map((row, i) => ({ ...cards[i]!, cause: StuckCause.catch('other').parse(row.cause) })),
    ...(rows.length > query.limit && last ? { next: writeCursor([last.k.toISOString(), last.id]) } : {}),
  }
}

const row: CaseEffect = {
  name: 'hall.stuck-row',
  run: async (tx, { town, caseId, after }) => {
    await tx.query(`update hall.stuck set closed_at = $3 where town = $1 and case_id = $2`, [
      town,
      caseId,
      after.closedAt === undefined ? null : new Date(after.closedAt),
    ])
  },
}

/** 督办 is said to everybody of the unit who handles cases. */
const pressed: CaseEffect = {
  name: 'hall.stuck-pressed',
  run: async (tx, { town, caseId, after, act, now, title }) => {
    const unit = after.holder.unitId
    if (!unit) return
    const people = await peopleAt(tx, town, { role: 'handler', unitIds: [unit], day: dayOf(now) })
    await notify(tx, town, now, people, {
      kind: 'hall.stuck-pressed',
      title: `督办：${title}`,
      words: text(act.input['words']),
      urgent: true,
      object: `case:${caseId}`,
    })
  },
}

/** Hands it to the incident centre, where that module is installed; the ledger keeps where it went. */
const transfer: CaseEffect = {
  name: 'hall.stuck-transfer',
  run: async (tx, { town, caseId, after, act, now, actor }, platform) => {
    const intake = findIntake(platform, 'incident')
    if (!intake) return
    const { data } = after
    const cause = causeTitles[StuckCause.catch('other').parse(data['cause'])]
    const receipt = await intake.open(tx, platform, {
      actor,
      actionId: newId(now.getTime()),
      now,
      title: text(data['matter']),
      description: `办不成事窗口转来：${text(data['matter'])}。原因：${cause}。${text(data['description'])} 转办说明：${text(act.input['words'])}`,
      channel: 'counter',
      address: '便民服务大厅',
      facts: { stuck: caseId },
    })
    await tx.query(`update hall.stuck set transferred_to = $3, transferred_number = $4 where town = $1 and case_id = $2`, [
      town,
      caseId,
      receipt.caseId,
      receipt.number,
    ])
  },
}

export const stuckEffects = [row, pressed, transfer]
