import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * A secret of this installation, `keys/<name>.key` under the data folder, made on first use: back it up apart from the database, and give every
 * process of one town the same file. Four starters at once agree on one: the link to its name succeeds only once.
 * @param make the secret as hex, when there is none yet
 * @param what the loss, for the message when the file is damaged
 * @returns hex
 */
export function keyFile(dataDir: string, name: string, make: () => string, what: string): string {
  const folder = join(dataDir, 'keys')
  const path = join(folder, `${name}.key`)
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const mine = `${path}.${process.pid}`
    writeFileSync(mine, `${make()}\n`, { mode: 0o600 })
    try {
      linkSync(mine, path)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    } finally {
      rmSync(mine, { force: true })
    }
    chmodSync(path, 0o600)
  }
  const key = readFileSync(path, 'utf8').trim()
  if (!/^[0-9a-f]{64}$/.test(key)) throw new Error(`密钥文件已损坏：${path}，请从备份恢复；没有它，${what}`)
  return key
}
