/** Somebody at a grid's post on a day. */
export interface Holder {
  readonly personId: string
  readonly name: string
  readonly postId: string
  readonly postTitle: string
  /** Codes of the post's areas. */
  readonly areas: readonly string[]
  /** The appointment itself says whom they stand in for (代班任职). */
  readonly standsIn: boolean
}

export interface Rest {
  readonly personId: string
  readonly from: string
  /** Inclusive. */
  readonly to: string
  readonly reason: string
}

export interface StandIn {
  readonly postId: string
  readonly substituteId?: string | undefined
  readonly restWeekdays: readonly number[]
}

export interface Staffing {
  readonly holders: readonly Holder[]
  readonly rests: readonly Rest[]
  readonly standIns: readonly StandIn[]
  /** Names of substitutes who hold no post of their own today. */
  readonly names: ReadonlyMap<string, string>
}

export type CoverState = 'own' | 'substitute' | 'none'
export const coverWords: Readonly<Record<CoverState, string>> = { own: '在岗', substitute: '替班', none: '无人' }

export interface Cover {
  readonly state: CoverState
  /** Everybody whose post it is, with why they are away. */
  readonly people: readonly {
    readonly personId: string
    readonly name: string
    readonly postId: string
    readonly post: string
    readonly away?: string
  }[]
  readonly substitute?: { readonly personId: string; readonly name: string }
}

/** Monday 1 … Sunday 7 of a day. */
export const weekdayOf = (day: string): number => ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1

/** Why somebody is away from a post on a day; undefined when they are there. */
export function awayOn(
  personId: string,
  postIds: readonly string[],
  day: string,
  staffing: Pick<Staffing, 'rests' | 'standIns'>,
): string | undefined {
  const rest = staffing.rests.find((one) => one.personId === personId && one.from <= day && day <= one.to)
  if (rest) return rest.reason
  const weekly = staffing.standIns.some(({ postId, restWeekdays }) => postIds.includes(postId) && restWeekdays.includes(weekdayOf(day)))
  return weekly ? '轮休' : undefined
}

/** Whether a post is this grid's own: it names the grid, or its micro-grids inside it, and not a larger area. */
const isOwn = (areas: readonly string[], code: string): boolean =>
  areas.some((area) => area === code || area.replace(/0+$/u, '') === code.replace(/0+$/u, ''))

/** Who stands in at a grid for its own people: somebody appointed to, else whom one of them named; only who is there themself. */
function substituteOf(code: string, own: readonly Holder[], day: string, staffing: Staffing): string | undefined {
  const postsOf = (personId: string) => staffing.holders.filter((one) => one.personId === personId).map(({ postId }) => postId)
  const appointed = staffing.holders.filter(({ areas, standsIn }) => isOwn(areas, code) && standsIn).map(({ personId }) => personId)
  const named = own.flatMap(({ postId }) => staffing.standIns.find((one) => one.postId === postId)?.substituteId ?? [])
  return [...appointed, ...named].find((personId) => awayOn(personId, postsOf(personId), day, staffing) === undefined)
}

/** Everybody away from their grid's post on a day, with who stands in there. */
export function awaysOn(day: string, staffing: Staffing): { personId: string; postId: string; substituteId?: string }[] {
  return staffing.holders
    .filter(({ personId, postId, standsIn }) => !standsIn && awayOn(personId, [postId], day, staffing) !== undefined)
    .map((holder) => {
      const substituteId = holder.areas.map((code) => substituteOf(code, [holder], day, staffing)).find((found) => found !== undefined)
      return { personId: holder.personId, postId: holder.postId, ...(substituteId ? { substituteId } : {}) }
    })
}

/**
 * Who covers a grid on a day: its own people, else the substitute one of them named, else somebody appointed to stand in. A substitute who is away
 * themself is none: the grid is then uncovered and says so.
 */
export function coverOf(code: string, day: string, staffing: Staffing): Cover {
  const own = staffing.holders.filter(({ areas, standsIn }) => isOwn(areas, code) && !standsIn)
  const people = own.map(({ personId, name, postId, postTitle }) => {
    const away = awayOn(personId, [postId], day, staffing)
    return { personId, name, postId, post: postTitle, ...(away === undefined ? {} : { away }) }
  })
  if (people.some(({ away }) => away === undefined)) return { state: 'own', people }
  const substitute = substituteOf(code, own, day, staffing)
  if (substitute === undefined) return { state: 'none', people }
  const name = staffing.holders.find(({ personId }) => personId === substitute)?.name ?? staffing.names.get(substitute) ?? ''
  return { state: 'substitute', people, substitute: { personId: substitute, name } }
}
