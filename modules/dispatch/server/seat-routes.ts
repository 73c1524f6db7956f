import type { Route } from '#platform/server/module.ts'

export const seatRoutes: readonly Route[] = []
