import type { DeskPage, MenuEntry } from '#platform/client/desk-module.ts'

export const dutyPages: readonly DeskPage[] = []
export const dutyMenu: readonly MenuEntry[] = []
