/**
 * One line of a class table: standard digits (a trailing `?` = known only from memory, shown as 示例), name, aliases
 * joined by `|` (what residents and vision rules say), family, note.
 */
export type ClassRow = readonly [digits: string, name: string, aliases?: string, family?: string, note?: string]
