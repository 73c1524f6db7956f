import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { canReach, type Account } from './account.ts'
import { failStorage, folderFault } from './storage-faults.ts'

/** Where the pieces of one embedded cluster lie. All paths absolute and real. */
export interface ClusterFolder {
  /** `DATA_DIR/postgres`, or the place it links to. */
  readonly home: string
  /** PostgreSQL's own data directory. */
  readonly cluster: string
  /** Folder of the unix socket. */
  readonly socket: string
  readonly logFile: string
  /** Password of the superuser: ours, 0600. */
  readonly passwordFile: string
  /** Which engine and settings the cluster last ran with. */
  readonly stampFile: string
  /** Settings an administrator may add; read last. */
  readonly localSettings: string
}

/** `sun_path` holds 108 bytes on Linux and 104 on macOS, the closing zero included. */
const longestSocketPath = process.platform === 'darwin' ? 103 : 107
const socketFile = '.s.PGSQL.5432'

/** Where a root-started engine keeps its data when DATA_DIR lies in a folder only root may enter. */
const sharedPlace = '/var/lib/sihe'

/** Makes the folders, owned by whoever runs the engine. Safe to repeat. Throws the storage faults about permission and space. */
export function prepareFolder(dataDir: string, account: Account | undefined): ClusterFolder {
  const wanted = resolve(dataDir)
  try {
    mkdirSync(wanted, { recursive: true })
    const home = findHome(wanted, account)
    const run = join(home, 'run')
    const socket = fitsSocket(run) ? run : shortSocketFolder(home, account)
    for (const own of [run, socket]) {
      mkdirSync(own, { recursive: true, mode: 0o700 })
      ownFolder(own, account)
    }
    mkdirSync(join(home, 'log'), { recursive: true, mode: 0o700 })
    const localSettings = join(home, 'local.conf')
    if (!existsSync(localSettings))
      writeFileSync(localSettings, '# 本机对内置数据库的补充设置写在这里，优先于 sihe.conf；下次启动生效\n', { mode: 0o644 })
    return {
      home,
      socket,
      cluster: join(home, 'cluster'),
      logFile: join(home, 'log', 'postgres.log'),
      passwordFile: join(home, 'password'),
      stampFile: join(home, 'engine.json'),
      localSettings,
    }
  } catch (error) {
    throw folderFault(error, wanted)
  }
}

/** The folder of an already prepared cluster, or undefined; changes nothing. */
export function findFolder(dataDir: string, account: Account | undefined): ClusterFolder | undefined {
  return existsSync(join(resolve(dataDir), 'postgres', 'cluster', 'PG_VERSION')) ? prepareFolder(dataDir, account) : undefined
}

function findHome(dataDir: string, account: Account | undefined): string {
  const home = join(dataDir, 'postgres')
  if (!existsSync(home)) {
    // A mounted volume is often root's alone: it is ours, so it may be opened for passing through.
    if (account && !canReach(dataDir, account) && canReach(dirname(dataDir), account)) chmodSync(dataDir, lstatSync(dataDir).mode | 0o011)
    if (canReach(dataDir, account)) mkdirSync(home, { recursive: true, mode: 0o755 })
    else {
      // Root's own home is 0700 by default: the data must lie where `nobody` can walk to it. A link
      // keeps it findable; a random name keeps a fresh DATA_DIR from finding an old town's data.
      mkdirSync(sharedPlace, { recursive: true, mode: 0o755 })
      const elsewhere = join(sharedPlace, `${basename(dataDir)}-${randomBytes(4).toString('hex')}`)
      mkdirSync(elsewhere, { mode: 0o755 })
      symlinkSync(elsewhere, home)
    }
  }
  const real = realpathSync(home)
  if (account && !canReach(real, account)) chmodSync(real, 0o755)
  if (!canReach(real, account)) {
    throw failStorage('platform.storage-no-permission', {
      detail: `${real}：以 root 启动时，内置数据库以 nobody 运行，需要能进入上级文件夹（chmod o+x）`,
    })
  }
  return real
}

/** Commas and quotes would need escaping inside the setting; such a path takes the short folder instead. */
function fitsSocket(folder: string): boolean {
  return Buffer.byteLength(join(folder, socketFile)) <= longestSocketPath && !/[,"'\\]/.test(folder)
}

/** The name comes from the data's path, so that after a crash the orphan's socket is found again. */
function shortSocketFolder(home: string, account: Account | undefined): string {
  const name = `sihe-${createHash('sha256').update(home).digest('hex').slice(0, 16)}`
  const folder = join(fitsSocket(join(tmpdir(), name)) ? tmpdir() : '/tmp', name)
  const found = lstatSync(folder, { throwIfNoEntry: false })
  const owners = [process.getuid?.(), account?.uid]
  // /tmp is everyone's: a link or a stranger's folder of this name must not receive our connections.
  if (found && (!found.isDirectory() || !owners.includes(found.uid))) {
    throw failStorage('platform.storage-no-permission', { detail: `${folder} 已被其他用户占用` })
  }
  return folder
}

/** Gives a folder to the engine's user, 0700. */
export function ownFolder(path: string, account: Account | undefined): void {
  chmodSync(path, 0o700)
  if (account) chownSync(path, account.uid, account.gid)
}

/** The superuser's password, made on first use. */
export function keepPassword(folder: ClusterFolder): string {
  if (!existsSync(folder.passwordFile)) {
    try {
      writeFileSync(folder.passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx' })
    } catch (error) {
      if (!existsSync(folder.passwordFile)) throw folderFault(error, folder.passwordFile)
    }
  }
  return readFileSync(folder.passwordFile, 'utf8').trim()
}
