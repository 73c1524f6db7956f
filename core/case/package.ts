import { z } from 'zod'
import { Id } from '#platform/contract/id.ts'
import { endpoint } from '#platform/contract/endpoint.ts'

const Hash = z.string().regex(/^[0-9a-f]{64}$/)

/** An act as its hash covers it: the same facts as `Sealed` in chain.ts, so that the chain can be counted again without a database. */
export const PackedAct = z.object({
  entry: z.strictObject({
    town: z.string(),
    caseId: z.string(),
    seq: z.int(),
    actionId: z.string(),
    action: z.string(),
    at: z.int(),
    receivedAt: z.int(),
    personId: z.string(),
    personName: z.string(),
    postTitle: z.string(),
    unitId: z.string(),
    unitName: z.string(),
    actorKind: z.string(),
    terminal: z.string(),
    from: z.string(),
    to: z.string(),
    input: z.record(z.string(), z.unknown()),
    due: z.record(z.string(), z.number()),
  }),
  prev: Hash,
  hash: Hash,
})
export type PackedAct = z.infer<typeof PackedAct>

export const PackedFile = z.object({
  /** Inside the package. */
  path: z.string(),
  sha256: Hash,
  /** As it was handed in; absent for papers made for the package. */
  name: z.string().optional(),
  /** Numbers of the acts that carry it. */
  acts: z.array(z.int()),
})
export type PackedFile = z.infer<typeof PackedFile>

/** 案卷包清单: everything a stranger needs to check the package without us: the acts with their chain, the digest of every file. */
export const PackageManifest = z.object({
  format: z.literal('sihe-case-package'),
  version: z.literal(1),
  madeAt: z.iso.datetime(),
  madeBy: z.string(),
  reason: z.string(),
  town: z.object({ code: z.string(), name: z.string(), demo: z.boolean() }),
  case: z.object({ id: Id, number: z.string(), title: z.string(), process: z.string(), processVersion: z.int(), step: z.string() }),
  acts: z.array(PackedAct).min(1),
  files: z.array(PackedFile),
})
export type PackageManifest = z.infer<typeof PackageManifest>

/** The seal on the manifest: SM2 with SM3 (GB/T 32918, rules.md §8.5) over its exact bytes. */
export const PackageSeal = z.object({
  algorithm: z.literal('SM2-SM3'),
  publicKey: z.string().regex(/^04[0-9a-f]{128}$/),
  signature: z.string(),
})
export type PackageSeal = z.infer<typeof PackageSeal>

export const MANIFEST = 'manifest.json'
export const SEAL = 'manifest.sig.json'

export const readCasePackage = endpoint('GET /cases/:id/package', {
  summary: '导出案卷包（ZIP）：案卷、全部证据原件、办理记录和可离线校验的清单（须写明用途，留痕）',
  allow: 'case.package.export',
  wire: 'file',
  params: z.object({ id: Id }),
  query: z.object({ reason: z.string({ error: '请写明用途' }).trim().min(2, '请写明用途').max(200) }),
  reply: z.unknown(),
  errors: ['case.not-found', 'platform.busy'],
})

export const readPackageKey = endpoint('GET /public/package-key', {
  summary: '本镇案卷包的签名公钥（SM2），供校验导出的案卷包',
  allow: 'public',
  reply: z.object({ algorithm: z.literal('SM2-SM3'), publicKey: z.string(), fingerprint: z.string() }),
})
