import { newId } from '#platform/contract/id.ts'
import { maskPhone } from '#platform/contract/mask.ts'
import type { Tx } from '#platform/server/database.ts'
import type { FieldCipher } from '#platform/server/field-cipher.ts'
import type { Day } from '../day.ts'
import type { UnitKind } from '../unit.ts'
import { phonePlace } from './people.ts'

export interface LoadedUnit {
  readonly id: string
  readonly code?: string
  readonly kind: UnitKind
  readonly name: string
  readonly short?: string
  readonly parentId?: string | null
  readonly position?: number
  readonly from: Day
  /** Later names, oldest first; `name` is the first. */
  readonly renamed?: readonly { readonly name: string; readonly short?: string; readonly from: Day }[]
}

export interface LoadedPerson {
  readonly id: string
  readonly login: string
  readonly name: string
  readonly phone?: string
  /** Listed on the sign-in page of a demo town. */
  readonly demo?: boolean
}

export interface LoadedPost {
  readonly id: string
  readonly unitId: string
  readonly title: string
  readonly role: string
  readonly areas?: readonly string[]
  readonly from: Day
}

export interface LoadedAppointment {
  readonly id?: string
  readonly personId: string
  readonly postId: string
  readonly from: Day
  readonly to?: Day | null
  readonly substituteFor?: string
}

export interface OrgLoad {
  readonly town: string
  readonly units: readonly LoadedUnit[]
  readonly people: readonly LoadedPerson[]
  readonly posts: readonly LoadedPost[]
  readonly appointments: readonly LoadedAppointment[]
  /** One hash for everybody (`hashPassword`), made once: hashing for hundreds would take a minute. */
  readonly passwordHash: string
  readonly passwordAt: Date
  readonly mustChange?: boolean
  readonly cipher: FieldCipher
}

/** Writes a whole organisation in a few statements, for the demo town, imports and tests. The town and its roles exist. */
export async function loadOrg(tx: Tx, load: OrgLoad): Promise<void> {
  const { town } = load
  const insert = (target: string, shape: string, rows: readonly object[]) =>
    tx.query(`insert into org.${target} select $1, x.* from jsonb_to_recordset($2::jsonb) as x (${shape})`, [town, JSON.stringify(rows)])

  await insert(
    'unit (town, id, code, kind, position, valid_from)',
    'id uuid, code text, kind text, position int, valid_from date',
    load.units.map((u, i) => ({ id: u.id, code: u.code, kind: u.kind, position: u.position ?? (i + 1) * 10, valid_from: u.from })),
  )
  await insert(
    'unit_name (town, unit_id, valid_from, valid_to, name, short)',
    'unit_id uuid, valid_from date, valid_to date, name text, short text',
    load.units.flatMap(namesOf),
  )
  await insert(
    'unit_parent (town, unit_id, valid_from, parent_id)',
    'unit_id uuid, valid_from date, parent_id uuid',
    load.units.map((u) => ({ unit_id: u.id, valid_from: u.from, parent_id: u.parentId })),
  )
  await insert(
    'person (town, id, login, name, phone_sealed, phone_mask, demo)',
    'id uuid, login text, name text, phone_sealed bytea, phone_mask text, demo boolean',
    load.people.map((p) => ({
      id: p.id,
      login: p.login,
      name: p.name,
      phone_sealed: p.phone && `\\x${load.cipher.seal(p.phone, phonePlace(p.id)).toString('hex')}`,
      phone_mask: p.phone && maskPhone(p.phone),
      demo: p.demo ?? false,
    })),
  )
  await tx.query(
    `insert into org.credential (town, person_id, hash, history, changed_at, must_change) select $1, unnest($2::uuid[]), $3, array[$3], $4, $5`,
    [town, load.people.map((p) => p.id), load.passwordHash, load.passwordAt, load.mustChange ?? false],
  )
  await insert(
    'post (town, id, unit_id, title, role, areas, valid_from)',
    'id uuid, unit_id uuid, title text, role text, areas text[], valid_from date',
    load.posts.map((p) => ({ id: p.id, unit_id: p.unitId, title: p.title, role: p.role, areas: p.areas ?? [], valid_from: p.from })),
  )
  await insert(
    'appointment (town, id, person_id, post_id, valid_from, valid_to, substitute_for)',
    'id uuid, person_id uuid, post_id uuid, valid_from date, valid_to date, substitute_for uuid',
    load.appointments.map((a) => ({
      id: a.id ?? newId(),
      person_id: a.personId,
      post_id: a.postId,
      valid_from: a.from,
      valid_to: a.to,
      substitute_for: a.substituteFor,
    })),
  )
}

function namesOf(unit: LoadedUnit): object[] {
  const names = [{ name: unit.name, short: unit.short, from: unit.from }, ...(unit.renamed ?? [])]
  return names.map((each, i) => ({
    unit_id: unit.id,
    valid_from: each.from,
    valid_to: names[i + 1]?.from,
    name: each.name,
    short: each.short ?? each.name,
  }))
}
