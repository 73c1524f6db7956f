import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { keyFile } from './key-file.ts'

/**
 * Encryption of single fields at rest (rules.md §8.6: phone and ID numbers; 个人信息保护法 art. 51). AES-256-GCM and
 * not SM4-GCM: Node's OpenSSL offers SM4 in CBC and CTR only, and §8.5 asks for an authenticated mode.
 */
export interface FieldCipher {
  /** @param place what the value belongs to (`org.person:<id>`): a value copied to another row no longer opens */
  seal(text: string, place: string): Buffer
  /** @throws Error when key, place or content do not fit */
  open(sealed: Buffer, place: string): string
  /** A keyed digest for exact look-up of a sealed value; the same text always gives the same. */
  digest(text: string): Buffer
}

const version = 1
const ciphers = new Map<string, FieldCipher>()

/**
 * The cipher of one installation. Its key is the file `keys/field.key` under the data folder, made on first use:
 * back it up apart from the database, and give every process of one town the same file.
 */
export function fieldCipher(dataDir: string): FieldCipher {
  let cipher = ciphers.get(dataDir)
  if (!cipher)
    ciphers.set(
      dataDir,
      (cipher = makeFieldCipher(
        Buffer.from(
          keyFile(dataDir, 'field', () => randomBytes(32).toString('hex'), '加密的电话和证件号无法打开'),
          'hex',
        ),
      )),
    )
  return cipher
}

/** @param key 32 random bytes; the two working keys are derived from it */
export function makeFieldCipher(key: Buffer): FieldCipher {
  const derive = (info: string) => Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), info, 32))
  const sealing = derive('sihe field seal')
  const digesting = derive('sihe field digest')
  return {
    seal(text, place) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce).setAAD(Buffer.from(place))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([Buffer.of(version), nonce, cipher.getAuthTag(), body])
    },
    open(sealed, place) {
      if (sealed[0] !== version || sealed.length < 29) throw new Error('sealed field of an unknown version')
      const decipher = createDecipheriv('aes-256-gcm', sealing, sealed.subarray(1, 13)).setAAD(Buffer.from(place))
      decipher.setAuthTag(sealed.subarray(13, 29))
      return decipher.update(sealed.subarray(29), undefined, 'utf8') + decipher.final('utf8')
    },
    digest: (text) => createHmac('sha256', digesting).update(text).digest(),
  }
}
