/** Kinds of class: 部件, 事件, 社会治理. */
export type ClassKind = 'component' | 'event' | 'social'

/** By the first letter of the class code. */
export const kindOf = (code: string): ClassKind => (code.startsWith('B') ? 'component' : code.startsWith('E') ? 'event' : 'social')
