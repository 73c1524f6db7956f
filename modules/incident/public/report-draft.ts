import type { ReportBody } from './door.ts'
import { newKey } from './request.ts'

/** A photo as the draft remembers it; the picture itself lies in IndexedDB under `key` until the report is accepted. */
export interface DraftPhoto {
  readonly key: string
  readonly name: string
  readonly mime: string
  /** Present once the server has it. */
  readonly sha256?: string
}

export interface ReportDraft {
  /** Made with the draft, the same for every try: a repeated send is answered once. */
  readonly actionId: string
  readonly photos: readonly DraftPhoto[]
  readonly kind: string
  readonly words: string
  readonly place?: readonly [number, number] | undefined
  /** Radius in metres. */
  readonly accuracy?: number | undefined
  readonly address: string
  readonly phone: string
  readonly callBack: boolean
  /** What was sent under this number and got no answer: it may have arrived. */
  readonly sent?: ReportBody
}

const KEY = 'sihe.public.draft'
const KEPT_MS = 7 * 86_400_000

export const emptyDraft = (): ReportDraft => ({
  actionId: newKey(),
  photos: [],
  kind: '',
  words: '',
  address: '',
  phone: '',
  callBack: true,
})

/** The draft of the last week on this phone, else an empty one. Local and not session storage: WeChat ends sessions freely. */
export function readDraft(): ReportDraft {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? 'null') as { at: number; draft: ReportDraft } | null
    if (kept && Date.now() - kept.at < KEPT_MS) return { ...emptyDraft(), ...kept.draft }
  } catch {
    // Nothing readable was kept.
  }
  return emptyDraft()
}

export function keepDraft(draft: ReportDraft): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ at: Date.now(), draft }))
  } catch {
    // Full or forbidden: the page itself still holds the words.
  }
}

export function dropDraft(): void {
  try {
    localStorage.removeItem(KEY)
  } catch {
    // Nothing was kept then.
  }
}

export const isTouched = (draft: ReportDraft): boolean => Boolean(draft.words || draft.photos.length || draft.address || draft.place)

/** What is sent. */
export function bodyOf(draft: ReportDraft): ReportBody {
  const { actionId, words, kind, place, accuracy, address, phone, callBack, photos } = draft
  return {
    actionId,
    description: words.trim(),
    ...(kind ? { kind } : {}),
    ...(place ? { place: [place[0], place[1]] as [number, number] } : {}),
    ...(place && accuracy !== undefined ? { accuracy: Math.round(accuracy) } : {}),
    ...(address.trim() ? { address: address.trim() } : {}),
    files: photos.filter((p) => p.sha256).map(({ sha256 = '', name, mime }) => ({ sha256, name: name.slice(0, 200), mime })),
    ...(phone.trim() ? { reporter: { phone: phone.trim(), callBack } } : {}),
  }
}

export type DraftFaults = Readonly<Partial<Record<'words' | 'place' | 'phone' | 'photos', string>>>

/** What the server would refuse, said before sending. */
export function faultsOf(draft: ReportDraft): DraftFaults {
  const length = [...draft.words.trim()].length
  return {
    ...(length < 2 ? { words: '请写一两句话，说说是什么问题' } : length > 4000 ? { words: '最多 4000 个字，请删短一些' } : {}),
    ...(draft.place || draft.address.trim() ? {} : { place: '请点“用当前位置”，或写清地址' }),
    ...(draft.phone.trim() && !/^[0-9+\- ]{5,20}$/.test(draft.phone.trim())
      ? { phone: '电话号码格式不对，请核对；不想留电话可以清空' }
      : {}),
    ...(draft.photos.some((p) => !p.sha256) ? { photos: '还有照片没有传上去，请稍等，或点照片再传、删除' } : {}),
  }
}
