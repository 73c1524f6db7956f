import { Readable } from 'node:stream'
import { allowed, type CaseFile } from '#core/case/contract.ts'
import { act, getProcess, guardsOf } from '#core/case/server/index.ts'
import { incidentProcess } from '#modules/incident/contract.ts'
import { actorOf } from '#core/org/server/index.ts'
import { newId } from '#platform/contract/id.ts'
import type { Tx } from '#platform/server/database.ts'
import { saveUpload } from '#platform/server/files/save.ts'
import type { Platform } from '#platform/server/module.ts'
import { type Random, makeRandom } from '#town/geometry/index.ts'
import type { Staff } from '../history/staff.ts'
import { sceneOf } from '../photos/album.ts'
import { drawPhoto } from '../photos/draw.ts'
import { busyness } from '../history/rhythm.ts'
import { newReport } from './new-report.ts'
import { type NextAct, isRipe, nextAct } from './next-act.ts'
import { type OpenCase, SIMULATED, openCases } from './open-cases.ts'
import { readSpots } from './read-spots.ts'
import { readStaff } from './read-staff.ts'

/** Two processes never play at once. */
const BEAT_LOCK = 320_599_102

/**
 * One thing happens in the demo town: a report, or the next act on a case that has rested long enough. In one transaction, through the
 * real use cases, as the right invented person at their own post.
 * @returns what was done, for the log; undefined when nothing was
 */
export async function beat(platform: Platform, town: string): Promise<string | undefined> {
  return platform.db.transaction(async (tx) => {
    const [lock] = await tx.query<{ ours: boolean }>('select pg_try_advisory_xact_lock($1) as ours', [BEAT_LOCK])
    if (!lock?.ours) return undefined
    const now = platform.now()
    const random = makeRandom(`模拟 ${now.getTime()} ${newId()}`)
    const staff = await readStaff(tx, town, now.getTime())
    const cases = await openCases(tx, town, now)
    // More reports in busy hours; fewer once plenty is under way.
    if (random.chance(0.3 * (0.3 + busyness(now.getTime())) * (cases.length > 260 ? 0.3 : 1))) {
      await newReport(tx, platform, town, { staff, spotOf: await readSpots(tx, town), random })
      return 'report'
    }
    for (const one of random.shuffle(cases.filter(({ state }) => isRipe(state, now.getTime()))).slice(0, 12)) {
      const done = await goOn(tx, platform, town, one, staff, random)
      if (done) return done
    }
    return undefined
  })
}

async function goOn(
  tx: Tx,
  platform: Platform,
  town: string,
  { id, state }: OpenCase,
  staff: Staff,
  random: Random,
): Promise<string | undefined> {
  const now = platform.now()
  const next = nextAct({ state, staff, random, now: now.getTime() })
  if (!next) return undefined
  const actor = await actorOf(tx, platform, town, next.actor.personId, next.actor.postId, now)
  const process = await getProcess(tx, platform, town, 'incident', incidentProcess.version)
  const may = allowed(process, state, actor, now.getTime(), guardsOf(platform)).some(
    ({ action, blocked }) => action.key === next.action && !blocked,
  )
  if (!may) return undefined
  const photos = await takePhotos(tx, platform, town, next, String(state.data['classCode'] ?? ''), random)
  await act(tx, platform, {
    caseId: id,
    action: next.action,
    input: { ...next.input, ...photos },
    actor,
    actionId: newId(),
    now,
    terminal: SIMULATED,
  })
  return next.action
}

async function takePhotos(
  tx: Tx,
  platform: Platform,
  town: string,
  next: NextAct,
  code: string,
  random: Random,
): Promise<Record<string, CaseFile[]>> {
  const taken: Record<string, CaseFile[]> = {}
  for (const side of next.photos ?? []) {
    const bytes = await drawPhoto(sceneOf(code), side, random.int(0, 30), random.int(100_000, 999_999))
    const file = await saveUpload(tx, platform.files, {
      town,
      subject: next.actor.subject,
      stream: Readable.from([bytes]),
      name: `示例-${side === 'before' ? '处置前' : '处置后'}.jpg`,
      at: platform.now(),
    })
    taken[side] = [{ sha256: file.sha256, name: file.name, mime: file.mime }]
  }
  return taken
}
