import type { InboundOrder } from '../../door-endpoints.ts'

/** What an outside system has said of one order so far; nobody's name or number is in it. */
export type Told = Partial<
  Pick<InboundOrder, 'title' | 'content' | 'className' | 'address' | 'place' | 'datum' | 'urgency' | 'dueAt' | 'state' | 'words'>
>

const remembered = ['title', 'content', 'className', 'address', 'place', 'datum', 'urgency', 'dueAt', 'state', 'words'] as const

/** Real systems send the fields they have nothing for as empty texts: those say nothing. */
export function withoutBlanks(order: InboundOrder): InboundOrder {
  const blank = remembered.filter((key) => order[key] === '')
  if (blank.length === 0) return order
  const tidy = { ...order }
  for (const key of blank) delete tidy[key]
  return tidy
}

/** Everything told up to and with this message; a field left out keeps its last value. */
export function toldWith(before: Told, order: InboundOrder): Told {
  const given = remembered.filter((key) => order[key] !== undefined).map((key) => [key, order[key]] as const)
  return { ...before, ...Object.fromEntries(given) }
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
const local = (instant: string): string => new Date(instant).toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' }).slice(0, 16)

/** What a message adds to what was told before, in the words the timeline shows; '' when nothing. */
export function newWords(before: Told, order: InboundOrder): string {
  const changed = (key: keyof Told): boolean => order[key] !== undefined && !same(order[key], before[key])
  const corrected = (key: keyof Told): boolean => before[key] !== undefined && changed(key)
  return [
    ...(changed('words') ? [order.words!] : []),
    ...(corrected('title') ? [`对方更正标题：${order.title}`] : []),
    ...(corrected('content') ? [`对方更正内容：${order.content}`] : []),
    ...(corrected('address') ? [`对方更正地址：${order.address}`] : []),
    ...(corrected('place') ? [`对方更正位置：${order.place!.join('，')}（${order.datum}）`] : []),
    ...(corrected('className') ? [`对方更正类别：${order.className}`] : []),
    ...(corrected('urgency') ? [order.urgency === 'urgent' ? '对方改为紧急' : '对方改为一般'] : []),
    ...(changed('dueAt') ? [`对方要求办结时间：${local(order.dueAt!)}`] : []),
  ].join('\n')
}

/** A long text in pieces the timeline takes, never cutting a character in two. */
export function pieces(text: string, most = 2000): string[] {
  const found: string[] = []
  for (let rest = text; rest !== '';) {
    // A surrogate pair on the border goes to the next piece whole.
    const end = rest.length > most && /[\uD800-\uDBFF]/u.test(rest[most - 1]!) ? most - 1 : most
    found.push(rest.slice(0, end))
    rest = rest.slice(end)
  }
  return found
}
