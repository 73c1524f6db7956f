import type { StoredFile } from '../../contract/files.ts'
import type { Principal } from '../../contract/principal.ts'
import { failPlatform } from '../../contract/problem.ts'
import { registry } from '../../contract/registry.ts'
import type { Platform } from '../module.ts'
import { findFile } from './rows.ts'

/**
 * A module's say on who may read a file it has attached to something: true when this reader sees one of those things,
 * false when they are all closed to the reader, undefined when the module does not know the file.
 */
export type FileReader = (actor: Principal, file: StoredFile, platform: Platform) => Promise<boolean | undefined>

export const fileReaders = registry<FileReader>('platform.file-readers')

/**
 * The file, if this reader may have it: one module that shows it is enough (the same photo may hang on two cases),
 * one that hides it stops it otherwise, and a file no module knows is open to the signed-in of its town.
 * @throws Fault platform.not-found, also for a hidden one: whether it exists is not the reader's business
 */
export async function getReadable(platform: Platform, actor: Principal, sha256: string): Promise<StoredFile> {
  const file = await findFile(platform.db.read, actor.town, sha256)
  if (!file) throw failPlatform('platform.not-found', { detail: '没有这个文件' })
  let hidden = !actor.signedIn
  for (const says of fileReaders.from(platform.contributions)) {
    const answer = await says(actor, file, platform)
    if (answer) return file
    if (answer === false) hidden = true
  }
  if (hidden) throw failPlatform('platform.not-found', { detail: '没有这个文件' })
  return file
}
