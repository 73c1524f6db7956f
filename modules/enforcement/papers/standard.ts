import { mainVolume } from './main-volume.ts'
import { sideVolume } from './side-volume.ts'
import type { PaperTemplate } from './template.ts'

/** All forms the platform ships (D01–D43); their wording is 示例 until the town confirms or changes it. */
export const standardTemplates: readonly PaperTemplate[] = [...mainVolume, ...sideVolume]

const volumes = { main: 0, side: 1 } as const

/** 正卷 before 副卷, each in its order. */
export const byVolume = (a: PaperTemplate, b: PaperTemplate): number => volumes[a.volume] - volumes[b.volume] || a.order - b.order
