/** `npm run backup -- [file] [--with-keys]`: the whole platform in one file; it may go on running meanwhile. */
import { dirname, join } from 'node:path'
import { readConfig } from '#platform/server/config.ts'
import { backup, joinStorage, sayFault } from '#platform/server/postgres/index.ts'
import { consoleLog } from './console-log.ts'
import { readArguments } from './tool-arguments.ts'

try {
  const { file, given, settings } = readArguments(process.argv.slice(2), ['with-keys'])
  const config = readConfig(process.env, settings)
  const target = file ?? join(dirname(config.dataDir), 'backups', `sihe-${stamp(new Date())}.tar.gz`)
  const storage = await joinStorage({ ...config, log: consoleLog })
  try {
    const withKeys = given.has('with-keys')
    const { head, manifest } = await backup({ url: storage.migratorUrl, dataDir: config.dataDir, file: target, withKeys })
    const rows = Object.values(manifest.tables).reduce((sum, table) => sum + table.rows, 0)
    console.log(`已备份到 ${target}：${head.tables.length} 张表、${rows} 行、${Object.keys(manifest.files).length} 个文件`)
    if (config.s3) console.log('文件存放在 S3（S3_URL），不在备份内，请用对象存储自己的版本与复制功能保护')
    if (!withKeys && Object.keys(manifest.keys).length > 0) {
      console.log(
        `密钥（${join(config.dataDir, 'keys')}）不在备份内，没有它，加密的电话和证件号无法恢复：请另处保存一份，或加 --with-keys 一并备份并妥善保管`,
      )
    }
  } finally {
    await storage.stop()
  }
} catch (error) {
  console.error(sayFault(error))
  process.exitCode = 1
}

/** `20261122-1430`, Shanghai time. */
function stamp(at: Date): string {
  return at
    .toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' })
    .replace(/\D/g, '')
    .replace(/^(\d{8})(\d{4}).*/, '$1-$2')
}
