import type { PlanCard } from '../card.ts'
import { gasLeak } from './gas-leak.ts'
import { lostElder } from './lost-elder.ts'
import { rainstorm } from './rainstorm.ts'

/** The shipped plans, all marked 示例; their units are the town's to name. */
export const samplePlans: readonly PlanCard[] = [rainstorm, gasLeak, lostElder]
