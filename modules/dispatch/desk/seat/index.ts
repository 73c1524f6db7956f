import type { DeskPage, MenuEntry } from '#platform/client/desk-module.ts'

export const seatPages: readonly DeskPage[] = []
export const seatMenu: readonly MenuEntry[] = []
