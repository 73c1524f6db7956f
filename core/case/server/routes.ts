import { explain, explainWhole } from '#core/calendar/contract.ts'
import { getCalendar } from '#core/calendar/server/index.ts'
import { route } from '#core/org/server/index.ts'
import { actOnCase, explainClocks, listProcesses, readCase, readCaseFile, readProcess, readTimeline } from '../endpoints.ts'
import { offerActs, previewActs } from '../bulk-endpoints.ts'
import { readCasePackage, readPackageKey } from '../package.ts'
import { readShift, readShiftCase } from '../shift.ts'
import { act } from './act.ts'
import { offersFor, previewFor } from './bulk-preview.ts'
import { sendCaseFile } from './case-file.ts'
import { cardsOf, clockView } from './cards.ts'
import { getProcess } from './definitions.ts'
import { layoutProcess } from './diagram.ts'
import { sendPackage } from './package/send.ts'
import { fingerprintOf, signingKey } from './package/signature.ts'
import { detailOf, getReadable } from './read.ts'
import { shiftOf } from './shift.ts'
import { timelineOf } from './timeline.ts'

export const caseRoutes = [
  route(readCase, async ({ tx, platform, actor, params, now }) =>
    detailOf(tx, platform, actor, await getReadable(tx, platform, actor, params.id), now),
  ),

  route(readCaseFile, sendCaseFile),
  route(readCasePackage, sendPackage),
  route(readPackageKey, async ({ platform }) => {
    const { publicKey } = signingKey(platform.config.dataDir)
    return { algorithm: 'SM2-SM3' as const, publicKey, fingerprint: fingerprintOf(publicKey) }
  }),

  route(readTimeline, async ({ tx, platform, actor, params }) =>
    timelineOf(tx, platform, await getReadable(tx, platform, actor, params.id)),
  ),

  route(explainClocks, async ({ tx, platform, actor, params, now }) => {
    const row = await getReadable(tx, platform, actor, params.id)
    const process = await getProcess(tx, platform, row.town, row.process, row.version)
    const calendar = await getCalendar(tx, row.town)
    const clocks = process.clocks.flatMap((definition) => {
      const clock = row.state.clocks[definition.key]
      if (!clock) return []
      const until = clock.stoppedAt ?? now.getTime()
      const explanation = (clock.whole ? explainWhole : explain)(
        calendar,
        clock.startedAt,
        clock.limit,
        clock.pauses,
        until,
        clock.extensions,
      )
      return [{ ...clockView(definition.key, definition.title, clock, now.getTime()), explanation }]
    })
    return { clocks }
  }),

  route(offerActs, offersFor),
  route(previewActs, previewFor),

  route(actOnCase, async ({ tx, platform, actor, params, body, now, from }) => {
    const { row } = await act(tx, platform, {
      caseId: params.id,
      readable: true,
      action: body.action,
      input: body.input,
      actor,
      actionId: body.actionId,
      now,
      terminal: from.terminal,
      ...(body.at ? { at: new Date(body.at) } : {}),
      ...(body.seenSeq !== undefined ? { seenSeq: body.seenSeq } : {}),
    })
    return detailOf(tx, platform, actor, row, now)
  }),

  route(readShift, ({ tx, platform, actor, now }) => shiftOf(tx, platform, actor, now)),

  route(readShiftCase, async ({ tx, platform, actor, params, now }) => {
    const row = await getReadable(tx, platform, actor, params.id)
    const [process, [card], { acts }] = await Promise.all([
      getProcess(tx, platform, row.town, row.process, row.version),
      cardsOf(tx, platform, row.town, [row]),
      timelineOf(tx, platform, row),
    ])
    return { at: now.getTime(), process, one: { card: card!, version: row.version, state: row.state, acts } }
  }),

  route(listProcesses, async ({ tx, actor }) => ({
    processes: await tx.query<{ key: string; version: number; title: string; state: 'draft' | 'published' | 'retired'; openCases: number }>(
      `select p.key, p.version, p.title, p.state,
         (select count(*) from "case".cases c where c.town = p.town and c.process = p.key and c.version = p.version and c.closed_at is null) as "openCases"
       from "case".process p where p.town = $1 order by p.key, p.version desc`,
      [actor.town],
    ),
  })),

  route(readProcess, async ({ tx, platform, actor, params }) => {
    const process = await getProcess(tx, platform, actor.town, params.key, params.version)
    return { process, diagram: await layoutProcess(process) }
  }),
]
