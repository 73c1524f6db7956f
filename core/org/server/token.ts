import { createHash, randomBytes } from 'node:crypto'

/**
 * A secret that carries its town in front, so that looking it up is routed by the first key column:
 * cookies read `<town>.<random>`, machine tokens `sihe_<town>_<random>`. The database keeps the SHA-256 only: 256
 * random bits need no slow hash.
 */
export interface Token {
  readonly town: string
  readonly hash: Buffer
  /** For caches. */
  readonly key: string
}

const sha256 = (text: string) => createHash('sha256').update(text).digest()
const random = () => randomBytes(32).toString('base64url')

export const newCookie = (town: string): string => `${town}.${random()}`
export const newMachineToken = (town: string): string => `sihe_${town}_${random()}`

export function findCookie(text: string | undefined): Token | undefined {
  return token(/^([\w-]{1,40})\.[\w-]{43}$/u.exec(text ?? ''))
}

export function findMachineToken(text: string | undefined): Token | undefined {
  return token(/^sihe_([^_.]{1,40})_[\w-]{43}$/u.exec(text ?? ''))
}

function token(match: RegExpExecArray | null): Token | undefined {
  if (!match) return undefined
  const hash = sha256(match[0])
  return { town: match[1]!, hash, key: hash.toString('base64') }
}
