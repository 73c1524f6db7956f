import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const stepMs = 30_000

/** A new secret of 160 bits in base 32, as authenticator apps take it (RFC 4226 §4: at least 128). */
export function newSecret(): string {
  return [...randomBytes(32)].map((byte) => alphabet[byte & 31]).join('')
}

/** The bytes of a base-32 text. */
export function base32(text: string): Buffer {
  const bytes: number[] = []
  let [bits, value] = [0, 0]
  for (const c of text) {
    value = ((value << 5) | alphabet.indexOf(c)) & 0xffff
    bits += 5
    if (bits >= 8) bytes.push((value >> (bits -= 8)) & 0xff)
  }
  return Buffer.from(bytes)
}

/** The 30-second step of an instant. */
export const stepOf = (at: Date): number => Math.floor(at.getTime() / stepMs)

/** The six digits of a step: RFC 6238 with HMAC-SHA-1, what every authenticator app can. */
export function codeOf(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', secret).update(counter).digest()
  const offset = mac[19]! & 15
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

/**
 * The step a code belongs to, one step of clock difference allowed either way (RFC 6238 §5.2); undefined when it is wrong or
 * not newer than the last one used.
 */
export function findStep(secret: Buffer, code: string, at: Date, lastStep: number): number | undefined {
  const now = stepOf(at)
  if (!/^\d{6}$/u.test(code)) return undefined
  return [now - 1, now, now + 1].find((step) => step > lastStep && timingSafeEqual(Buffer.from(codeOf(secret, step)), Buffer.from(code)))
}

/** What the QR code of an authenticator app says. */
export function otpUri(secret: string, town: string, login: string): string {
  return `otpauth://totp/${encodeURIComponent(`${town}:${login}`)}?secret=${secret}&issuer=${encodeURIComponent(town)}&digits=6&period=30`
}
