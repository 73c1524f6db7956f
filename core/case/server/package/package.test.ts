import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import { buffer } from 'node:stream/consumers'
import { Readable } from 'node:stream'
import { openPromise } from 'yauzl'
import { type Actor, grant, grantAll, rolePermissions } from '#core/org/contract.ts'
import { makeOrgModule, weakCost } from '#core/org/server/index.ts'
import { givenSmallTown } from '#core/org/server/test/small-town.ts'
import { newId } from '#platform/contract/id.ts'
import type { ServerModule } from '#platform/server/module.ts'
import { addressOf, testApp } from '#platform/server/test/app.ts'
import { readCasePackage } from '../../contract.ts'
import { MANIFEST, PackageManifest, SEAL } from '../../package.ts'
import { libraryCard } from '../../testing/library-card.ts'
import { act, caseModule, open, processes } from '../index.ts'
import { checkPackage } from './check.ts'
import { signManifest, signingKey } from './signature.ts'

const library: ServerModule = {
  name: 'library',
  permissions: { 'library.card.read': '查看借书证' },
  contributes: [
    processes.of({ process: libraryCard, readPermission: 'library.card.read' }),
    rolePermissions.of(...grantAll('library.card.read', ['own']), ...grant('case.package.export', { dispatcher: ['town'] })),
  ],
}
const { platform, request, app } = await testApp([makeOrgModule({ cost: weakCost }), caseModule, library])
const small = await givenSmallTown(platform, { demo: true })
const librarian: Actor = { ...(await small.actor('dispatcher')), roles: ['librarian'] }
const folder = await mkdtemp(join(tmpdir(), 'sihe-package-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

const film = randomBytes(300_000)
const filmHash = createHash('sha256').update(film).digest('hex')
const film0 = { sha256: filmHash, name: '../现场 录像.mp4', mime: 'video/mp4' }

const caseId = await platform.db.transaction(async (tx) => {
  const opened = await open(tx, platform, {
    process: 'library-card',
    data: { title: '张三的借书证', areaCode: '320599101201', files: [film0] },
    actor: librarian,
    actionId: newId(),
    number: 'LC001',
    now: platform.now(),
    files: [{ ...film0, field: 'files' }],
  })
  await act(tx, platform, {
    caseId: opened.caseId,
    action: 'print',
    actor: librarian,
    input: { shop: small.units.works, colour: 'red' },
    actionId: newId(),
    now: platform.now(),
  })
  return opened.caseId
})

const path = join(folder, 'package.zip')
const { publicKey } = signingKey(platform.config.dataDir)
const address = addressOf(readCasePackage.path, { id: caseId }, { reason: '法院调卷' })

async function download(): Promise<Buffer> {
  const { cookie } = await request().post('/session', { login: 'dispatcher', password: 'Sihe-test-2026' })
  const response = await app.inject({ url: `/api${address}`, headers: { cookie: cookie! } })
  expect([response.statusCode, response.headers['content-type']]).toEqual([200, 'application/zip'])
  return response.rawPayload
}
/** Every entry of a package, to be put together again with a lie in it. */
async function unpacked(bytes: Buffer): Promise<Map<string, Buffer>> {
  const at = join(folder, `${newId()}.zip`)
  await writeFile(at, bytes)
  const zip = await openPromise(at, { autoClose: false })
  const entries = new Map<string, Buffer>()
  for await (const entry of zip.eachEntry()) entries.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)))
  zip.close()
  return entries
}
async function packed(entries: ReadonlyMap<string, Buffer>): Promise<string> {
  const zip = new ZipFile()
  for (const [name, bytes] of entries) zip.addBuffer(bytes, name, { compress: false })
  zip.end()
  const at = join(folder, `${newId()}.zip`)
  await writeFile(at, await buffer(Readable.from(zip.outputStream)))
  return at
}
const faultsOf = async (change: (entries: Map<string, Buffer>) => void): Promise<string> => {
  const entries = await unpacked(await readFile(path))
  change(entries)
  return (await checkPackage(await packed(entries), publicKey)).faults.join('\n')
}
const edited = (entries: Map<string, Buffer>, change: (manifest: PackageManifest) => void): void => {
  const manifest = PackageManifest.parse(JSON.parse(entries.get(MANIFEST)!.toString()))
  change(manifest)
  entries.set(MANIFEST, Buffer.from(JSON.stringify(manifest)))
}
/** The manifest changed and sealed again with the town's own key: what is left to catch it is the chain and the digests. */
const sealedAgain = (entries: Map<string, Buffer>): void =>
  void entries.set(SEAL, Buffer.from(JSON.stringify(signManifest(platform.config.dataDir, entries.get(MANIFEST)!))))

