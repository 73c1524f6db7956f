import { newId } from '#platform/contract/id.ts'
import { readAfter } from '#platform/contract/page.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import { type Actor, systemActor } from '#core/org/contract.ts'
import { listAreas } from '#core/area/server/index.ts'
import { act } from '#core/case/server/index.ts'
import { z } from 'zod'
import { type CapAlert, readCap } from '../alert/cap.ts'
import type { AlertOutcome, AlertView } from '../alert/endpoints.ts'
import { AlertRules, defaultRules, findRule, isForUs, severityOf } from '../alert/rules.ts'
import { failDispatch } from '../faults.ts'
import { levelTitle } from '../plan/card.ts'
import { activateNow, findOpen, propose } from './activate.ts'
import { readConfig } from './duty-settings.ts'
import { writeLog } from './shifts.ts'

interface AlertRow {
  id: string
  identifier: string
  sender: string
  status: string
  msg_type: string
  event: string
  severity: string
  headline: string
  area: string
  sent_at: Date | null
  expires_at: Date | null
  received_at: Date
  outcome: z.infer<typeof AlertOutcome>
  activation_id: string | null
  faults: string[]
}
const columns = `id, identifier, sender, status, msg_type, event, severity, headline, area, sent_at, expires_at, received_at, outcome, activation_id, faults`

const viewOf = (row: AlertRow): AlertView => ({
  id: row.id,
  identifier: row.identifier,
  sender: row.sender,
  status: row.status,
  msgType: row.msg_type,
  event: row.event,
  severity: row.severity,
  headline: row.headline,
  area: row.area,
  ...(row.sent_at ? { sentAt: row.sent_at.toISOString() } : {}),
  ...(row.expires_at ? { expiresAt: row.expires_at.toISOString() } : {}),
  receivedAt: row.received_at.toISOString(),
  outcome: row.outcome,
  ...(row.activation_id ? { activationId: row.activation_id } : {}),
  faults: row.faults,
})

export const alertRules = (tx: Tx, town: string) => readConfig(tx, town, 'alert-rules', AlertRules, defaultRules)

const date = (text: string | undefined): Date | null => {
  const at = text === undefined ? Number.NaN : Date.parse(text)
  return Number.isNaN(at) ? null : new Date(at)
}

async function boxOf(tx: Tx, town: string) {
  const box = (await listAreas(tx, town)).find((area) => area.tier === 'town')?.bbox
  return box && ([box[0], box[1], box[2], box[3]] as const)
}

interface Effect {
  readonly outcome: z.infer<typeof AlertOutcome>
  readonly activationId?: string | undefined
}

/** What a warning leads to. Only an Actual one touches anything real; an Exercise becomes a drill; Test and Draft are only kept. */
async function follow(tx: Tx, platform: Platform, actor: Actor, alert: CapAlert, now: Date): Promise<Effect> {
  const { town } = actor
  const exercise = alert.status === 'Exercise'
  if (['Test', 'System', 'Draft'].includes(alert.status) || ['Ack', 'Error'].includes(alert.msgType)) return { outcome: 'stored' }
  if (alert.msgType === 'Cancel') return cancelled(tx, platform, town, alert, now)
  const { value: table } = await alertRules(tx, town)
  const found = findRule(table.rules, alert)
  if (!found) return { outcome: 'no-rule' }
  const { rule, info } = found
  const ours = isForUs(info, table.geocodes.length > 0 ? table.geocodes : [town.slice(0, 6)], await boxOf(tx, town))
  if (ours === 'no') return { outcome: 'not-ours' }
  const expired = date(info.expires)
  if (expired && expired < now) return { outcome: 'stored' }
  const headline = info.headline || info.event
  const open = await findOpen(tx, town, rule.plan, exercise)
  if (open) {
    const change = open.level === rule.level ? '' : `，对应${levelTitle(rule.level)}（现为${levelTitle(open.level)}）`
    await note(tx, platform, town, open.caseId, `收到预警：${headline}${change}`, now)
    return { outcome: 'updated', activationId: open.caseId }
  }
  const proposal = {
    plan: rule.plan,
    level: rule.level,
    drill: exercise,
    trigger: 'alert' as const,
    words: [info.description, info.instruction, ours === 'unknown' ? '预警没有写明可识别的区域，请核对是否影响本镇' : '']
      .filter(Boolean)
      .join('\n')
      .slice(0, 2000),
    source: `${info.senderName || alert.sender}：${headline}`.slice(0, 500),
    actor: systemActor(town, '气象预警'),
    actionId: newId(now.getTime()),
    now,
  }
  // By itself only when the sender is explicit in everything: an unstated status or place needs a person.
  const sure = rule.mode === 'activate' && ours === 'yes' && (alert.status === 'Actual' || exercise)
  const opened = sure ? await activateNow(tx, platform, proposal, systemActor(town, '气象预警')) : await propose(tx, platform, proposal)
  return { outcome: sure ? 'activated' : 'proposed', activationId: opened.caseId }
}

