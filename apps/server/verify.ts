/**
 * `npm run verify`: recomputes every case of every town from its acts and says what does not fit; it may run beside the platform.
 * `npm run verify -- file.zip`: checks an exported case package by itself, without any database.
 */
import { existsSync } from 'node:fs'
import { getCalendar } from '#core/calendar/server/index.ts'
import { type Verified, checkPackage, getProcess, verifyTown } from '#core/case/server/index.ts'
import { towns } from '#core/org/server/index.ts'
import { readConfig } from '#platform/server/config.ts'
import type { Platform } from '#platform/server/module.ts'
import { joinStorage, sayFault } from '#platform/server/postgres/index.ts'
import { consoleLog } from './console-log.ts'
import { modules } from './modules.ts'
import { platformOf } from './platform-of.ts'
import { readArguments } from './tool-arguments.ts'

const count = (n: number): string => n.toLocaleString('zh-CN')

/** One snapshot for the whole town: read in two, an act done meanwhile would look like a broken one. */
async function check(platform: Platform, town: string): Promise<Verified> {
  return platform.db.transaction(async (tx) => {
    await tx.query('set transaction isolation level repeatable read read only')
    return verifyTown(tx, town, await getCalendar(tx, town), (key, version) => getProcess(tx, platform, town, key, version))
  })
}

async function numbersOf(platform: Platform, town: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await platform.db.read.query<{ id: string; number: string }>(
    `select id, number from "case".card where town = $1 and id = any($2)`,
    [town, [...new Set(ids)]],
  )
  return new Map(rows.map(({ id, number }) => [id, number]))
}

/** Prints what was found. @returns how many acts do not fit */
async function report(platform: Platform): Promise<number> {
  let found = 0
  for (const { code, name } of await towns(platform)) {
    const begun = performance.now()
    const { cases, acts, broken } = await check(platform, code)
    const seconds = (performance.now() - begun) / 1000
    console.log(
      `${name}（${code}）：${count(cases)} 件、${count(acts)} 条办理记录，${broken.length === 0 ? '全部相符' : `${count(broken.length)} 处不符`}（${seconds.toFixed(1)} 秒）`,
    )
    const numbers = await numbersOf(
      platform,
      code,
      broken.map((b) => b.caseId),
    )
    for (const { caseId, seq, text } of broken) console.log(`  ${numbers.get(caseId) ?? caseId} 第 ${seq} 条：${text}`)
    found += broken.length
  }
  return found
}

/** Says what a package holds and what does not fit. @param key the town's public key, when the caller knows it from elsewhere */
async function reportPackage(file: string, key: string | undefined): Promise<void> {
  const { faults, manifest, fingerprint } = await checkPackage(file, key)
  if (manifest) {
    console.log(`案卷包：${manifest.town.name} ${manifest.case.number} ${manifest.case.title}`)
    console.log(`  ${manifest.madeAt} 由 ${manifest.madeBy} 导出，用途：${manifest.reason}`)
    console.log(`  ${count(manifest.acts.length)} 条办理记录，${count(manifest.files.length)} 个文件`)
  }
  if (fingerprint) console.log(`  签名密钥指纹 ${fingerprint}${key ? '' : '（请与该镇公布的指纹核对，或用 --key=公钥 核验）'}`)
  for (const fault of faults) console.log(`  ✗ ${fault}`)
  console.log(faults.length === 0 ? '核验通过：签名、办理记录和全部文件相符' : `核验不通过：${count(faults.length)} 处不符`)
  if (faults.length > 0) process.exitCode = 1
}

async function verifyPlatform(settings: readonly string[]): Promise<void> {
  const config = readConfig(process.env, settings)
  if (!config.databaseUrl && !existsSync(config.dataDir))
    throw new Error(`没有这个数据文件夹：${config.dataDir}（用 --data-dir= 或 DATA_DIR 指定）`)
  const storage = await joinStorage({ ...config, log: consoleLog })
  const platform = platformOf(config, modules, storage)
  try {
    const found = await report(platform)
    if (found > 0) {
      console.log(`共 ${count(found)} 处不符：办理记录被改动、缺失或与当前状态不一致，请保留现场，用最近的备份比对`)
      process.exitCode = 1
    }
  } finally {
    await platform.db.close()
    await storage.stop()
  }
}

try {
  const { file, settings } = readArguments(process.argv.slice(2), [])
  const key = settings.find((each) => each.startsWith('--key='))?.slice('--key='.length)
  if (file !== undefined) await reportPackage(file, key)
  else await verifyPlatform(settings)
} catch (error) {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  console.error(code === '42P01' || code === '3F000' ? '这个数据库里还没有四河的数据，请先启动一次：npm start' : sayFault(error))
  process.exitCode = 1
}
