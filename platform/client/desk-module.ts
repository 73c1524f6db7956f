import type { ComponentType } from 'react'
import type { Contribution } from '#platform/contract/registry.ts'
import { registry } from '#platform/contract/registry.ts'

/** The town's eight modules (八大模块) and the personal group above them; their names on the menu are data a town may change. */
export type MenuGroup = 'work' | 'command' | 'grid' | 'enforcement' | 'service' | 'economy' | 'public' | 'party' | 'base'

/** Any one of these permissions opens it; left out: everybody who is signed in. */
export type Needs = readonly string[]

/**
 * One page of the desk. `path` uses router syntax (`/cases/$id`); `load` keeps the page out of the entry chunk:
 * `load: () => import('./ListPage.tsx').then((m) => m.ListPage)`.
 */
export interface DeskPage {
  readonly path: string
  readonly title: string
  readonly needs?: Needs
  readonly load: () => Promise<ComponentType>
  /** Without menu and header: print views. */
  readonly bare?: boolean
  /** Opened at its own address it stands without the desk's session: it asks the server itself whom it may show (a wall by its link). */
  readonly alone?: boolean
}

/** One line of the left menu: a person's work in their words, never a table of the database. */
export interface MenuEntry {
  readonly group: MenuGroup
  readonly title: string
  readonly path: string
  /** An icon of `@ant-design/icons`. */
  readonly icon: ComponentType
  readonly needs?: Needs
  /** Only on the menu of these roles; the page itself is guarded by `needs`. */
  readonly roles?: readonly string[]
  /** Roles whose first page after sign-in this is. */
  readonly homeOf?: readonly string[]
  /** Smaller stands higher; default 100. */
  readonly position?: number
  /** A small live count drawn at the right of the title. */
  readonly badge?: ComponentType
}

/** A place the header's search looks into. */
export interface SearchSource {
  readonly key: string
  readonly title: string
  readonly needs?: Needs
  readonly find: (words: string, signal: AbortSignal) => Promise<SearchHit[]>
}

export interface SearchHit {
  readonly path: string
  readonly title: string
  readonly remark?: string
}

/** Contributed by modules that can be searched. */
export const searchSources = registry<SearchSource>('desk.search-sources')

/**
 * What a module brings to the desk. `contributes` fills registries other rooms declare (case views, form fields,
 * search sources, header parts) without either side importing the other.
 */
export interface DeskModule {
  readonly key: string
  readonly pages: readonly DeskPage[]
  readonly menu: readonly MenuEntry[]
  readonly contributes?: readonly Contribution[]
}

/** Whether any of the needed permissions is held. */
export function may(permissions: ReadonlySet<string>, needs: Needs | undefined): boolean {
  return needs === undefined || needs.length === 0 || needs.some((need) => permissions.has(need))
}

/** A small thing in the header: the inbox bell, the simulator's switch. */
export interface HeaderPart {
  readonly key: string
  readonly needs?: Needs
  readonly part: ComponentType
}
export const headerParts = registry<HeaderPart>('desk.header-parts')
