import { waits, type Rank, type TicketState } from './ticket.ts'

/** A ticket as far as the rules of calling look at it. */
export interface Called {
  readonly state: TicketState
  readonly calls: number
  readonly misses: number
  readonly rank: Rank
}

/** 叫号规则; every value 示例 until the town confirms it. */
export interface CallRule {
  /** How often a number is called before it may be passed over. */
  readonly calls: number
  /** How many places further back it is put. */
  readonly steps: number
  /** How often it may be missed; the last time it is given up. */
  readonly misses: number
}

export type TicketMove = 'call' | 'recall' | 'miss' | 'serve' | 'finish' | 'hand-on' | 'give-up'

/** Why a move is not allowed now: an error code of the module with what to say. */
export interface Refusal {
  readonly code: 'hall.not-now' | 'hall.calls-used' | 'hall.call-again'
  readonly detail: string
}

const titles: Readonly<Record<TicketMove, string>> = {
  call: '叫号',
  recall: '重呼',
  miss: '过号',
  serve: '开始办理',
  finish: '办结',
  'hand-on': '转窗口',
  'give-up': '弃号',
}

const from: Readonly<Record<TicketMove, readonly TicketState[]>> = {
  call: ['waiting', 'missed'],
  recall: ['called'],
  miss: ['called'],
  serve: ['called'],
  finish: ['serving'],
  'hand-on': ['called', 'serving'],
  'give-up': ['called', 'serving'],
}

/** Whether the rules of §5.7 allow a move; undefined when they do. */
export function findRefusal(move: TicketMove, { state, calls }: Called, rule: CallRule): Refusal | undefined {
  if (!from[move].includes(state)) return { code: 'hall.not-now', detail: `这个号现在不能${titles[move]}` }
  if (move === 'recall' && calls >= rule.calls) return { code: 'hall.calls-used', detail: `已叫满 ${rule.calls} 次` }
  if (move === 'miss' && calls < rule.calls)
    return { code: 'hall.call-again', detail: `叫满 ${rule.calls} 次才能过号，还差 ${rule.calls - calls} 次` }
  return undefined
}

/** What becomes of a ticket by an allowed move; a missed one past its last chance is given up. */
export function moved(ticket: Called, move: TicketMove, rule: CallRule): Called {
  switch (move) {
    case 'call':
      return { ...ticket, state: 'called', calls: 1 }
    case 'recall':
      return { ...ticket, calls: ticket.calls + 1 }
    case 'miss': {
      const misses = ticket.misses + 1
      return { ...ticket, misses, state: misses >= rule.misses ? 'abandoned' : 'missed' }
    }
    case 'serve':
      return { ...ticket, state: 'serving' }
    case 'finish':
      return { ...ticket, state: 'done' }
    case 'hand-on':
      // Has waited once already: before those who have not.
      return { ...ticket, state: 'waiting', calls: 0, rank: ticket.rank === 0 ? 0 : 1 }
    case 'give-up':
      return { ...ticket, state: 'abandoned' }
  }
}

/** Whether it is over. */
export const isOver = ({ state }: Pick<Called, 'state'>): boolean => !waits(state) && state !== 'called' && state !== 'serving'
