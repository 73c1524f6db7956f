import type { DeviceModel } from '../model.ts'
import { electric } from './electric.ts'
import { hydrant } from './hydrant.ts'
import { lamp } from './lamp.ts'
import { manhole } from './manhole.ts'
import { noiseDust } from './noise-dust.ts'
import { smoke } from './smoke.ts'
import { waterLevel } from './water-level.ts'
import { waterQuality } from './water-quality.ts'

/** The eight kinds a town has (rules.md §7.4, 1–8), by the keys of the ledger. */
export const models: Readonly<Record<string, DeviceModel>> = {
  manhole,
  hydrant,
  lamp,
  'water-level': waterLevel,
  smoke,
  electric,
  'water-quality': waterQuality,
  'noise-dust': noiseDust,
}
