import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify(argon2)

/** Memory in KiB and passes of Argon2id, one lane. */
export interface Cost {
  readonly memory: number
  readonly passes: number
}

/**
 * Measured on 2 cores of the target machine: 19 MiB × 2 passes 32 ms, 32 MiB × 2 65 ms, 64 MiB × 2 132 ms. 65 ms is
 * slow enough for a guesser, and four at once still fit a small server (OWASP asks for 19 MiB × 2 at least).
 */
export const standardCost: Cost = { memory: 32_768, passes: 2 }
/** For tests only: a millisecond. */
export const weakCost: Cost = { memory: 256, passes: 1 }

const b64 = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/u, '')

/** Argon2id as a PHC string `$argon2id$v=19$m=…,t=…,p=1$salt$hash`. */
export async function hashPassword(password: string, cost: Cost = standardCost): Promise<string> {
  const nonce = randomBytes(16)
  const hash = await derive('argon2id', { ...options(password, nonce), ...cost })
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=1$${b64(nonce)}$${b64(hash)}`
}

/** Compares in constant time with the hash's own cost; false for a text that is no such hash. */
export async function verifyPassword(password: string, phc: string): Promise<boolean> {
  const match = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$([^$]+)\$([^$]+)$/u.exec(phc)
  if (!match) return false
  const expected = Buffer.from(match[4]!, 'base64')
  const nonce = Buffer.from(match[3]!, 'base64')
  const actual = await derive('argon2id', { ...options(password, nonce), memory: Number(match[1]), passes: Number(match[2]) })
  return actual.length === expected.length && timingSafeEqual(actual, expected)
}

/** Whether a hash was made with another cost than is asked for now: then a sign-in, which has the password, makes it anew. */
export function isDated(phc: string, cost: Cost): boolean {
  return !phc.startsWith(`$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=1$`)
}

// One form of the same typed text: full-width and composed characters come from Chinese keyboards.
const options = (password: string, nonce: Buffer) => ({ message: password.normalize('NFKC'), nonce, parallelism: 1, tagLength: 32 })

let decoy: Promise<string> | undefined
/** A hash nobody has the password of: an unknown account costs a guesser the same time as a known one. */
export function decoyHash(cost: Cost): Promise<string> {
  return (decoy ??= hashPassword(randomBytes(18).toString('base64'), cost))
}

/** A readable one-time password of 14 characters in three classes, without look-alikes such as 0 and O. */
export function oncePassword(): string {
  const pick = (letters: string, count: number) => Array.from(randomBytes(count), (b) => letters[b % letters.length]).join('')
  return `${pick('ABCDEFGHJKMNPQRSTUVWXYZ', 4)}-${pick('abcdefghjkmnpqrstuvwxyz', 5)}-${pick('23456789', 3)}`
}
