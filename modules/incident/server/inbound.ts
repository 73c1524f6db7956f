import { createHash } from 'node:crypto'
import { convertDatum } from '#core/area/contract.ts'
import { canonicalJson, findStep } from '#core/case/contract.ts'
import { act, findCase, getProcess } from '#core/case/server/index.ts'
import { type Actor, systemActor } from '#core/org/contract.ts'
import { newId } from '#platform/contract/id.ts'
import { Fault } from '#platform/contract/problem.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import { findClass } from '../classes/catalogue.ts'
import { suggestClass } from '../classes/suggest.ts'
import type { InboundAnswer, InboundOrder } from '../door-endpoints.ts'
import { failIncident } from '../faults.ts'
import { getClasses } from './catalogue.ts'
import { report } from './report.ts'
import type { z } from 'zod'

type Answer = z.infer<typeof InboundAnswer>

interface Known {
  case_id: string | null
  last_seq: number
  last_hash: string
  state: string | null
}

/** The part of a message that says something; the running number does not. */
const hashOf = ({ seq: _seq, ...rest }: InboundOrder): string => createHash('sha256').update(canonicalJson(rest)).digest('hex')

/** Takes the row of an outside number, making it when new; other messages of the number wait here. */
async function claim(tx: Tx, town: string, order: InboundOrder, now: Date): Promise<Known> {
  const [row] = await tx.query<Known>(
    `insert into incident.inbound as i (town, system, number, messages, first_at, last_at) values ($1, $2, $3, 1, $4, $4)
     on conflict (town, system, number) do update set messages = i.messages + 1, last_at = excluded.last_at
     returning case_id, last_seq, last_hash, state`,
    [town, order.system, order.number, now],
  )
  return row!
}

/** Their class name as one of ours: by name or alias, else by the words; undefined leaves it to the dispatcher. */
async function classFor(tx: Tx, town: string, order: InboundOrder): Promise<string | undefined> {
  const catalogue = await getClasses(tx, town)
  if (order.className && findClass(catalogue, order.className)) return order.className
  const [first] = suggestClass(`${order.className ?? ''} ${order.content}`, catalogue, 1)
  return first && first.score >= 0.6 ? first.code : undefined
}

async function openFor(tx: Tx, platform: Platform, actor: Actor, order: InboundOrder, now: Date): Promise<string> {
  const place = order.place ? convertDatum(order.place, order.datum, 'WGS84') : undefined
  const classCode = await classFor(tx, actor.town, order)
  const made = await report(tx, platform, {
    draft: {
      actionId: newId(),
      description: order.content.slice(0, 4000),
      ...(order.title ? { title: order.title.slice(0, 80) } : {}),
      ...(classCode ? { classCode } : {}),
      ...(place ? { place: [place[0], place[1]] as [number, number] } : {}),
      address: order.address?.slice(0, 200) || '地址未提供',
      ...(order.urgency === 'urgent' ? { grade: 'II' as const } : {}),
      ...(order.receivedAt ? { at: order.receivedAt } : {}),
    },
    channel: 'hotline',
    actor,
    reporter: order.reporter ? { name: order.reporter.name, phone: order.reporter.phone, callBack: true } : undefined,
    external: { system: order.system, number: order.number },
    now,
    terminal: `接口 ${order.system}`,
  })
  return made.id
}

/** What their message adds to a case that exists: their state, their words. */
async function addTo(tx: Tx, platform: Platform, town: string, caseId: string, order: InboundOrder, now: Date): Promise<void> {
  await act(tx, platform, {
    caseId,
    action: 'outside-state',
    input: { outsideState: (order.state ?? '有更新').slice(0, 120), ...(order.words ? { words: order.words.slice(0, 2000) } : {}) },
    actor: systemActor(town, `${order.system} 接口`),
    actionId: newId(),
    now,
    terminal: `接口 ${order.system}`,
  })
}

/** Where a case stands, for the sender. */
export async function answerFor(tx: Tx, platform: Platform, town: string, caseId: string, outcome: Answer['outcome']): Promise<Answer> {
  const row = await findCase(tx, town, caseId)
  if (!row) throw failIncident('incident.not-found')
  const process = await getProcess(tx, platform, town, row.process, row.version)
  return { caseNumber: row.number, outcome, step: row.step, stepTitle: findStep(process, row.step)?.title ?? row.step }
}

async function log(tx: Tx, town: string, order: InboundOrder, now: Date, outcome: Answer['outcome'], reason?: string): Promise<void> {
  await tx.query(`insert into incident.inbound_message (town, id, system, number, seq, at, outcome, reason, payload) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`, [
    town, newId(), order.system, order.number, order.seq, now, outcome, reason ?? null, JSON.stringify(order),
  ])
}

/** Files the message away with its reason; the sender is told, and a person finds it in the connection's list. */
export async function setAside(tx: Tx, town: string, order: InboundOrder, now: Date, fault: Fault): Promise<Answer> {
  const reason = fault.more.detail ?? fault.title
  await log(tx, town, order, now, 'set-aside', reason)
  return { caseNumber: '', outcome: 'set-aside', step: '', stepTitle: '', reason }
}

/**
 * Takes one message of an outside system: a new number opens one case, the same number adds to it, a repeated or older
 * message changes nothing. Every message leaves a row that says what became of it.
 */
export async function receive(tx: Tx, platform: Platform, actor: Actor, order: InboundOrder, now: Date): Promise<Answer> {
  const { town } = actor
  const known = await claim(tx, town, order, now)
  const hash = hashOf(order)
  const done = async (caseId: string, outcome: Answer['outcome']) => {
    await log(tx, town, order, now, outcome)
    if (outcome === 'created' || outcome === 'updated') {
      await tx.query(`update incident.inbound set case_id = $4, last_seq = greatest(last_seq, $5), last_hash = $6, state = coalesce($7, state) where town = $1 and system = $2 and number = $3`, [
        town, order.system, order.number, caseId, order.seq, hash, order.state ?? null,
      ])
    }
    return answerFor(tx, platform, town, caseId, outcome)
  }
  if (!known.case_id) {
    const caseId = await openFor(tx, platform, actor, order, now)
    return done(caseId, 'created')
  }
  if (order.seq > 0 && order.seq < known.last_seq) return done(known.case_id, 'stale')
  if (known.last_hash === hash || (order.seq > 0 && order.seq === known.last_seq)) return done(known.case_id, 'unchanged')
  const news = (order.state ?? null) !== known.state || order.words
  if (news) await addTo(tx, platform, town, known.case_id, order, now)
  return done(known.case_id, news ? 'updated' : 'unchanged')
}
