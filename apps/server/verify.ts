/** `npm run verify`: recomputes every case of every town from its acts and says what does not fit; it may run beside the platform. */
import { existsSync } from 'node:fs'
import { getCalendar } from '#core/calendar/server/index.ts'
import { type Verified, getProcess, verifyTown } from '#core/case/server/index.ts'
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

try {
  const { file, settings } = readArguments(process.argv.slice(2), [])
  if (file !== undefined) throw new Error('核验不需要文件名：npm run verify -- [--data-dir=数据文件夹]')
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
} catch (error) {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  console.error(code === '42P01' || code === '3F000' ? '这个数据库里还没有四河的数据，请先启动一次：npm start' : sayFault(error))
  process.exitCode = 1
}
