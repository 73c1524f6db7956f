import { limitText } from '#core/calendar/contract.ts'
import type { CaseFile } from '#core/case/contract.ts'
import { act } from '#core/case/server/index.ts'
import { listAreas } from '#core/area/server/index.ts'
import { dayAt, isValidOn } from '#core/area/contract.ts'
import { publicActor } from '#core/org/contract.ts'
import { getTown } from '#core/org/server/index.ts'
import type { Tx } from '#platform/server/database.ts'
import { findFiles } from '#platform/server/index.ts'
import type { Platform } from '#platform/server/module.ts'
import type { BodyOf, AnswerOf } from '#platform/contract/endpoint.ts'
import { getGradeRule } from '../classes/grades.ts'
import { suggestClass } from '../classes/suggest.ts'
import { failIncident } from '../faults.ts'
import type { PublicProgress, publicTown, reportPublic } from '../public-endpoints.ts'
import { classOfKind, publicKinds } from '../public-kinds.ts'
import type { Receipt } from '../record.ts'
import { getClasses } from './catalogue.ts'
import { type Followed, getFollowed } from './public-case.ts'
import { progressOf, waysOf } from './public-progress.ts'
import { report } from './report.ts'

interface Asking {
  readonly town: string
  readonly now: Date
  readonly terminal: string
}

/** The files as we hold them: type from the content, never from what the page says. @throws Fault incident.photo-missing */
async function held(tx: Tx, town: string, given: readonly CaseFile[]): Promise<CaseFile[]> {
  const known = await findFiles(
    tx,
    town,
    given.map((f) => f.sha256),
  )
  return given.map(({ sha256, name }) => {
    const file = known.find((k) => k.sha256 === sha256)
    if (!file) throw failIncident('incident.photo-missing', { fields: [{ path: 'files', message: '照片没有上传成功' }] })
    return { sha256, name, mime: file.mime }
  })
}

/**
 * A resident's report, without an account: a number and a six-character code back. The same `actionId` with the same
 * content answers the same receipt, code included, so that a lost reply costs nothing.
 * @throws Fault incident.place-needed, incident.photo-missing
 */
export async function takeReport(tx: Tx, platform: Platform, asking: Asking, body: BodyOf<typeof reportPublic>): Promise<Receipt> {
  const { reporter, kind, ...draft } = body
  const { town, now, terminal } = asking
  const classes = await getClasses(tx, town)
  const classCode = classOfKind(kind, suggestClass(draft.description, classes))
  return report(tx, platform, {
    draft: { ...draft, files: await held(tx, town, draft.files), ...(classCode ? { classCode } : {}) },
    channel: 'public',
    actor: publicActor(town),
    ...(reporter ? { reporter } : {}),
    withCode: true,
    now,
    terminal,
  })
}

interface Saying extends Asking {
  readonly number: string
  readonly code: string
  readonly actionId: string
}

/** Does a resident's act on the case that fits and answers the progress after it. */
async function say(
  tx: Tx,
  platform: Platform,
  saying: Saying,
  choose: (followed: Followed) => { caseId: string; action: string; input: Record<string, unknown> },
): Promise<PublicProgress> {
  const { town, number, code, now, terminal, actionId } = saying
  const followed = await getFollowed(tx, platform, town, number, code)
  await act(tx, platform, { ...choose(followed), actor: publicActor(town), actionId, now, terminal })
  return progressOf(tx, await getFollowed(tx, platform, town, number, code), now)
}

/** Words added while the case is open. @throws Fault incident.cannot-add */
export const addWords = (tx: Tx, platform: Platform, saying: Saying, words: string): Promise<PublicProgress> =>
  say(tx, platform, saying, (followed) => {
    if (!waysOf(followed).canAdd) throw failIncident('incident.cannot-add')
    return { caseId: followed.worked.id, action: 'resident-note', input: { words } }
  })

/** "Not solved": the same case goes on, closed or waiting for the answer. @throws Fault incident.cannot-reopen */
export const reopen = (tx: Tx, platform: Platform, saying: Saying, reason: string): Promise<PublicProgress> =>
  say(tx, platform, saying, (followed) => {
    const { worked } = followed
    if (!waysOf(followed).canReopen) throw failIncident('incident.cannot-reopen')
    return worked.state.step === 'closed'
      ? { caseId: worked.id, action: 'reopen', input: { reason } }
      : { caseId: worked.id, action: 'resident-answer', input: { answer: 'not-solved', words: reason } }
  })

export interface Rating {
  readonly satisfied: 'satisfied' | 'fair' | 'unsatisfied'
  readonly words?: string | undefined
}

/** A rating; on a case that waits for the reporter it is also the answer "solved". @throws Fault incident.cannot-rate */
export const rate = (tx: Tx, platform: Platform, saying: Saying, { satisfied, words }: Rating): Promise<PublicProgress> =>
  say(tx, platform, saying, (followed) => {
    const { asked, canRate } = waysOf(followed)
    if (!canRate) throw failIncident('incident.cannot-rate')
    const input = { satisfied, ...(words ? { words } : {}) }
    return asked
      ? { caseId: followed.own.id, action: 'resident-answer', input: { ...input, answer: 'solved' } }
      : { caseId: followed.own.id, action: 'rate', input }
  })

/** Name, extent and what the town undertakes, for the page before anything is typed. The limits are 示例 until confirmed. */
export async function describeTown(tx: Tx, platform: Platform, town: string, now: Date): Promise<AnswerOf<typeof publicTown>> {
  const { name, demo } = await getTown(platform, town)
  const day = dayAt(now)
  const areas = (await listAreas(tx, town)).filter((a) => isValidOn(a, day) && (a.tier === 'town' || a.tier === 'village'))
  const box = areas.map((a) => a.bbox)
  const bbox = box.length
    ? [
        Math.min(...box.map((b) => b[0])),
        Math.min(...box.map((b) => b[1])),
        Math.max(...box.map((b) => b[2])),
        Math.max(...box.map((b) => b[3])),
      ]
    : []
  const [west = 120.6, south = 31, east = west, north = south] = bbox
  const { accept, finish } = getGradeRule('III')
  const first = accept ? `${accept.n * 60} 分钟内受理` : '及时受理'
  return {
    name,
    centre: [(west + east) / 2, (south + north) / 2],
    bbox,
    kinds: publicKinds.map(({ key, title }) => ({ key, title })),
    promise: `${first}；一般问题受理后 ${limitText(finish)}内办结（示例），以受理后本页显示的时限为准。`,
    hotline: '12345',
    demo,
  }
}
