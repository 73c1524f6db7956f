import type { OutgoingFile } from '#platform/client/outbox/item.ts'

/** A report somebody is writing; its id will be the tap's, so that sending it twice is sending it once. */
export interface PhoneDraft {
  readonly id: string
  /** Device clock of the last change. */
  readonly at: number
  readonly words: string
  readonly classCode?: string
  readonly urgent: boolean
  readonly files: readonly OutgoingFile[]
  /** Pointed at on the map; else the phone's position counts. */
  readonly pointed?: readonly [number, number]
  readonly address: string
}

export const emptyDraft = (id: string, at: number): PhoneDraft => ({ id, at, words: '', urgent: false, files: [], address: '' })

/** Whether there is anything to lose. */
export const isBlank = (draft: PhoneDraft): boolean => draft.words.trim() === '' && draft.files.length === 0 && draft.address.trim() === ''

/** `河边垃圾成堆`, else what there is. */
export const draftTitle = (draft: PhoneDraft, className?: string): string =>
  draft.words.trim().slice(0, 24) || className || (draft.files.length > 0 ? `${draft.files.length} 张照片` : '空白')
