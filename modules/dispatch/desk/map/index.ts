import type { DeskPage, MenuEntry } from '#platform/client/desk-module.ts'

export const mapPages: readonly DeskPage[] = []
export const mapMenu: readonly MenuEntry[] = []
