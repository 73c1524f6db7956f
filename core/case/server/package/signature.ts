import { randomBytes } from 'node:crypto'
import { sm2 } from 'sm-crypto-v2'
import { keyFile } from '#platform/server/key-file.ts'
import type { PackageSeal } from '../../package.ts'
import { sm3Hex } from '../seal.ts'

// Below n − 1 of the curve whatever the rest of the bytes are.
const makePrivateKey = (): string => `0${randomBytes(32).toString('hex').slice(1)}`

/** The town's key, `keys/package.key`: who has its public half can tell our packages from others'. */
export function signingKey(dataDir: string): { readonly privateKey: string; readonly publicKey: string } {
  const privateKey = keyFile(dataDir, 'package', makePrivateKey, '导出的案卷包不能再用同一枚密钥签名')
  return { privateKey, publicKey: sm2.getPublicKeyFromPrivateKey(privateKey) }
}

const options = { hash: true, der: true } as const

/** @param bytes the manifest exactly as it stands in the package */
export function signManifest(dataDir: string, bytes: Uint8Array): PackageSeal {
  const { privateKey, publicKey } = signingKey(dataDir)
  return { algorithm: 'SM2-SM3', publicKey, signature: sm2.doSignature(bytes, privateKey, { ...options, publicKey }) }
}

export function isSignedBy(seal: PackageSeal, bytes: Uint8Array): boolean {
  try {
    return sm2.doVerifySignature(bytes, seal.signature, seal.publicKey, options)
  } catch {
    return false
  }
}

/** Eight groups of four, to be read out over the telephone. */
export const fingerprintOf = (publicKey: string): string => (sm3Hex(publicKey).slice(0, 32).match(/.{4}/g) ?? []).join(' ')
