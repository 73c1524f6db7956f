import { DAY, HOUR } from '#core/calendar/contract.ts'
import type { CaseState } from '#core/case/contract.ts'

export interface Promised {
  readonly text: string
  /** Epoch milliseconds; absent while no clock of the public's runs. */
  readonly dueAt?: number
  readonly late: boolean
}

const two = (n: number): string => String(n).padStart(2, '0')

/** `11月25日（周三）17:30`, in China's time. */
export function momentText(ms: number): string {
  const date = new Date(ms + 8 * HOUR)
  const week = '日一二三四五六'[Math.floor((ms + 8 * HOUR) / DAY + 4) % 7]
  return `${date.getUTCMonth() + 1}月${date.getUTCDate()}日（周${week}）${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`
}

const resting: Readonly<Record<string, string>> = {
  closed: '本事件已办结。没有解决的，可以在本页要求重新办理，不用再报一次。',
  void: '经审核不予受理，原因见下方进度。有异议的，可拨打 12345 反映。',
  verification: '承办单位已反馈处置情况，正在由另外的人核验。',
  shelved: '眼下还办不了，已列入挂账，到期复核，进度会写在本页。',
}

/**
 * What the town owes now, read from the running clocks and nothing else: no clock, no date; late is called late.
 * @param asked the reader is the one who is to say whether it is solved
 */
export function promiseOf(state: CaseState, now: number, asked: boolean): Promised {
  if (state.step === 'callback') {
    return { text: asked ? '处置结果已核验，请您确认是否解决。' : '处置结果已核验，正在回访反映人。', late: false }
  }
  const rest = resting[state.step]
  if (rest) return { text: rest, late: false }
  const accept = due(state, 'accept')
  const finish = due(state, 'finish')
  const dueAt = accept ?? finish
  if (dueAt === undefined) return { text: '正在办理，时限暂停计算，恢复后在本页显示。', late: false }
  const what = accept === undefined ? '办结' : '受理'
  if (now > dueAt) return { text: `已超过${what}时限（${momentText(dueAt)}），系统已提醒值班长。`, dueAt, late: true }
  const then = accept === undefined ? '办结，并把结果写在本页' : '受理，受理后告知办结时限'
  return { text: `镇里应在 ${momentText(dueAt)} 前${then}。`, dueAt, late: false }
}

function due(state: CaseState, key: string): number | undefined {
  const clock = state.clocks[key]
  return clock && clock.stoppedAt === undefined ? clock.dueAt : undefined
}
