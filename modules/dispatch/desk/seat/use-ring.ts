import { useCallback, useRef } from 'react'
import { usePreference } from '#platform/client/preference.ts'

const TONES: readonly (readonly [hertz: number, after: number])[] = [
  [880, 0],
  [1174, 0.18],
]

/**
 * The bell of the duty room: two tones, three times for an urgent report. Silent when muted. Browsers allow sound only after somebody touched
 * the page; `blocked` says so.
 */
export function useRing() {
  const [muted, setMuted] = usePreference('seat.muted', false)
  const audio = useRef<AudioContext>(undefined)
  const ring = useCallback(
    (urgent: boolean) => {
      if (muted || typeof AudioContext === 'undefined') return
      const context = (audio.current ??= new AudioContext())
      void context.resume()
      const times = urgent ? 3 : 1
      for (let i = 0; i < times; i++)
        for (const [hertz, after] of TONES) {
          const start = context.currentTime + i * 0.55 + after
          const [tone, volume] = [context.createOscillator(), context.createGain()]
          tone.frequency.value = hertz
          volume.gain.setValueAtTime(0, start)
          volume.gain.linearRampToValueAtTime(0.25, start + 0.02)
          volume.gain.exponentialRampToValueAtTime(0.001, start + 0.3)
          tone.connect(volume).connect(context.destination)
          tone.start(start)
          tone.stop(start + 0.32)
        }
    },
    [muted],
  )
  return { muted, setMuted, ring }
}
