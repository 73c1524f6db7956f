/** Masking of personal data (rules.md §8.3). Replies carry the masked form; the full one needs a reason and leaves an audit row. */

// The two-character surnames in use today (百家姓复姓); longer ones are minority names and masked as ordinary ones.
const compound = new Set(
  '欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌 微生 公户 公玉 公仪 梁丘 公仲 公上 公门 公山 公坚 左丘 公伯 西门 公祖 第五 公乘 贯丘 公皙 南荣 东里 东宫 仲长 子书 子桑 即墨 达奚 褚师'.split(
    ' ',
  ),
)

const stars = (count: number): string => '*'.repeat(Math.max(count, 0))

/** `张*`, `张*明`, `欧阳*`: the first character (a compound surname whole) and, from three on, the last. */
export function maskName(name: string): string {
  const chars = [...name.trim()]
  if (chars.length <= 1) return chars.length ? '*' : ''
  if (chars.length === 2) return `${chars[0]}*`
  return compound.has(chars.slice(0, 2).join('')) ? `${chars[0]}${chars[1]}*` : `${chars[0]}*${chars.at(-1)}`
}

/** Mobile `138****5678`; landline `0512-******78` (area code and last two); anything shorter only its last two. */
export function maskPhone(phone: string): string {
  const digits = phone.replaceAll(/[\s-]/gu, '').replace(/^\+?86(?=1\d{10}$)/u, '')
  if (/^1\d{10}$/u.test(digits)) return `${digits.slice(0, 3)}****${digits.slice(7)}`
  const landline = /^(010|02\d|0[3-9]\d\d)(\d{5,})$/u.exec(digits)
  if (landline) return `${landline[1]}-${stars(landline[2]!.length - 2)}${landline[2]!.slice(-2)}`
  const kept = digits.length > 4 ? 2 : 0
  return stars(digits.length - kept) + digits.slice(digits.length - kept)
}

/** `320509********0013` inside the offices, `3****************3` towards the public. */
export function maskIdNumber(number: string, audience: 'internal' | 'public' = 'internal'): string {
  const [head, tail] = audience === 'internal' ? [6, 4] : [1, 1]
  if (number.length <= head + tail) return stars(number.length)
  return number.slice(0, head) + stars(number.length - head - tail) + number.slice(-tail)
}

/** `622202******1234`: six and four. */
export function maskBankCard(card: string): string {
  return card.length <= 10 ? stars(card.length) : card.slice(0, 6) + stars(card.length - 10) + card.slice(-4)
}

/** Down to village or community: `平望镇溪港村***`. Without such a name only the first three characters stay. */
export function maskAddress(address: string): string {
  const kept = /^.*?(?:村|社区|居委会)/u.exec(address)?.[0] ?? [...address].slice(0, 3).join('')
  return kept === address ? address : `${kept}***`
}

/** `苏E***12`: the first two and the last two. */
export function maskPlate(plate: string): string {
  const chars = [...plate.replaceAll(/[\s·]/gu, '')]
  return chars.length <= 4 ? stars(chars.length) : chars.slice(0, 2).join('') + stars(chars.length - 4) + chars.slice(-2).join('')
}

/** `a***@x.cn`: the first character and the domain. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@')
  return at < 1 ? stars(email.length) : `${[...email][0]}***${email.slice(at)}`
}
