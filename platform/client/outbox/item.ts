import type { Tap } from './kind.ts'

/** `sending` outlives a killed app: it is taken up again like a waiting one. */
export type ItemState = 'waiting' | 'sending' | 'done' | 'refused'

/** A photo an item needs on the server first. */
export interface OutgoingFile {
  readonly sha256: string
  readonly name: string
  readonly mime: string
  readonly size: number
}

/** Why the last try did not go through, in words for the person. */
export interface ItemFault {
  readonly status: number
  readonly code: string
  readonly text: string
}

/** Something the person did, on its way to the centre. */
export interface OutboxItem {
  readonly id: string
  readonly kind: string
  readonly state: ItemState
  /** Device clock at the tap. */
  readonly at: number
  readonly nextAt: number
  readonly tries: number
  readonly tap: Tap
  readonly title: string
  /** Items about the same thing go in the order they were done. */
  readonly subject?: string
  readonly body: unknown
  readonly files: readonly OutgoingFile[]
  /** How many of `files` have arrived, and the share of the next. */
  readonly sent?: number
  readonly fault?: ItemFault
  readonly reply?: unknown
  readonly doneAt?: number
}

/** What is sealed of an item. */
export type ItemContent = Omit<OutboxItem, 'id' | 'kind' | 'state' | 'at' | 'nextAt' | 'tries'>
