import type { Appointment, OwnTicket, Priority } from '../contract.ts'

// Words of the page itself: the contract's tables would bring zod along.

export const priorities: readonly { readonly key: Priority; readonly title: string }[] = [
  { key: 'elder', title: '老年人' },
  { key: 'weak', title: '体弱、生病' },
  { key: 'pregnant', title: '孕妇、带婴幼儿' },
  { key: 'disabled', title: '残疾人' },
  { key: 'military', title: '军人、退役军人' },
]

/** What a number's owner should know and do now. */
export function standing(ticket: OwnTicket): { readonly title: string; readonly words: string } {
  const { state, ahead = 0, minutes, counter, calls } = ticket
  switch (state) {
    case 'waiting':
      return { title: ahead === 0 ? '下一个就是您' : `前面还有 ${ahead} 人`, words: turnWords(minutes) }
    case 'missed':
      return { title: '您过号了，已往后排', words: `前面还有 ${ahead} 人，不用重新取号，请在大厅等候。` }
    case 'called':
      return { title: `请到 ${counter?.number ?? ''} 号窗口`, words: `${counter?.title ?? ''}，已叫 ${calls} 次` }
    case 'serving':
      return { title: '正在办理', words: `${counter?.number ?? ''} 号 ${counter?.title ?? ''}` }
    case 'done':
      return { title: '已办结', words: '感谢您的等候。' }
    case 'abandoned':
      return { title: '这个号已作废', words: '还要办的话，请重新取号。' }
  }
}

/** Minutes until the turn, in words; a forecast promises nothing. */
export const turnWords = (minutes: number | null | undefined): string =>
  minutes === undefined || minutes === null
    ? '窗口还没有开放，开放后会显示大约多久。'
    : minutes === 0
      ? '马上就到，请留意叫号。'
      : `大约 ${minutes} 分钟，按现在的窗口估算，以叫号为准。`

export const bookingStates: Readonly<Record<Appointment['state'], string>> = {
  booked: '已预约',
  arrived: '已签到',
  cancelled: '已取消',
  'no-show': '已过期（未到）',
}

export const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

const weekdays = ['周日', '周一', '周二', '周三', '周四', '周五', '周六']
/** `11月23日 周一` */
export function dayWords(day: string): string {
  const date = new Date(`${day}T00:00:00Z`)
  return `${date.getUTCMonth() + 1}月${date.getUTCDate()}日 ${weekdays[date.getUTCDay()]}`
}
