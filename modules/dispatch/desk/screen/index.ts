import type { DeskPage, MenuEntry } from '#platform/client/desk-module.ts'

export const screenPages: readonly DeskPage[] = []
export const screenMenu: readonly MenuEntry[] = []
