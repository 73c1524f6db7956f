import type { Route } from '#platform/server/module.ts'

export const dutyRoutes: readonly Route[] = []
