import type { Route } from '#platform/server/module.ts'

export const mapRoutes: readonly Route[] = []
