/** What the hash of an act covers: every fact of the row, in one canonical text. */
export interface Sealed {
  readonly town: string
  readonly caseId: string
  readonly seq: number
  readonly actionId: string
  readonly action: string
  readonly at: number
  readonly receivedAt: number
  readonly personId: string
  readonly personName: string
  readonly postTitle: string
  readonly unitId: string
  readonly unitName: string
  readonly actorKind: string
  readonly terminal: string
  readonly from: string
  readonly to: string
  readonly input: Readonly<Record<string, unknown>>
  readonly due: Readonly<Record<string, number>>
}

/** JSON with sorted keys and no undefined, so that the same facts always give the same text. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map((v) => canonicalJson(v ?? null)).join(',')}]`
  // Half of what sealing costs is spent here: one pass over sorted keys, no lists in between.
  let text = ''
  for (const key of Object.keys(value).sort()) {
    const inner = (value as Readonly<Record<string, unknown>>)[key]
    if (inner !== undefined) text += (text === '' ? '' : ',') + keyText(key) + canonicalJson(inner)
  }
  return `{${text}}`
}

/** Keys of forms and rows come again and again; a process that sees more of them than this is fed by somebody's free text. */
const mostKeys = 2_000
const keyTexts = new Map<string, string>()

function keyText(key: string): string {
  let text = keyTexts.get(key)
  if (text === undefined) {
    text = `${JSON.stringify(key)}:`
    if (keyTexts.size < mostKeys) keyTexts.set(key, text)
  }
  return text
}

/** The text to be hashed: h_n = SM3(h_{n-1} ‖ canonicalJSON(entry_n)), rules §8.5. */
export const sealText = (previous: string, entry: Sealed): string => previous + canonicalJson(entry)

/** What stands before the first act of a case. */
export const GENESIS = '0'.repeat(64)
