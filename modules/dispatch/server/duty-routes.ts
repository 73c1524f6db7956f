import { isWorkday } from '#core/calendar/contract.ts'
import { getCalendar } from '#core/calendar/server/index.ts'
import { readCsvTable, readXlsxTable } from '#core/area/server/index.ts'
import { getReadable } from '#core/case/server/index.ts'
import { type Actor, dayOf } from '#core/org/contract.ts'
import { route } from '#core/org/server/index.ts'
import type { Tx } from '#platform/server/database.ts'
import { failFile } from '#platform/contract/files.ts'
import { cleanName } from '#platform/server/files/names.ts'
import type { Call, Route } from '#platform/server/module.ts'
import { countAnswers } from './answers/post-tasks.ts'
import {
  addLog,
  importRoster,
  listLog,
  listShifts,
  markRead,
  previewRoster,
  readDutyNow,
  readDutySettings,
  readHandover,
  readRosterMonth,
  saveDutySettings,
  setRosterCell,
  takeOver,
  writeNote,
} from '../duty/endpoints.ts'
import { readRoster } from '../duty/roster-table.ts'
import { type DutySettings, type Slot, nextSlot, slotAt, slotToTake } from '../duty/shift.ts'
import { failDispatch } from '../faults.ts'
import { dutySettings, saveConfig } from './duty-settings.ts'
import { onDuty, replaceDays, rosterCandidates, rosterOf, setCell } from './roster.ts'
import { countUrgent, findHeld, keepNote, markCaseRead, pageLog, pageShifts, shiftViews, takeShift, urgentFor, writeLog } from './shifts.ts'

const MAX_TABLE = 4 * 1024 * 1024

async function chairs(tx: Tx, town: string, { posts }: DutySettings, slot: Slot | undefined) {
  const entries = slot ? await onDuty(tx, town, slot) : []
  return posts.map(({ key, title, wanted }) => ({
    post: key,
    title,
    wanted,
    people: entries.filter(({ post }) => post === key).map(({ person }) => person),
  }))
}

function daysOf(month: string): string[] {
  const first = new Date(`${month}-01T00:00:00Z`)
  const count = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  return Array.from({ length: count }, (_, i) => `${month}-${String(i + 1).padStart(2, '0')}`)
}

async function preview({ request, platform, actor, query, now }: Call<typeof previewRoster, Actor>) {
  const part = request.isMultipart() ? await request.file({ limits: { fileSize: MAX_TABLE, files: 1 } }) : undefined
  if (!part) throw failFile('platform.file-missing')
  const bytes = await part.toBuffer().catch(() => {
    throw failFile('platform.file-too-large', { detail: `值班表超过 ${MAX_TABLE / 1024 / 1024} MB` })
  })
  // An XLSX is a ZIP file: it begins with “PK”; a .csv renamed to .xlsx is read as what it is.
  const table = bytes[0] === 0x50 && bytes[1] === 0x4b ? await readXlsxTable(bytes) : readCsvTable(bytes)
  if (!table.ok) throw failDispatch('dispatch.roster-unreadable', { detail: table.reason })
  const { read } = platform.db
  const { value: settings } = await dutySettings(read, actor.town)
  const people = await rosterCandidates(read, actor.town, dayOf(now))
  const { lines, fault } = readRoster(table.rows, settings, people, query.month.slice(0, 4))
  if (fault) throw failDispatch('dispatch.roster-unreadable', { detail: fault })
  const judged = lines.map((line) =>
    line.fault === undefined && line.day !== undefined && !line.day.startsWith(query.month)
      ? { ...line, fault: `不是 ${query.month} 的日期` }
      : line,
  )
  const refused = judged.filter(({ fault: why }) => why !== undefined).length
  return { name: cleanName(part.filename), lines: judged, accepted: judged.length - refused, refused }
}

