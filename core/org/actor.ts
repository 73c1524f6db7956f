import type { Principal } from '#platform/contract/principal.ts'
import { z } from 'zod'

/**
 * How far a permission reaches. `town`: everything; `unit`: what my unit or a unit below it holds or took part in;
 * `area`: what lies in my post's areas (by code prefix); `own`: what I reported or hold myself. A post may have several: any of them lets through.
 */
export const Reach = z.enum(['town', 'unit', 'area', 'own'])
export type Reach = z.infer<typeof Reach>

/** The person asking, at the post they picked. One person – several posts; a request is made from exactly one. */
export interface Actor extends Principal {
  readonly kind: 'person' | 'machine' | 'public' | 'system'
  readonly personId: string
  readonly name: string
  readonly postId: string
  readonly postTitle: string
  readonly unitId: string
  readonly unitName: string
  /** My unit and every unit below it. */
  readonly unitIds: readonly string[]
  readonly roles: readonly string[]
  /** Codes of my areas; a code covers everything that begins with it (9 town, 12 village, 15 grid, 18 micro). */
  readonly areas: readonly string[]
  /** Permission → how far. `permissions` holds its keys. */
  readonly reach: ReadonlyMap<string, readonly Reach[]>
}

const nobody = {
  personId: '',
  postId: '',
  postTitle: '',
  unitId: '',
  unitName: '',
  unitIds: [],
  roles: [],
  areas: [],
  reach: new Map<string, readonly Reach[]>(),
}

/** Somebody without a session: a resident on the public page. */
export function publicActor(town: string): Actor {
  return { ...nobody, kind: 'public', town, subject: 'public', name: '群众', permissions: new Set(), signedIn: false, roles: ['public'] }
}

/** The platform itself: escalations, the clock, imports. It holds no permission of a person. */
export function systemActor(town: string, name = '系统'): Actor {
  return { ...nobody, kind: 'system', town, subject: 'system', name, permissions: new Set(), signedIn: true, roles: ['system'] }
}