async function note(tx: Tx, platform: Platform, town: string, caseId: string, words: string, now: Date): Promise<void> {
  const actor = systemActor(town, '气象预警')
  await act(tx, platform, { caseId, action: 'note', input: { words: words.slice(0, 2000) }, actor, actionId: newId(now.getTime()), now })
}

/** A warning called off: a proposal nobody confirmed falls away, a running response is told and ended by a person. */
async function cancelled(tx: Tx, platform: Platform, town: string, alert: CapAlert, now: Date): Promise<Effect> {
  const ids = alert.references.map(({ identifier }) => identifier)
  const [row] = await tx.query<{ case_id: string; step: string }>(
    `select a.case_id, a.step from dispatch.alert w join dispatch.activation a on a.town = w.town and a.case_id = w.activation_id
     where w.town = $1 and w.sender = $2 and w.identifier = any($3) and a.closed_at is null order by w.received_at desc limit 1`,
    [town, alert.sender, ids],
  )
  if (!row) return { outcome: 'ended' }
  if (row.step === 'proposed') {
    await act(tx, platform, {
      caseId: row.case_id,
      action: 'dismiss',
      input: { reason: '预警已解除' },
      actor: systemActor(town, '气象预警'),
      actionId: newId(now.getTime()),
      now,
    })
  } else await note(tx, platform, town, row.case_id, '预警已解除，请研判是否结束响应', now)
  return { outcome: 'ended', activationId: row.case_id }
}

/**
 * Takes a warning in. The same one again (by sender and identifier, CAP 1.2 §3.2.1) answers what came of it the first time.
 * @throws Fault dispatch.alert-unreadable
 */
export async function receive(tx: Tx, platform: Platform, actor: Actor, xml: string, now: Date): Promise<AlertView> {
  let alert: CapAlert
  try {
    alert = readCap(xml)
  } catch (error) {
    throw failDispatch('dispatch.alert-unreadable', { detail: error instanceof Error ? error.message : '' })
  }
  const { town } = actor
  const id = newId(now.getTime())
  const info = alert.infos[0]
  const [kept] = await tx.query<AlertRow>(
    `insert into dispatch.alert (town, id, sender, identifier, status, msg_type, event, severity, headline, area, sent_at, expires_at, received_at, outcome, faults, xml)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'stored', $14, $15) on conflict (town, sender, identifier) do nothing returning ${columns}`,
    [
      town,
      id,
      alert.sender,
      alert.identifier,
      alert.status,
      alert.msgType,
      info?.event ?? '',
      (info && severityOf(info)) ?? info?.severity ?? '',
      info?.headline ?? '',
      (info?.areas ?? [])
        .map(({ description }) => description)
        .join('；')
        .slice(0, 500),
      date(alert.sent),
      date(info?.expires),
      now,
      JSON.stringify(alert.faults),
      xml,
    ],
  )
  if (!kept) {
    const [first] = await tx.query<AlertRow>(`select ${columns} from dispatch.alert where town = $1 and sender = $2 and identifier = $3`, [
      town,
      alert.sender,
      alert.identifier,
    ])
    return viewOf(first!)
  }
  const { outcome, activationId } = await follow(tx, platform, actor, alert, now)
  const [row] = await tx.query<AlertRow>(
    `update dispatch.alert set outcome = $3, activation_id = $4 where town = $1 and id = $2 returning ${columns}`,
    [town, id, outcome, activationId ?? null],
  )
  if (outcome !== 'stored' && outcome !== 'not-ours')
    await writeLog(tx, town, {
      at: now,
      kind: 'alert',
      by: info?.senderName || alert.sender || '预警',
      words: info?.headline || info?.event || '预警',
      caseId: activationId,
    })
  return viewOf(row!)
}

const After = z.tuple([z.iso.datetime({ offset: true }), z.uuid()])

/** Warnings received, newest first. */
export async function pageAlerts(tx: Tx, town: string, { after, limit }: { after?: string | undefined; limit: number }) {
  const last = readAfter(After, after)
  const rows = await tx.query<AlertRow>(
    `select ${columns} from dispatch.alert where town = $1 and ($2::timestamptz is null or (received_at, id) < ($2, $3::uuid))
     order by received_at desc, id desc limit $4`,
    [town, last?.[0] ?? null, last?.[1] ?? null, limit + 1],
  )
  return { rows, limit, view: viewOf }
}
