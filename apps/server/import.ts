/** `npm run import -- cases FILE --map MAP.json [--dry-run] [--batches] [--out=DIR] [--town-code=CODE] [--data-dir=…]`: a town's old work orders. */
import { existsSync } from 'node:fs'
import { mkdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import pg from 'pg'
import { towns } from '#core/org/server/index.ts'
import { readConfig } from '#platform/server/config.ts'
import { migrate } from '#platform/server/migrate.ts'
import type { Platform } from '#platform/server/module.ts'
import { joinStorage, sayFault } from '#platform/server/postgres/index.ts'
import { type ImportResult, importCases } from '#town/import/import-cases.ts'
import { readMapping } from '#town/import/mapping.ts'
import { outcomeTitles } from '#town/import/row-report.ts'
import { consoleLog } from './console-log.ts'
import { type ImportArguments, readImportArguments } from './import-arguments.ts'
import { modules } from './modules.ts'
import { platformOf } from './platform-of.ts'

const count = (n: number): string => n.toLocaleString('zh-CN')
const stamp = (at: Date): string => at.toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' }).replaceAll(/\D/gu, '').slice(0, 14)

/** The only town, or the one named. */
async function townFor(platform: Platform, code: string | undefined): Promise<{ code: string; name: string }> {
  const all = await towns(platform)
  const found = code === undefined ? all[0] : all.find((t) => t.code === code)
  if (all.length === 0) throw new Error('这里还没有镇，请先启动一次：npm start')
  if (code === undefined && all.length > 1)
    throw new Error(`这里有 ${all.length} 个镇，请用 --town-code= 指明：${all.map((t) => `${t.code} ${t.name}`).join('、')}`)
  if (!found) throw new Error(`没有编码为 ${code} 的镇；有：${all.map((t) => `${t.code} ${t.name}`).join('、')}`)
  return found
}

function say({ rows, counts, reasons, first }: ImportResult, seconds: number, dryRun: boolean): void {
  console.log(
    `${dryRun ? '试运行，没有写入任何数据。' : '导入完成。'}共 ${count(rows)} 行（${seconds.toFixed(1)} 秒，每秒 ${count(Math.round(rows / seconds))} 行）`,
  )
  for (const [outcome, n] of Object.entries(counts)) console.log(`  ${outcomeTitles[outcome as keyof typeof outcomeTitles]}：${count(n)}`)
  if (reasons.size > 0) console.log('搁置原因：')
  for (const [reason, n] of [...reasons].sort((a, b) => b[1] - a[1]).slice(0, 20)) console.log(`  ${reason}：${count(n)}`)
  if (first.length > 0) console.log(`前 ${first.length} 行搁置的：`)
  for (const { line, number, reasons: why } of first) console.log(`  第 ${line} 行 ${number || '（无编号）'}：${why.join('；')}`)
}

async function run({ file, map, dryRun, batches, out, townCode, settings }: ImportArguments): Promise<void> {
  const config = readConfig(process.env, settings)
  const mapping = readMapping(await readFile(map, 'utf8').catch(() => Promise.reject(new Error(`打不开映射文件：${map}`))))
  if (!config.databaseUrl && !existsSync(config.dataDir))
    throw new Error(`没有这个数据文件夹：${config.dataDir}（用 --data-dir= 或 DATA_DIR 指定，或先启动一次）`)
  const storage = await joinStorage({ ...config, log: consoleLog })
  const platform = platformOf(config, modules, storage)
  try {
    const migrator = new pg.Pool({ connectionString: storage.migratorUrl, max: 1 })
    await migrate(migrator, modules).finally(() => migrator.end())
    const town = await townFor(platform, townCode)
    const folder = out ?? join(config.dataDir, 'imports')
    await mkdir(folder, { recursive: true })
    const name = join(folder, `${basename(file)}-${stamp(platform.now())}`)
    const [reportFile, asideFile] = [`${name}-逐行报告.csv`, `${name}-搁置.csv`]
    console.log(`${dryRun ? '试运行' : '导入'}到 ${town.name}（${town.code}）：${file}`)
    const begun = performance.now()
    const result = await importCases(platform, { town: town.code, file, mapping, dryRun, batches, reportFile, asideFile })
    say(result, (performance.now() - begun) / 1000, dryRun)
    console.log(`逐行报告：${reportFile}`)
    if (result.counts['set-aside'] > 0) console.log(`搁置的原始行（改正后可直接再导入）：${asideFile}`)
  } finally {
    await platform.db.close()
    await storage.stop()
  }
}

try {
  await run(readImportArguments(process.argv.slice(2)))
} catch (error) {
  console.error(sayFault(error))
  process.exitCode = 1
}
