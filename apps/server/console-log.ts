import type { StorageLog } from '#platform/server/postgres/index.ts'

/** What a command-line tool says about its database: the trouble, not the routine. */
export const consoleLog: StorageLog = {
  info: () => undefined,
  warn: (text) => console.error(text),
  error: (text) => console.error(text),
}
