/** A call as it is said: `A012` letter by letter, else a voice reads it as a word or as twelve. */
export function spokenCall({
  number,
  counter,
  title,
}: {
  readonly number: string
  readonly counter: number
  readonly title: string
}): string {
  const digits: Readonly<Record<string, string>> = {
    '0': '零',
    '1': '一',
    '2': '二',
    '3': '三',
    '4': '四',
    '5': '五',
    '6': '六',
    '7': '七',
    '8': '八',
    '9': '九',
  }
  const letters = [...number].map((sign) => digits[sign] ?? sign).join(' ')
  return `请 ${letters} 号，到 ${counter} 号窗口，${title}`
}

/** Said late a call sends people to a window that has gone on. */
export const isStale = (at: string, now: number): boolean => now - Date.parse(at) > 20_000
