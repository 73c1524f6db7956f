import { type Process, OPEN, findStep } from '#core/case/contract.ts'
import { voidReasons } from './processes/fields.ts'

/** An act as far as the public track looks at it. */
export interface TrackAct {
  readonly action: string
  /** Epoch milliseconds. */
  readonly at: number
  readonly to: string
  readonly input: Readonly<Record<string, unknown>>
  readonly byResident: boolean
  /** The name of the unit an order goes to, or that signed; at that time. */
  readonly unit?: string | undefined
}

export interface TrackEntry {
  readonly at: number
  readonly title: string
  readonly words?: string
  readonly unit?: string
}

const titleOf = (process: Process, step: string): string => {
  const found = findStep(process, step)
  return found?.publicTitle ?? found?.title ?? step
}

const dateText = (day: unknown): string => {
  const [, month, date] = /^\d{4}-(\d\d)-(\d\d)$/.exec(String(day)) ?? []
  return month && date ? `${Number(month)}月${Number(date)}日` : ''
}

/** Acts told even when the public step stays the same; `words` are ours, never those of staff. `mine`: the reader did it. */
const told: Readonly<Record<string, (act: TrackAct, mine: boolean) => Omit<TrackEntry, 'at'> | undefined>> = {
  [OPEN]: () => ({ title: '已收到', words: '您的反映已登记' }),
  dispatch: ({ unit }) => ({ title: '已派单', words: '已交承办单位', ...(unit ? { unit } : {}) }),
  rule: ({ unit }) => ({ title: '已派单', words: '已明确承办单位', ...(unit ? { unit } : {}) }),
  return: () => ({ title: '已受理', words: '正在重新确定承办单位' }),
  sign: ({ unit }) => ({ title: '处置中', words: '承办单位已签收', ...(unit ? { unit } : {}) }),
  'make-safe': () => ({ title: '先行处置', words: '已到现场采取临时措施' }),
  handle: () => ({ title: '核验中', words: '承办单位已反馈处置情况，由另外的人核验' }),
  settle: () => ({ title: '核验中', words: '网格员已当场处置，由另外的人核验' }),
  'approve-extension': () => ({ title: '延长时限', words: '经审批延长了办理时限' }),
  shelve: ({ input }) => ({
    title: '暂缓办理',
    words: dateText(input['nextReview']) ? `${dateText(input['nextReview'])}前复核` : '已列入挂账，定期复核',
  }),
  review: ({ input }) => ({ title: '暂缓办理', words: `已复核，下次复核在${dateText(input['nextReview'])}前` }),
  unshelve: () => ({ title: '已受理', words: '恢复办理' }),
  merge: () => ({ title: '合并办理', words: '与先前收到的同一问题合并办理' }),
  unmerge: () => ({ title: '单独办理', words: '经核对不是同一问题，恢复单独办理' }),
  reopen: ({ byResident }, mine) => ({
    title: '重新办理',
    words: byResident ? (mine ? '您反映没有解决' : '反映人表示没有解决') : '镇里复查后重新办理',
  }),
  'resident-note': (_act, mine) => (mine ? { title: '您补充了情况' } : undefined),
  rate: (_act, mine) => (mine ? { title: '您已评价' } : undefined),
  'call-back': ({ input }, mine) =>
    input['answer'] === 'unreached' && mine ? { title: '回访未接通', words: '会再联系您，也可以在本页直接答复' } : undefined,
}

function entryOf(process: Process, act: TrackAct, shown: string, mine: boolean): Omit<TrackEntry, 'at'> | undefined {
  const title = titleOf(process, act.to)
  if (findStep(process, act.to)?.end && act.action !== 'rate') {
    const how =
      act.action === 'verify'
        ? '核验通过'
        : act.action === 'call-back'
          ? '已回访'
          : act.action === 'resident-answer' && mine
            ? '您已确认'
            : ''
    return { title, ...(how ? { words: how } : {}) }
  }
  if (act.action === 'verify') {
    return act.input['passed'] === false ? { title, words: '核验没有通过，退回重新处置' } : { title, words: '核验通过' }
  }
  const special = told[act.action]?.(act, mine)
  if (special || act.action in told) return special ?? unsolved(act, title, mine)
  if (act.action === 'resident-answer') return unsolved(act, title, mine)
  return title === shown ? undefined : { title }
}

function unsolved(act: TrackAct, title: string, mine: boolean): Omit<TrackEntry, 'at'> | undefined {
  if (act.input['answer'] !== 'not-solved') return undefined
  return { title, words: mine ? '您反映没有解决，继续处置' : '反映人表示没有解决，继续处置' }
}

/**
 * A parcel-like track of a case, oldest first. Only public step titles, our own words and unit names leave here: what
 * staff wrote, who they are and who else reported stay inside.
 * @param mine acts of residents are the reader's own
 */
export function trackOf(process: Process, acts: readonly TrackAct[], mine: boolean): TrackEntry[] {
  const track: TrackEntry[] = []
  let shown = ''
  let refused: unknown
  for (const act of acts) {
    if (act.action === 'propose-void') refused = act.input['voidReason']
    const entry = entryOf(process, act, shown, mine)
    const why = act.to === 'void' ? voidReasons.find((r) => r.value === refused)?.title : undefined
    if (entry) track.push({ at: act.at, ...entry, ...(why ? { words: `原因：${why}` } : {}) })
    shown = titleOf(process, act.to)
  }
  return track
}

/**
 * The track of a merged report: its own until the merging, then the main case's. The other reporter does not appear.
 */
export function mergedTrack(process: Process, own: readonly TrackAct[], main: readonly TrackAct[]): TrackEntry[] {
  const merging = own.findLast((a) => a.action === 'merge')
  if (!merging) return trackOf(process, own, true)
  const before = main.findLast((a) => a.at <= merging.at)
  const after = own.filter((a) => a.at > merging.at && (a.action === 'rate' || a.action === 'resident-note'))
  const mine = trackOf(process, [...own.filter((a) => a.at <= merging.at), ...after], true).map((entry) =>
    entry.title === '合并办理' && before ? { ...entry, words: `${entry.words ?? ''}，当时进度：${titleOf(process, before.to)}` } : entry,
  )
  const theirs = trackOf(process, main, false).filter((entry) => entry.at > merging.at)
  return [...mine, ...theirs].sort((a, b) => a.at - b.at)
}
