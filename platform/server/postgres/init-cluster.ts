import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Account } from './account.ts'
import { keepPassword, ownFolder, type ClusterFolder } from './cluster-folder.ts'
import { engineEnv, programOf, type Engine } from './engine.ts'
import { codeOf, engineFault, failStorage, folderFault } from './storage-faults.ts'

export const superuser = 'sihe_admin'

/** A fresh cluster is 40 MB and its first log 64: below this a first start cannot end well. */
const leastFree = 160 * 1024 * 1024

/**
 * Makes the cluster if there is none. It is built beside its place and renamed, so a power cut, a full
 * disk or a second process half-way never leaves something that looks like a database.
 */
export async function initCluster(engine: Engine, folder: ClusterFolder, account: Account | undefined): Promise<void> {
  if (existsSync(join(folder.cluster, 'PG_VERSION'))) return
  const free = statfsSync(folder.home)
  if (free.bavail * free.bsize < leastFree) {
    throw failStorage('platform.storage-disk-full', {
      detail: `${folder.home} 仅剩 ${Math.floor((free.bavail * free.bsize) / 1048576)} MB`,
    })
  }
  const mark = randomBytes(4).toString('hex')
  const draft = `${folder.cluster}.${mark}`
  const passwordCopy = join(folder.home, 'run', `password.${mark}`)
  try {
    mkdirSync(draft, { mode: 0o700 })
    ownFolder(draft, account)
    writeFileSync(passwordCopy, keepPassword(folder), { mode: 0o600 })
    if (account) chownSync(passwordCopy, account.uid, account.gid)
    const output = await runInitdb(engine, draft, passwordCopy, account)
    if (output !== undefined) throw engineFault(output, folder.home)
    renameSync(draft, folder.cluster)
  } catch (error) {
    // Another process was first: its cluster is as good as ours.
    if (codeOf(error) === 'ENOTEMPTY' || codeOf(error) === 'EEXIST') return
    throw folderFault(error, folder.home)
  } finally {
    rmSync(draft, { recursive: true, force: true })
    rmSync(passwordCopy, { force: true })
  }
}

/** Runs initdb; resolves to what it printed if it failed, else undefined. */
function runInitdb(engine: Engine, target: string, passwordFile: string, account: Account | undefined): Promise<string | undefined> {
  const options = [
    '--pgdata',
    target,
    '--username',
    superuser,
    '--pwfile',
    passwordFile,
    '--auth',
    'scram-sha-256',
    '--encoding',
    'UTF8',
    // The built-in C.UTF-8: the same order on every machine, also where libc has no such locale, and
    // no index breaks when libc is upgraded. Without it initdb may choose SQL_ASCII.
    '--locale-provider',
    'builtin',
    '--builtin-locale',
    'C.UTF-8',
    '--locale',
    'C',
    '--data-checksums',
  ]
  if (process.env['SIHE_TEST_FSYNC'] === 'off') options.push('--no-sync')
  return new Promise((resolve, reject) => {
    const child = spawn(programOf(engine, 'initdb'), options, { ...account, cwd: '/', env: engineEnv(), stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.on('error', reject)
    child.on('close', (code) => resolve(code === 0 ? undefined : output || `initdb ${code}`))
  })
}

/** Refuses data of another major version: there is no pg_upgrade here, only backup and restore. */
export function checkMajor(folder: ClusterFolder, version: string): void {
  const found = readFileSync(join(folder.cluster, 'PG_VERSION'), 'utf8').trim()
  if (found !== version.split('.')[0]) {
    throw failStorage('platform.storage-other-version', {
      detail: `${folder.cluster} 由 PostgreSQL ${found} 建立，本程序带的是 ${version}`,
    })
  }
}
