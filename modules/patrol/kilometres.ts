/** Kilometres of an odometer beside those of a track. */
export interface Compared {
  /** Odometer less track with gaps, kilometres. */
  readonly difference: number
  /** Of the odometer's kilometres; 0 when both stood still. */
  readonly share: number
  readonly words: string
}

/** A difference beyond this share wants a word from the crew (示例: a setting of the town once it has its own). */
export const NOTABLE_SHARE = 0.1
/** Below this many kilometres the odometer's own rounding decides. */
const TOO_SHORT = 1

/**
 * Compares by the odometer: what it says more was driven unseen (no signal), what it says less was misread or the track wandered.
 * @param odometerKm kilometres; the rest in metres
 */
export function compareKilometres(odometerKm: number, trackMetres: number, gapMetres: number): Compared {
  const difference = Math.round((odometerKm - (trackMetres + gapMetres) / 1000) * 10) / 10
  const share = odometerKm > 0 ? difference / odometerKm : 0
  if (odometerKm < TOO_SHORT && Math.abs(difference) < TOO_SHORT) return { difference, share, words: '里程太短，不作比较' }
  if (trackMetres === 0) return { difference, share: 1, words: '没有轨迹，请核实定位设备' }
  if (Math.abs(share) <= NOTABLE_SHARE) return { difference, share, words: '相符' }
  return { difference, share, words: difference > 0 ? '里程表多于轨迹，请核实' : '里程表少于轨迹，请核实读数' }
}
