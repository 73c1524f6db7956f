import { limitText } from '#core/calendar/contract.ts'
import { z } from 'zod'
import { findStep } from '#core/case/contract.ts'
import { act, findCase } from '#core/case/server/index.ts'
import { explainWhole } from '#core/calendar/contract.ts'
import { getCalendar } from '#core/calendar/server/index.ts'
import { sendOut } from '#core/notice/server/index.ts'
import { dayOf, publicActor } from '#core/org/contract.ts'
import { route, townOf } from '#core/org/server/index.ts'
import type { Tx } from '#platform/server/database.ts'
import { fieldCipher } from '#platform/server/field-cipher.ts'
import type { Platform } from '#platform/server/module.ts'
import { checklist, gapsOf, materialsOf, outstanding } from '../../case-material.ts'
import { failService } from '../../faults.ts'
import type { PublicCase } from '../../public-case.ts'
import { applyPublic, followPublic, publicForm, publicPaper, ratePublicCase, resumeDraft, saveDraft, sayPublic } from '../../public-case.ts'
import { serviceProcess } from '../../processes/service.ts'
import { getMatter } from '../matter/index.ts'
import { digestCode } from './applicant.ts'
import { makeCode, nextNumber } from './numbers.ts'
import { rateCase, roundOpen } from './ratings.ts'
import { papersOf } from './read.ts'
import { paperPdf, sendPdf } from './routes.ts'
import { take } from './take.ts'

interface Own {
  readonly case_id: string
  readonly number: string
  readonly matter_code: string
  readonly matter_name: string
  readonly applicant_name: string
  readonly closed_at: Date | null
  readonly delivered_at: Date | null
  readonly decided_at: Date | null
}

/** The case behind a number and a code. @throws Fault service.number-or-code-wrong, the same for an unknown number and a wrong code */
async function getOwn(tx: Tx, platform: Platform, town: string, number: string, code: string): Promise<Own> {
  const [row] = code
    ? await tx.query<Own>(
        `select case_id, number, matter_code, matter_name, applicant_name, closed_at, delivered_at, decided_at from service.office_case
          where town = $1 and number = $2 and code_digest = $3`,
        [town, number, digestCode(platform, number, code)],
      )
    : []
  if (!row) throw failService('service.number-or-code-wrong')
  return row
}

// What an applicant is told of an act; what is not here is the agency's own work.
const told: Readonly<Record<string, string>> = {
  open: '收到申请',
  'fix-on-spot': '当场更正',
  accept: '已受理',
  'accept-by-law': '视为受理',
  'notify-correction': '一次性告知补正',
  resubmit: '收到补正材料',
  'accept-resubmitted': '视为受理',
  'start-special': '特别程序开始，所需时间不计入期限',
  'end-special': '特别程序完成',
  'tell-hearing': '告知听证权利',
  'request-hearing': '收到听证申请',
  'grant-extension': '批准延长期限',
  supply: '收到容缺材料',
  decide: '已作出决定',
  'sole-decide': '已作出决定',
  'renew-by-law': '视为准予延续',
  deliver: '已送达',
  collect: '已领取',
  withdraw: '已撤回',
  terminate: '终止办理',
  'end-uncorrected': '终止办理',
  'refuse-receipt': '不予受理',
  'not-needed': '无需办理',
  revoke: '已撤销',
}
const spoken = new Set(['refuse-receipt', 'not-needed', 'terminate', 'end-uncorrected', 'grant-extension', 'revoke'])

