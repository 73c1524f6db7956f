import type { Route } from '#platform/server/module.ts'

export const screenRoutes: readonly Route[] = []
