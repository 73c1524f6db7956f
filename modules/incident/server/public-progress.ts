import { CaseFile, type CaseState, findStep } from '#core/case/contract.ts'
import { maskText } from '#core/party/contract.ts'
import type { Tx } from '#platform/server/database.ts'
import type { PublicProgress } from '../public-endpoints.ts'
import { promiseOf } from '../public-promise.ts'
import { mergedTrack, trackOf } from '../public-track.ts'
import { type Followed, trackActs } from './public-case.ts'
import { titleFrom } from '../beginning.ts'

const files = (value: unknown): CaseFile[] => {
  const parsed = CaseFile.array().safeParse(value)
  return parsed.success ? parsed.data.filter((f) => f.mime.startsWith('image/')) : []
}
const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The photos a resident may see, under names of ours: a file's own name may hold somebody's. */
const named = (list: readonly CaseFile[], name: string): CaseFile[] => list.map((f, i) => ({ ...f, name: `${name}${i + 1}` }))

/** After-photos of the newest handling, once somebody else has verified it. */
async function afterPhotos(tx: Tx, { worked }: Followed): Promise<CaseFile[]> {
  if (!isAnswered(worked.state)) return []
  const [row] = await tx.query<{ after: unknown }>(
    `select input->'after' as after from "case".act where town = $1 and case_id = $2 and action in ('handle', 'settle') order by seq desc limit 1`,
    [worked.town, worked.id],
  )
  return named(files(row?.after), '处置后照片')
}

const isAnswered = (state: CaseState): boolean => state.step === 'callback' || (state.closedAt !== undefined && state.result !== 'invalid')

export interface PublicPhotos {
  readonly photos: CaseFile[]
  readonly photosAfter: CaseFile[]
}

/** Every photo this reporter may open. */
export async function photosOf(tx: Tx, followed: Followed): Promise<PublicPhotos> {
  return { photos: named(files(followed.own.state.data['files']), '现场照片'), photosAfter: await afterPhotos(tx, followed) }
}

/** What may be done now by number and code. */
export function waysOf({ own, worked }: Followed) {
  const { state } = worked
  const mine = own.id === worked.id
  const closed = state.step === 'closed'
  const asked = mine && state.step === 'callback'
  const rated = text(own.state.data['satisfied'])
  return {
    asked,
    canReopen: closed || state.step === 'callback',
    canRate: asked || (own.state.step === 'closed' && closed && !rated),
    canAdd: !findEnd(worked),
    ...(rated && own.state.step === 'closed' ? { rated } : {}),
  }
}

const findEnd = ({ state }: Followed['worked']): boolean => state.closedAt !== undefined

/** The chosen subset of a case that its reporter sees. */
export async function progressOf(tx: Tx, followed: Followed, now: Date): Promise<PublicProgress> {
  const { own, worked, process, alone, words } = followed
  const { state } = worked
  const acts = await trackActs(tx, worked.town, worked.id)
  const merged = own.id !== worked.id
  const track = merged ? mergedTrack(process, await trackActs(tx, own.town, own.id), acts) : trackOf(process, acts, alone)
  const step = findStep(process, state.step)
  const ways = waysOf(followed)
  const promise = promiseOf(state, now.getTime(), ways.asked)
  const measure = isAnswered(state) ? maskText(text(state.data['measure'])) : ''
  const result = state.closedAt !== undefined ? state.result : undefined
  return {
    number: own.number,
    title: titleFrom(words),
    description: words,
    stepTitle: step?.publicTitle ?? step?.title ?? state.step,
    closed: state.closedAt !== undefined,
    ...(result ? { result, resultTitle: process.results[result] ?? result } : {}),
    track: track.map((entry) => ({ ...entry, at: new Date(entry.at).toISOString() })).reverse(),
    ...(measure ? { reply: measure } : {}),
    ...(await photosOf(tx, followed)),
    promise: promise.text,
    ...(promise.dueAt !== undefined ? { dueAt: new Date(promise.dueAt).toISOString() } : {}),
    late: promise.late,
    merged,
    ...ways,
  }
}
