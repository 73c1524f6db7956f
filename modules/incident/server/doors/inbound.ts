import { createHash } from 'node:crypto'
import { convertDatum } from '#core/area/contract.ts'
import { canonicalJson, findStep } from '#core/case/contract.ts'
import { act, findCase, getProcess } from '#core/case/server/index.ts'
import { type Actor, publicActor, systemActor } from '#core/org/contract.ts'
import { maskName, maskPhone } from '#core/party/contract.ts'
import { newId } from '#platform/contract/id.ts'
import type { Fault } from '#platform/contract/problem.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import { findClass } from '../../classes/catalogue.ts'
import { suggestClass } from '../../classes/suggest.ts'
import type { InboundAnswer, InboundOrder } from '../../door-endpoints.ts'
import { failIncident } from '../../faults.ts'
import { getClasses } from '../catalogue.ts'
import { knowSystem, meaningOf, noteReceived } from './connections.ts'
import { type Told, newWords, pieces, toldWith, withoutBlanks } from './inbound-news.ts'
import { report } from '../report.ts'
import type { z } from 'zod'

type Answer = z.infer<typeof InboundAnswer>

interface Known {
  case_id: string | null
  last_seq: number
  last_hash: string
  state: string | null
  told: Told
}

/** The part of a message that says something; the running number does not. */
const hashOf = ({ seq: _seq, ...rest }: InboundOrder): string => createHash('sha256').update(canonicalJson(rest)).digest('hex')
const terminalOf = (system: string): string => `接口 ${system}`

/** Takes the row of an outside number, making it when new; other messages of the number wait here. */
async function claim(tx: Tx, town: string, order: InboundOrder, now: Date): Promise<Known> {
  const [row] = await tx.query<Known>(
    `insert into incident.inbound as i (town, system, number, messages, first_at, last_at) values ($1, $2, $3, 1, $4, $4)
     on conflict (town, system, number) do update set messages = i.messages + 1, last_at = excluded.last_at
     returning case_id, last_seq, last_hash, state, told`,
    [town, order.system, order.number, now],
  )
  return row!
}

/** Their class name as one of ours: by code, else by the words; undefined leaves it to the dispatcher. */
async function classFor(tx: Tx, town: string, order: InboundOrder): Promise<string | undefined> {
  const catalogue = await getClasses(tx, town)
  if (order.className && findClass(catalogue, order.className)) return order.className
  const [first] = suggestClass(`${order.className ?? ''} ${order.content ?? ''}`, catalogue, 1)
  return first && first.score >= 0.6 ? first.code : undefined
}

/** A phone somebody can be called at, in the form our own pages take; whatever else stands in the field is no number. */
const callable = (phone: string | undefined): string | undefined => {
  const tidy = phone?.trim() ?? ''
  return /^[0-9+\- ]{5,20}$/u.test(tidy) ? tidy : undefined
}

async function openFor(tx: Tx, platform: Platform, actor: Actor, order: InboundOrder, now: Date): Promise<string> {
  const { content, title } = order
  if (content === undefined) throw failIncident('incident.order-empty')
  const place = order.place ? convertDatum(order.place, order.datum, 'WGS84') : undefined
  const classCode = await classFor(tx, actor.town, order)
  // A title too long for ours stays whole in the text.
  const long = title !== undefined && title.length > 80
  const made = await report(tx, platform, {
    draft: {
      actionId: newId(),
      description: long ? `${title}\n${content}` : content,
      ...(title && !long ? { title } : {}),
      ...(classCode ? { classCode } : {}),
      ...(place ? { place: [place[0], place[1]] as [number, number] } : {}),
      address: order.address || '地址未提供',
      ...(order.urgency === 'urgent' ? { grade: 'II' as const } : {}),
      ...(order.receivedAt ? { at: order.receivedAt } : {}),
    },
    channel: 'hotline',
    actor,
    reporter: order.reporter
      ? { name: order.reporter.name?.trim() || undefined, phone: callable(order.reporter.phone), callBack: true }
      : undefined,
    external: { system: order.system, number: order.number },
    now,
    terminal: terminalOf(order.system),
  })
  return made.id
}

