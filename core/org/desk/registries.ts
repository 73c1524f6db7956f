import type { ComponentType } from 'react'
import { registry } from '#platform/contract/registry.ts'

/**
 * How areas are picked and read on posts. The organisation comes before the ground (org → area), so it keeps codes; whoever
 * knows the names contributes these.
 */
export interface AreaWords {
  readonly Picker: ComponentType<{
    readonly id?: string
    readonly value?: string[]
    readonly onChange?: (codes: string[]) => void
  }>
  readonly Names: ComponentType<{ readonly codes: readonly string[] }>
}
export const areaWordsOf = registry<AreaWords>('org.desk-area-words')

/** Things to see to above the list of posts, each drawn only while there is something. */
export interface PostNotice {
  readonly key: string
  readonly needs: readonly string[]
  readonly Notice: ComponentType
}
export const postNotices = registry<PostNotice>('org.desk-post-notices')
