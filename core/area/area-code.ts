import type { Tier } from './area.ts'
import { AreaCode, tierWords } from './area.ts'
import type { CodeCheck } from './grid-code.ts'
import { checkDivision, checkGridCode } from './grid-code.ts'

/**
 * The code an area is kept under, from the official one: trailing zeros go (town 9 digits, village 12, grid 15, micro-grid 18), so that
 * a code is the beginning of the code of everything inside it. Both forms are accepted; police beats have codes of their own.
 */
export function normaliseCode(tier: Tier, text: string): CodeCheck<string> {
  const code = text.trim()
  switch (tier) {
    case 'town':
      return division(code, 9, 'town')
    case 'village':
      return division(code, 12, 'village')
    case 'grid':
    case 'professional':
    case 'micro':
      return gridCode(tier, code)
    case 'police':
      return AreaCode.safeParse(code).success ? { ok: true, code } : refuse(`警务网格编码“${code}”应为 3 至 32 位数字或字母`)
  }
}

/** The code as it goes to other systems: town 12 digits, grids and micro-grids 18 (rules.md §2.2, §2.3). */
export function officialCode(tier: Tier, code: string): string {
  if (tier === 'town') return code.padEnd(12, '0')
  return tier === 'grid' || tier === 'professional' ? code.padEnd(18, '0') : code
}

/**
 * The next free code in a parent, or undefined when the numbers have run out. `used` must hold every code there ever was: a retired code is
 * not given out again (rules.md §1.2).
 */
export function nextCode(tier: 'grid' | 'professional' | 'micro', parent: string, used: Iterable<string>): string | undefined {
  const taken = new Set(used)
  const [first, last] = ranges[tier]
  for (let n = first; n <= last; n++) {
    const code = parent + String(n).padStart(3, '0')
    if (!taken.has(code)) return code
  }
  return undefined
}

/** Rules.md §2.2. */
const ranges = { grid: [1, 499], professional: [501, 899], micro: [1, 999] } as const

function division(code: string, digits: 9 | 12, level: 'town' | 'village'): CodeCheck<string> {
  if (!/^\d+$/.test(code) || (code.length !== digits && code.length !== 12))
    return refuse(`${tierWords[level]}编码应为 ${digits === 9 ? '9 位或 12' : '12'} 位数字，现为“${code}”`)
  const check = checkDivision(code.padEnd(12, '0'))
  if (!check.ok) return check
  return check.code.level === level ? { ok: true, code: code.slice(0, digits) } : refuse(`编码“${code}”不是${tierWords[level]}的编码`)
}

function gridCode(tier: 'grid' | 'professional' | 'micro', code: string): CodeCheck<string> {
  const check = checkGridCode(tier !== 'micro' && /^\d{15}$/.test(code) ? `${code}000` : code)
  if (!check.ok) return check
  if (tier === 'micro') return check.code.micro > 0 ? { ok: true, code } : refuse(`编码“${code}”末 3 位为 000，是网格本身，不是微网格`)
  if (check.code.micro > 0) return refuse(`编码“${code}”末 3 位不是 000，是微网格，不是${tierWords[tier]}`)
  if ((check.code.kind === '基础网格') !== (tier === 'grid'))
    return refuse(`编码“${code}”是${check.code.kind}的编码，不是${tierWords[tier]}的`)
  return { ok: true, code: check.code.grid }
}

function refuse(message: string): CodeCheck<string> {
  return { ok: false, message }
}
