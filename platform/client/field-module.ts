import type { ComponentType } from 'react'
import type { Contribution } from '#platform/contract/registry.ts'
import type { Needs } from './desk-module.ts'
import type { OutboxKind } from './outbox/kind.ts'

/**
 * One page of the phone, below `/m`. `path` may have parameters (`/rounds/:id`), read with `useParams()`; a query is
 * read with `useAddress()`. `load` keeps the page out of the first 300 kB: `() => import('./RoundPage.tsx').then((m) => m.RoundPage)`.
 * The page must open without the network: it reads parts of the package (`usePart`) and writes through the outbox.
 */
export interface FieldPage {
  readonly path: string
  readonly title: string
  readonly needs?: Needs
  readonly load: () => Promise<ComponentType>
}

/** A card on 今天: draws nothing when the person has nothing of it. Smaller stands higher; tasks by clock stand at 50, default 100. */
export interface HomeCard {
  readonly key: string
  readonly needs?: Needs
  readonly position?: number
  readonly card: ComponentType
}

/** A line of 我的 that leads to a page: 我的车辆, 吹哨. */
export interface MoreEntry {
  readonly path: string
  readonly title: string
  readonly remark?: string
  readonly needs?: Needs
}

/**
 * What a scanned QR code opens. `find` gets the code's text and answers the page's path (`/devices/<id>`), or undefined
 * when the code is not of its kind. Modules are asked in the app's order; the first answer wins. No network here.
 */
export interface ScanTarget {
  readonly key: string
  readonly needs?: Needs
  readonly find: (text: string) => string | undefined
}

/**
 * A part of what one shift needs, held on the device and read with `usePart(part)`. Pulled at sign-in, when the app comes
 * to the front, and when older than `everyMinutes`. Kept encrypted; gone at sign-out.
 */
export interface PackagePart<T = unknown> {
  readonly key: string
  /** What it is, in the words of the storage page: 我的待办. */
  readonly title: string
  readonly needs?: Needs
  readonly everyMinutes: number
  pull(signal: AbortSignal): Promise<T>
  /** Looks at the old value when a new one comes (what changed meanwhile), and answers what is kept. */
  merge?(pulled: T, before: T | undefined): T | Promise<T>
  /** Live facts after which it is pulled again at once. */
  readonly renewOn?: readonly string[]
  /** Outbox kinds after whose acceptance it is pulled again at once; `*`: any. */
  readonly renewAfter?: readonly string[]
}

/** What a module brings to the phone. */
export interface FieldModule {
  readonly key: string
  readonly pages: readonly FieldPage[]
  readonly cards?: readonly HomeCard[]
  readonly more?: readonly MoreEntry[]
  readonly scans?: readonly ScanTarget[]
  readonly parts?: readonly PackagePart[]
  /** What it sends; an item of a kind nobody declares is shown as refused, never dropped. */
  readonly kinds?: readonly OutboxKind[]
  /** A small thing in the honest bar (上岗 / 未上岗); at most one line of it, tappable, ≥ 48 px. */
  readonly bar?: ComponentType
  readonly contributes?: readonly Contribution[]
}
