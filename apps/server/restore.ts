/** `npm run restore -- file [--check]`: loads a backup into an empty platform, or only checks the file. */
import pg from 'pg'
import { readConfig } from '#platform/server/config.ts'
import { migrate } from '#platform/server/migrate.ts'
import {
  checkBackup,
  fingerprints,
  openStorage,
  restore,
  sayFault,
  settleOutbox,
  type CheckedBackup,
} from '#platform/server/postgres/index.ts'
import { consoleLog } from './console-log.ts'
import { modules } from './modules.ts'
import { readArguments } from './tool-arguments.ts'

try {
  const { file, given, settings } = readArguments(process.argv.slice(2), ['check'])
  if (file === undefined) throw new Error('请写明备份文件：npm run restore -- 备份文件')
  if (given.has('check')) console.log(`备份完好：${describe(await checkBackup(file))}`)
  else {
    const config = readConfig(process.env, settings)
    const storage = await openStorage({ ...config, log: consoleLog })
    try {
      const restored = await restore({
        url: storage.migratorUrl,
        dataDir: config.dataDir,
        file,
        migrate: (names) => bring(storage.migratorUrl, names),
        settle: settleOutbox,
      })
      console.log(`已恢复：${describe(restored)}。现在可以启动：npm start`)
      await warnOfKeys(restored, config.dataDir)
    } finally {
      await storage.stop()
    }
  }
} catch (error) {
  console.error(sayFault(error))
  process.exitCode = 1
}

async function bring(url: string, names: readonly string[]): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 1 })
  try {
    await migrate(pool, modules, names)
  } finally {
    await pool.end()
  }
}

function describe({ head, manifest }: CheckedBackup): string {
  const rows = Object.values(manifest.tables).reduce((sum, table) => sum + table.rows, 0)
  const madeAt = new Date(head.madeAt).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai' })
  return `${madeAt} 的备份，${head.tables.length} 张表、${rows} 行、${Object.keys(manifest.files).length} 个文件`
}

/** Sealed fields open only with the keys they were sealed with. */
async function warnOfKeys({ manifest }: CheckedBackup, dataDir: string): Promise<void> {
  const present = await fingerprints(dataDir)
  const missing = Object.entries(manifest.keys).filter(([name, sum]) => present[name] !== sum)
  for (const [name] of missing) console.error(`缺少与备份相符的密钥 ${name}：启动前请把它放回 ${dataDir}，否则加密的电话和证件号打不开`)
}
