import type { OutgoingFile } from '#platform/client/outbox/item.ts'
import type { WhistleKind } from '../processes/whistle.ts'

/** A whistle somebody is writing; its id will be the tap's. */
export interface BlowDraft {
  readonly id: string
  /** Device clock of the last change. */
  readonly at: number
  readonly kind: WhistleKind
  readonly title: string
  readonly description: string
  readonly why: string
  readonly files: readonly OutgoingFile[]
  readonly pointed?: readonly [number, number] | undefined
  readonly address: string
}

export const emptyBlow = (id: string, at: number): BlowDraft => ({
  id,
  at,
  kind: 'enforcement',
  title: '',
  description: '',
  why: '',
  files: [],
  address: '',
})

export const isBlankBlow = (draft: BlowDraft): boolean =>
  `${draft.title}${draft.description}${draft.why}`.trim() === '' && draft.files.length === 0

/** What is still missing before it can be blown, by field, in the order the page asks. */
export function missingOf(draft: BlowDraft, hasPlace: boolean): Readonly<Record<string, string>> {
  const short = (words: string, least: number): boolean => words.trim().length < least
  return {
    ...(short(draft.title, 2) ? { title: '用几个字说明是什么事' } : {}),
    ...(short(draft.description, 4) ? { description: '请写明具体情况' } : {}),
    ...(short(draft.why, 4) ? { why: '请写明为什么一家办不了' } : {}),
    ...(hasPlace ? {} : { place: '打开定位，或在地图上指一下哨点' }),
  }
}