async function progressOf(tx: Tx, town: string, own: Own, now: Date): Promise<PublicCase> {
  const row = await findCase(tx, town, own.case_id)
  if (!row) throw failService('service.number-or-code-wrong')
  const { state } = row
  const [acts, papers, calendar, round, rated] = await Promise.all([
    tx.query<{ action: string; at: Date; input: Record<string, unknown> }>(
      `select action, at, input from "case".act where town = $1 and case_id = $2 order by seq desc limit 100`,
      [town, own.case_id],
    ),
    papersOf(tx, town, own.case_id),
    getCalendar(tx, town),
    roundOpen(tx, town, { caseId: own.case_id, closedAt: own.closed_at, issuedAt: own.delivered_at }, now),
    tx.query<{ level: number }>(`select level from service.rating where town = $1 and case_id = $2 order by round desc limit 1`, [
      town,
      own.case_id,
    ]),
  ])
  const step = findStep(serviceProcess, state.step)
  const limits = ['notify', 'correction', 'answer', 'legal', 'promise', 'deferred', 'deliver'].flatMap((key) => {
    const clock = state.clocks[key]
    const title = serviceProcess.clocks.find((one) => one.key === key)?.title
    if (!clock || clock.stoppedAt !== undefined) return []
    return [`${title}：${explainWhole(calendar, clock.startedAt, clock.limit, clock.pauses, now.getTime(), clock.extensions).sentence}`]
  })
  return {
    number: own.number,
    matterName: own.matter_name,
    applicant: own.applicant_name,
    stepTitle: step?.publicTitle ?? step?.title ?? state.step,
    open: state.closedAt === undefined,
    track: acts.flatMap(({ action, at, input }) => {
      const title = told[action]
      if (!title) return []
      const words = String(input['deemedWhy'] ?? (spoken.has(action) ? (input['reason'] ?? input['words'] ?? '') : ''))
      return [{ at: at.toISOString(), title, ...(words ? { words } : {}) }]
    }),
    limits,
    gaps: gapsOf(state.data).map(({ text }) => text),
    materials: materialsOf(state.data),
    papers,
    ...(state.result ? { result: serviceProcess.results[state.result] ?? state.result } : {}),
    canResubmit: state.step === 'correcting',
    canCollect: state.step === 'issuing',
    canWithdraw: ['received', 'correcting', 'resubmitted', 'review', 'special', 'hearing', 'decision'].includes(state.step),
    canRate: round !== undefined,
    ...(rated[0] ? { rated: rated[0].level } : {}),
  }
}

const draftPlace = (number: string): string => `service.draft:${number}`
const Content = z.record(z.string(), z.json())