/** Puts their state and words on the case's timeline, long words in several acts; a reopened order reopens ours. */
async function addTo(
  tx: Tx,
  platform: Platform,
  town: string,
  caseId: string,
  order: InboundOrder,
  known: Known,
  now: Date,
): Promise<boolean> {
  const words = newWords(known.told, order)
  if (words === '' && (order.state === undefined || order.state === known.state)) return false
  const common = { caseId, now, terminal: terminalOf(order.system) }
  const outsideState = order.state ?? known.state ?? '已转来'
  for (const part of words === '' ? [''] : pieces(words)) {
    const input = { outsideState, ...(part ? { words: part } : {}) }
    await act(tx, platform, {
      ...common,
      action: 'outside-state',
      input,
      actor: systemActor(town, `${order.system} 接口`),
      actionId: newId(),
    })
  }
  const reopens = order.state !== known.state && (await meaningOf(tx, town, order.system, order.state)) === 'reopen'
  if (reopens && (await findCase(tx, town, caseId))?.step === 'closed') {
    // 重办: the outside system speaks for the resident, who may reopen.
    const reason = (order.words || `对方状态：${outsideState}`).slice(0, 1000)
    const actor = { ...publicActor(town), name: `${order.system} 转群众诉求` }
    await act(tx, platform, { ...common, action: 'reopen', input: { reason }, actor, actionId: newId() })
  }
  return true
}

/** Where a case stands, for the sender. */
export async function answerFor(tx: Tx, platform: Platform, town: string, caseId: string, outcome: Answer['outcome']): Promise<Answer> {
  const row = await findCase(tx, town, caseId)
  if (!row) throw failIncident('incident.not-found')
  const process = await getProcess(tx, platform, town, row.process, row.version)
  return { caseNumber: row.number, outcome, step: row.step, stepTitle: findStep(process, row.step)?.title ?? row.step }
}

/** One row for every message; the reporter only masked, since their name and phone lie sealed with the case. */
async function log(tx: Tx, town: string, order: InboundOrder, now: Date, outcome: Answer['outcome'], reason?: string): Promise<void> {
  const { name, phone } = order.reporter ?? {}
  const reporter = { ...(name ? { name: maskName(name) } : {}), ...(phone ? { phone: maskPhone(phone) } : {}) }
  const payload = JSON.stringify(order.reporter ? { ...order, reporter } : order)
  await tx.query(
    `insert into incident.inbound_message (town, id, system, number, seq, at, outcome, reason, payload) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [town, newId(), order.system, order.number, order.seq, now, outcome, reason ?? null, payload],
  )
}

/** Files the message away with its reason; the sender is told, and the connection's list counts it. */
export async function setAside(tx: Tx, town: string, order: InboundOrder, now: Date, fault: Fault): Promise<Answer> {
  const reason = [fault.title, fault.more.detail].filter(Boolean).join('：')
  await knowSystem(tx, town, order.system, now)
  await log(tx, town, order, now, 'set-aside', reason)
  return { caseNumber: '', outcome: 'set-aside', step: '', stepTitle: '', reason }
}

/**
 * Takes one message of an outside system: a new number opens one case, the same number adds to it, a repeated or older
 * message changes nothing. Every message leaves a row that says what became of it.
 * @throws Fault incident.door-closed, incident.order-empty, incident.order-seq-reused: to be set aside
 */
export async function receive(tx: Tx, platform: Platform, actor: Actor, sent: InboundOrder, now: Date): Promise<Answer> {
  const { town } = actor
  const order = withoutBlanks(sent)
  await noteReceived(tx, town, order.system, now)
  const known = await claim(tx, town, order, now)
  const hash = hashOf(order)
  const done = async (caseId: string, outcome: Answer['outcome']) => {
    await log(tx, town, order, now, outcome)
    if (outcome !== 'stale') {
      await tx.query(
        `update incident.inbound set case_id = $4, last_seq = greatest(last_seq, $5), last_hash = $6, state = coalesce($7, state), told = $8
         where town = $1 and system = $2 and number = $3`,
        [town, order.system, order.number, caseId, order.seq, hash, order.state ?? null, JSON.stringify(toldWith(known.told, order))],
      )
    }
    return answerFor(tx, platform, town, caseId, outcome)
  }
  if (!known.case_id) {
    const caseId = await openFor(tx, platform, actor, order, now)
    await addTo(tx, platform, town, caseId, order, known, now)
    return done(caseId, 'created')
  }
  if (order.seq > 0 && order.seq < known.last_seq) return done(known.case_id, 'stale')
  if (known.last_hash === hash) return done(known.case_id, 'unchanged')
  if (order.seq > 0 && order.seq === known.last_seq) throw failIncident('incident.order-seq-reused', { detail: `序号 ${order.seq}` })
  const added = await addTo(tx, platform, town, known.case_id, order, known, now)
  return done(known.case_id, added ? 'updated' : 'unchanged')
}