export const dutyRoutes: readonly Route[] = [
  route(readDutySettings, async ({ tx, actor }) => {
    const { value, version } = await dutySettings(tx, actor.town)
    return { settings: value, version }
  }),
  route(saveDutySettings, async ({ tx, actor, body, now }) => ({
    settings: body.settings,
    version: await saveConfig(tx, actor, now, 'duty', body.settings, body.version),
  })),
  route(readRosterMonth, async ({ tx, actor, query }) => {
    const [{ value: settings }, entries, calendar] = [
      await dutySettings(tx, actor.town),
      await rosterOf(tx, actor.town, query.day.slice(0, 7)),
      await getCalendar(tx, actor.town),
    ]
    const days = daysOf(query.day.slice(0, 7))
    return { entries, settings, days, workdays: days.filter((day) => isWorkday(calendar, day)) }
  }),
  route(setRosterCell, async ({ tx, actor, body, now }) => {
    const { day, shift, post, personIds } = body
    await setCell(tx, actor, now, (await dutySettings(tx, actor.town)).value, { day, shift, post }, personIds)
    return { entries: (await onDuty(tx, actor.town, { day, shift })).filter((entry) => entry.post === post) }
  }),
  route(previewRoster, preview),
  route(importRoster, async ({ tx, actor, body, now }) => ({
    days: await replaceDays(tx, actor, now, (await dutySettings(tx, actor.town)).value, body.entries),
    entries: body.entries.length,
  })),

  route(readDutyNow, async ({ tx, actor, now }) => {
    const { value: settings } = await dutySettings(tx, actor.town)
    const [slot, next, held] = [slotAt(settings, now.getTime()), nextSlot(settings, now.getTime()), await findHeld(tx, actor.town)]
    const [shift] = held ? await shiftViews(tx, actor.town, [held]) : []
    return {
      at: now.toISOString(),
      ...(slot ? { slot } : {}),
      people: await chairs(tx, actor.town, settings, slot),
      ...(next ? { next } : {}),
      nextPeople: await chairs(tx, actor.town, settings, next),
      ...(shift ? { shift } : {}),
      urgent: await countUrgent(tx, actor.town),
    }
  }),
  route(readHandover, async ({ tx, platform, actor, now }) => {
    const { value: settings } = await dutySettings(tx, actor.town)
    const held = await findHeld(tx, actor.town)
    const slot = slotToTake(settings, now.getTime(), held)
    const { cards, unread } = await urgentFor(tx, platform, actor, held?.taken_at.getTime() ?? 0)
    const [from] = held ? await shiftViews(tx, actor.town, [held]) : []
    const leads = new Set(settings.posts.filter(({ lead }) => lead).map(({ key }) => key))
    const mine = slot ? (await onDuty(tx, actor.town, slot)).some((e) => e.person.id === actor.personId && leads.has(e.post)) : false
    const [plans, orders] = [await countAnswers(tx, actor.town, now, 'plan'), await countAnswers(tx, actor.town, now, 'order')]
    return {
      ...(from ? { from } : {}),
      ...(slot ? { to: slot } : {}),
      rostered: mine,
      urgent: cards,
      unread: unread.length,
      unanswered: plans.unanswered,
      unansweredOrders: orders.unanswered,
    }
  }),
  route(markRead, async ({ tx, platform, actor, body, now }) => {
    await getReadable(tx, platform, actor, body.caseId)
    await markCaseRead(tx, actor, body.caseId, now)
    const held = await findHeld(tx, actor.town)
    return { unread: (await urgentFor(tx, platform, actor, held?.taken_at.getTime() ?? 0)).unread.length }
  }),
  route(takeOver, async ({ tx, platform, actor, body, now }) => {
    const row = await takeShift(tx, platform, actor, now, body.reason)
    return (await shiftViews(tx, actor.town, [row]))[0]!
  }),
  route(writeNote, async ({ tx, actor, body, now }) => {
    const row = await keepNote(tx, actor, now, body.words, body.version)
    return (await shiftViews(tx, actor.town, [row]))[0]!
  }),
  route(addLog, async ({ tx, platform, actor, body, now }) => {
    if (!(await findHeld(tx, actor.town))) throw failDispatch('dispatch.no-shift')
    if (body.caseId) await getReadable(tx, platform, actor, body.caseId)
    return writeLog(tx, actor.town, { at: now, kind: 'note', by: actor.name, words: body.words, caseId: body.caseId })
  }),
  route(listLog, ({ tx, actor, query }) => pageLog(tx, actor.town, query)),
  route(listShifts, ({ tx, actor, query }) => pageShifts(tx, actor.town, query)),
]