/** What a resident or a firm does without an account: by number and check code. */
export const publicCaseRoutes = [
  route(publicForm, async ({ tx, platform, params, request, now }) => {
    const { code: town } = await townOf(request, platform)
    const matter = await getMatter(tx, town, params.code, dayOf(now))
    return {
      code: matter.code,
      from: matter.from,
      name: matter.name,
      applicants: matter.applicants,
      form: matter.form,
      materials: checklist(matter, new Map()),
      promised: matter.handling === 'instant' ? '当日办结' : `受理后 ${limitText(matter.promised)}`,
      online: matter.channels.includes('online') || matter.channels.includes('phone'),
      example: matter.example,
    }
  }),
  route(applyPublic, async ({ tx, platform, body, request, now, from }) => {
    const { code: town } = await townOf(request, platform)
    const { files: _files, draft, draftCode, ...rest } = body
    const channel = rest.channel === 'phone' ? ('phone' as const) : ('online' as const)
    const receipt = await take(tx, platform, {
      draft: { ...rest, channel, accept: false },
      actor: publicActor(town),
      now,
      terminal: from.terminal,
      files: body.files,
    })
    if (draft && draftCode)
      await tx.query(`delete from service.draft where town = $1 and number = $2 and code_digest = $3`, [
        town,
        draft,
        digestCode(platform, draft, draftCode),
      ])
    const { phone } = rest.applicant
    if (!receipt.replayed && receipt.code && /^1\d{10}$/.test(phone))
      await sendOut(tx, platform, town, {
        channel: 'sms',
        address: phone,
        words: `受理号 ${receipt.number}，查询码 ${receipt.code}，凭此查进度、补正、领取。`,
      })
    return receipt
  }),
  route(followPublic, async ({ tx, platform, params, query, request, now }) => {
    const { code: town } = await townOf(request, platform)
    return progressOf(tx, town, await getOwn(tx, platform, town, params.number, query.code), now)
  }),
  route(sayPublic, async ({ tx, platform, params, body, request, now, from }) => {
    const { code: town } = await townOf(request, platform)
    const own = await getOwn(tx, platform, town, params.number, body.code)
    const files = body.files.length > 0 ? { files: body.files } : {}
    // A resident who corrects says that what was asked for lies there; what is not named stays missing and is seen at the window.
    const input = {
      resubmit: { changes: body.changes, ...(body.words ? { words: body.words } : {}), ...files },
      supply: { changes: body.changes, ...files },
      collect: { way: 'electronic' },
      withdraw: { reason: body.words || '申请人网上撤回' },
    }[body.act]
    const row = await findCase(tx, town, own.case_id)
    if (body.act === 'supply' && row && outstanding(materialsOf(row.state.data)).length === 0)
      throw failService('service.number-or-code-wrong')
    await act(tx, platform, {
      caseId: own.case_id,
      action: body.act,
      input,
      actor: publicActor(town),
      actionId: body.actionId,
      now,
      terminal: from.terminal,
    })
    return progressOf(tx, town, await getOwn(tx, platform, town, params.number, body.code), now)
  }),
  route(ratePublicCase, async ({ tx, platform, params, body, request, now }) => {
    const { code: town } = await townOf(request, platform)
    const own = await getOwn(tx, platform, town, params.number, body.code)
    const { code: _code, actionId, ...draft } = body
    await rateCase(tx, platform, {
      town,
      rated: { caseId: own.case_id, closedAt: own.closed_at, issuedAt: own.delivered_at },
      draft,
      actionId,
      matterName: own.matter_name,
      number: own.number,
      now,
    })
    return progressOf(tx, town, own, now)
  }),
  route(publicPaper, async ({ tx, platform, params, query, request, now, reply }) => {
    const { code: town } = await townOf(request, platform)
    const own = await getOwn(tx, platform, town, params.number, query.code)
    const { caseId, number, bytes } = await paperPdf(tx, platform, town, params.id, now, query.code)
    if (caseId !== own.case_id) throw failService('service.paper-missing')
    return sendPdf(reply, number, bytes)
  }),
  route(saveDraft, async ({ tx, platform, body, request, now }) => {
    const { code: town } = await townOf(request, platform)
    const cipher = fieldCipher(platform.config.dataDir)
    if (body.number && body.code) {
      const changed = await tx.query(
        `update service.draft set sealed = $4, changed_at = $5 where town = $1 and number = $2 and code_digest = $3 returning 1 as ok`,
        [
          town,
          body.number,
          digestCode(platform, body.number, body.code),
          cipher.seal(JSON.stringify(body.content), draftPlace(body.number)),
          now,
        ],
      )
      if (changed.length === 0) throw failService('service.number-or-code-wrong')
      return { number: body.number }
    }
    const year = dayOf(now).slice(0, 4)
    const number = `CG${year}${String(await nextNumber(platform, town, `service-draft/${year}`)).padStart(6, '0')}`
    const code = makeCode()
    await tx.query(`insert into service.draft (town, number, code_digest, sealed, changed_at) values ($1, $2, $3, $4, $5)`, [
      town,
      number,
      digestCode(platform, number, code),
      cipher.seal(JSON.stringify(body.content), draftPlace(number)),
      now,
    ])
    // Ninety days untouched and it goes: a draft is nobody's record.
    await tx.query(`delete from service.draft where town = $1 and changed_at < $2`, [town, new Date(now.getTime() - 90 * 86_400_000)])
    if (/^1\d{10}$/.test(body.phone))
      await sendOut(tx, platform, town, {
        channel: 'sms',
        address: body.phone,
        words: `草稿编号 ${number}，查询码 ${code}，可在另一台设备接着填。`,
      })
    return { number, code }
  }),
  route(resumeDraft, async ({ tx, platform, params, query, request }) => {
    const { code: town } = await townOf(request, platform)
    const [row] = query.code
      ? await tx.query<{ sealed: Buffer; changed_at: Date }>(
          `select sealed, changed_at from service.draft where town = $1 and number = $2 and code_digest = $3`,
          [town, params.number, digestCode(platform, params.number, query.code)],
        )
      : []
    if (!row) throw failService('service.number-or-code-wrong')
    const content = Content.parse(JSON.parse(fieldCipher(platform.config.dataDir).open(row.sealed, draftPlace(params.number))))
    return { content, changedAt: row.changed_at.toISOString() }
  }),
]