beforeAll(async () => {
  await writeFile(join(folder, 'film'), film)
  await platform.files.put(filmHash, join(folder, 'film'))
  await writeFile(path, await download())
})

test('a package is whole by itself: acts, dossier, originals; who took it and what for is written down', async () => {
  const { faults, manifest, fingerprint } = await checkPackage(path, publicKey)
  expect(faults).toEqual([])
  expect(manifest).toMatchObject({ case: { number: 'LC001' }, reason: '法院调卷', acts: [{}, {}] })
  expect(manifest!.files.map((file) => file.path)).toEqual(['案卷.pdf', expect.stringMatching(/^证据\/0001-[^/]*录像\.mp4$/)])
  expect(fingerprint).toMatch(/^([0-9a-f]{4} ){7}[0-9a-f]{4}$/)
  expect(await platform.db.read.query(`select reason, detail from platform.audit where kind = 'case.package-made'`)).toEqual([
    { reason: '法院调卷', detail: { number: 'LC001', seq: 2 } },
  ])
})

test('one changed byte anywhere is caught', async () => {
  const { size } = await stat(path)
  for (const at of [0.02, 0.3, 0.5, 0.8, 0.97].map((part) => Math.floor(part * size))) {
    const bytes = await readFile(path)
    bytes[at] = bytes[at]! ^ 1
    const broken = join(folder, 'broken.zip')
    await writeFile(broken, bytes)
    expect((await checkPackage(broken, publicKey)).faults, `byte ${at} of ${size}`).not.toEqual([])
  }
})

describe('a forged package', () => {
  test('a film exchanged', async () =>
    expect(
      await faultsOf(
        (all) =>
          void all.set(
            [...all.keys()].find((key) => key.endsWith('.mp4'))!,
            Buffer.from('another film'),
          ),
      ),
    ).toContain('文件被改动过'))
  test('a film left out, or out of the list too', async () => {
    const out = (all: Map<string, Buffer>) => all.delete([...all.keys()].find((key) => key.endsWith('.mp4'))!)
    expect(await faultsOf(out)).toContain('缺少文件')
    const unlisted = await faultsOf((all) => {
      out(all)
      edited(all, (manifest) => void manifest.files.pop())
      sealedAgain(all)
    })
    expect(unlisted).toContain('不在清单里')
  })
  test('a file slipped in', async () =>
    expect(await faultsOf((all) => void all.set('证据/9999-假.txt', Buffer.from('x')))).toContain('清单以外'))
  test('a manifest changed under its seal', async () =>
    expect(await faultsOf((all) => edited(all, (manifest) => void (manifest.reason = '别的')))).toContain('与签名不符'))
  test('an answer changed, sealed again', async () =>
    expect(
      await faultsOf((all) => {
        edited(all, ({ acts }) => void (acts[1]!.entry.input['colour'] = 'blue'))
        sealedAgain(all)
      }),
    ).toContain('记录被改动过'))
  test('an act left out, sealed again', async () =>
    expect(
      await faultsOf((all) => {
        edited(all, ({ acts }) => void acts.shift())
        sealedAgain(all)
      }),
    ).toContain('缺号'))
  test('sealed with a key that is not the town’s', async () => {
    const other = join(folder, 'other-town')
    const forged = await faultsOf((all) => void all.set(SEAL, Buffer.from(JSON.stringify(signManifest(other, all.get(MANIFEST)!)))))
    expect(forged).toContain('不是本镇的密钥')
  })
  test('no zip, an empty one, one that says nothing', async () => {
    await writeFile(join(folder, 'text.zip'), 'no zip at all')
    expect((await checkPackage(join(folder, 'text.zip'))).faults[0]).toContain('不是完整的 ZIP')
    expect((await checkPackage(await packed(new Map([['a', Buffer.from('b')]])))).faults[0]).toContain('缺少清单')
    expect((await checkPackage(await packed(new Map([[MANIFEST, Buffer.from('{}')]])))).faults[0]).toContain('不是四河案卷包')
  })
})

test('who may not export gets nothing, and a purpose must be given', async () => {
  const auditor = request(await small.actor('auditor'))
  expect((await auditor.refused(readCasePackage, { params: { id: caseId }, query: { reason: '看看' } })).code).toBe('platform.forbidden')
  const empty = await request(librarian).refused(readCasePackage, { params: { id: caseId }, query: { reason: ' ' } })
  expect(empty).toMatchObject({ code: 'platform.invalid' })
})
