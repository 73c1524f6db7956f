import { Fault, failing, faults } from '#platform/contract/problem.ts'

const serverWay =
  '也可以不用内置数据库：安装 PostgreSQL 15 或更高版本，用环境变量指向它再启动，例如 DATABASE_URL=postgres://用户名:密码@主机:5432/sihe'

/** What can stop the storage engine; every text names the way out, because the reader is at a terminal without a manual. */
export const storageFaults = faults({
  'platform.storage-uncovered': { status: 503, title: '内置数据库不支持这台机器', way: serverWay },
  'platform.storage-in-use': {
    status: 503,
    title: '数据文件夹（DATA_DIR）正被另一个四河进程使用',
    way: '先停掉那个进程再启动；或者用环境变量 DATA_DIR 给本进程指定另一个文件夹',
  },
  'platform.storage-no-permission': {
    status: 503,
    title: '数据文件夹（DATA_DIR）没有读写权限',
    way: `把 DATA_DIR 指到当前用户可以写的本地磁盘文件夹，或调整该文件夹的权限。${serverWay}`,
  },
  'platform.storage-disk-full': {
    status: 503,
    title: '磁盘空间不足，内置数据库无法启动',
    way: `清理磁盘（至少留出 300 MB），或把 DATA_DIR 指到空间充足的磁盘。${serverWay}`,
  },
  'platform.storage-other-version': {
    status: 503,
    title: '数据是由另一个版本的 PostgreSQL 建立的',
    way: '先用原来版本的四河执行 npm run backup 导出，再用本版本在新的 DATA_DIR 上执行 npm run restore 导入',
  },
  'platform.storage-failed': {
    status: 503,
    title: '内置数据库没有启动成功',
    way: `按下面的日志排查后再启动，数据文件没有改动。${serverWay}`,
  },
  'platform.server-unreachable': {
    status: 503,
    title: '连接不上 DATABASE_URL 指定的数据库服务器',
    way: '核对 DATABASE_URL 里的主机和端口，确认服务器已启动、防火墙已放行',
  },
  'platform.server-refused': {
    status: 503,
    title: '数据库服务器拒绝了 DATABASE_URL 里的用户名或密码',
    way: '核对 DATABASE_URL 里的用户名和密码，以及服务器 pg_hba.conf 是否允许从本机连接',
  },
  'platform.server-no-database': {
    status: 503,
    title: 'DATABASE_URL 指定的数据库不存在',
    way: "请数据库管理员先建库：CREATE DATABASE 库名 ENCODING 'UTF8' TEMPLATE template0，并把它授权给 DATABASE_URL 里的用户",
  },
  'platform.server-too-old': {
    status: 503,
    title: '数据库服务器版本太低，需要 PostgreSQL 15 或更高版本',
    way: '升级数据库服务器，或换一台 15 及以上版本的服务器；不设 DATABASE_URL 则使用内置数据库',
  },
  'platform.server-no-permission': {
    status: 503,
    title: 'DATABASE_URL 里的用户没有在该数据库中建表的权限',
    way: '请数据库管理员执行：GRANT CREATE, CONNECT ON DATABASE 库名 TO 用户名',
  },
  'platform.server-read-only': { status: 503, title: 'DATABASE_URL 指向的是只读的备库', way: '把 DATABASE_URL 改为主库的地址' },
  'platform.server-wrong-encoding': {
    status: 503,
    title: '数据库的编码不是 UTF8，无法保存中文',
    way: "新建一个 UTF8 编码的数据库：CREATE DATABASE 库名 ENCODING 'UTF8' TEMPLATE template0，再改 DATABASE_URL",
  },
  'platform.backup-damaged': { status: 422, title: '备份文件不完整或已损坏', way: '换一份备份文件；没有写入任何数据' },
  'platform.backup-newer': { status: 422, title: '备份来自更新版本的四河', way: '先把四河升级到备份时的版本或更新的版本，再恢复' },
  'platform.restore-not-empty': {
    status: 409,
    title: '恢复的目标不是空的',
    way: '恢复只能写入空的平台：换一个新的 DATA_DIR，或新建一个空数据库并改 DATABASE_URL。现有数据没有改动',
  },
})
export const failStorage = failing(storageFaults)

/**
 * One error as lines for a terminal: title, detail, way out of a `Fault`; the text of an error written for a
 * reader (in Chinese) with its cause; the stack of anything else.
 */
export function sayFault(error: unknown): string {
  if (error instanceof Fault) return [error.title, error.more.detail, error.more.way].filter(Boolean).join('\n')
  if (!(error instanceof Error)) return String(error)
  if (!/\p{Script=Han}/u.test(error.message)) return error.stack ?? error.message
  return error.cause === undefined ? error.message : `${error.message}\n${sayFault(error.cause)}`
}

/** The `code` of a Node or PostgreSQL error (`ENOENT`, `28P01`), or ''. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

/** Turns a file-system error about a folder into the fault a reader can act on. */
export function folderFault(error: unknown, path: string): unknown {
  const code = codeOf(error)
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return failStorage('platform.storage-no-permission', { detail: `${path}（${code}）` })
  }
  if (code === 'ENOSPC' || code === 'EDQUOT') return failStorage('platform.storage-disk-full', { detail: path })
  return error
}

/** Reads what initdb or postgres printed and chooses the fault. `output` is kept as the detail, last lines only. */
export function engineFault(output: string, place: string): Fault {
  const tail = output.trim().split('\n').slice(-8).join('\n')
  const detail = `${place}\n${tail}`
  if (/No space left on device|Disk quota exceeded/i.test(output)) return failStorage('platform.storage-disk-full', { detail })
  if (/Permission denied|Read-only file system|Operation not permitted|has wrong ownership|invalid permissions/i.test(output)) {
    return failStorage('platform.storage-no-permission', { detail })
  }
  if (/database files are incompatible with server/i.test(output)) return failStorage('platform.storage-other-version', { detail })
  return failStorage('platform.storage-failed', { detail })
}
