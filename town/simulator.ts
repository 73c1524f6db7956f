import type { Platform } from '#platform/server/module.ts'

/** Keeps the demo town alive beside the worker; answers what stops it. */
export async function startSimulator(_platform: Platform): Promise<() => Promise<void>> {
  return () => Promise.resolve()
}
