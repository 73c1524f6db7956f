import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { type Entry, type ZipFile, openPromise } from 'yauzl'
import { GENESIS } from '../../chain.ts'
import { MANIFEST, PackageManifest, PackageSeal, SEAL } from '../../package.ts'
import { seal } from '../seal.ts'
import { fingerprintOf, isSignedBy } from './signature.ts'
import { filesOfActs } from './write.ts'

/** Nobody's manifest is larger; a zip that says otherwise is not unpacked into memory. */
const LARGEST_MANIFEST = 64 * 1024 * 1024

export interface PackageCheck {
  /** What does not fit, in Chinese, each with where; empty when the package is whole. */
  readonly faults: readonly string[]
  readonly manifest?: PackageManifest
  readonly fingerprint?: string
}

/**
 * Checks a case package (案卷包) without a database: the seal on the manifest, the chain of acts, the digest of every file, and that nothing was
 * added, taken out or left behind. Files stream through: memory does not grow with them.
 * @param expectedKey the town's public key where it is known from elsewhere: without it a package re-signed by somebody else looks whole
 */
export async function checkPackage(path: string, expectedKey?: string): Promise<PackageCheck> {
  let zip: ZipFile
  try {
    zip = await openPromise(path, { autoClose: false, strictFileNames: true })
  } catch (error) {
    return { faults: [`不是完整的 ZIP 文件：${error instanceof Error ? error.message : String(error)}`] }
  }
  try {
    return await checkZip(zip, expectedKey)
  } catch (error) {
    return { faults: [`读取案卷包出错，文件已损坏：${error instanceof Error ? error.message : String(error)}`] }
  } finally {
    zip.close()
  }
}

async function checkZip(zip: ZipFile, expectedKey: string | undefined): Promise<PackageCheck> {
  const entries = new Map<string, Entry>()
  const faults: string[] = []
  for await (const entry of zip.eachEntry()) {
    if (entries.has(entry.fileName)) faults.push(`${entry.fileName} 在包里出现两次`)
    entries.set(entry.fileName, entry)
  }
  const bytes = await small(zip, entries.get(MANIFEST))
  if (!bytes) return { faults: [`缺少清单 ${MANIFEST}，或者清单过大`] }
  const parsed = PackageManifest.safeParse(parseJson(bytes))
  if (!parsed.success) return { faults: ['清单内容不是四河案卷包的格式'] }
  const manifest = parsed.data
  const signed = PackageSeal.safeParse(parseJson((await small(zip, entries.get(SEAL))) ?? Buffer.alloc(0)))
  if (!signed.success) faults.push(`缺少清单的签名 ${SEAL}，或者格式不对`)
  else {
    if (!isSignedBy(signed.data, bytes)) faults.push('清单与签名不符：清单被改动过')
    if (expectedKey && signed.data.publicKey !== expectedKey.toLowerCase()) faults.push('签名不是本镇的密钥：这个包不是本镇导出的')
  }
  faults.push(...chainFaults(manifest))
  faults.push(...listFaults(manifest, entries))
  for (const { path, sha256 } of manifest.files) {
    const entry = entries.get(path)
    if (entry && (await digestOf(zip, entry)) !== sha256) faults.push(`${path} 的内容与清单不符：文件被改动过`)
  }
  return { faults, manifest, ...(signed.success ? { fingerprint: fingerprintOf(signed.data.publicKey) } : {}) }
}

/** The acts follow one another and each is what its hash covers. */
export function chainFaults(manifest: PackageManifest): string[] {
  const faults: string[] = []
  let previous = GENESIS
  for (const [i, { entry, prev, hash }] of manifest.acts.entries()) {
    const at = `第 ${i + 1} 条办理记录`
    if (entry.seq !== i + 1) faults.push(`${at}缺号`)
    if (entry.caseId !== manifest.case.id || entry.town !== manifest.town.code) faults.push(`${at}不是这个案件的`)
    if (prev !== previous) faults.push(`${at}与前一条的摘要接不上`)
    if (seal(prev, entry) !== hash) faults.push(`${at}的内容与摘要不符：记录被改动过`)
    previous = hash
  }
  return faults
}

/** Everything the acts carry is listed and there, and nothing else is. */
function listFaults(manifest: PackageManifest, entries: ReadonlyMap<string, Entry>): string[] {
  const listed = new Map(manifest.files.map((file) => [file.path, file]))
  const digests = new Set(manifest.files.map(({ sha256 }) => sha256))
  const wanted = filesOfActs(manifest.acts.map(({ entry }) => ({ seq: entry.seq, input: entry.input })))
  return [
    ...wanted.filter(({ sha256 }) => !digests.has(sha256)).map(({ name, acts }) => `第 ${acts.join('、')} 条办理记录的“${name}”不在清单里`),
    ...[...listed.keys()].filter((path) => !entries.has(path)).map((path) => `缺少文件 ${path}`),
    ...[...entries.keys()]
      .filter((path) => path !== MANIFEST && path !== SEAL && !listed.has(path))
      .map((path) => `多出清单以外的文件 ${path}`),
  ]
}

async function small(zip: ZipFile, entry: Entry | undefined): Promise<Buffer | undefined> {
  if (!entry || entry.uncompressedSize > LARGEST_MANIFEST) return undefined
  return buffer(await zip.openReadStreamPromise(entry))
}

async function digestOf(zip: ZipFile, entry: Entry): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of await zip.openReadStreamPromise(entry)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}
