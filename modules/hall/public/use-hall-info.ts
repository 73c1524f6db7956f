import { useCallback, useEffect, useState } from 'react'
import { type Unanswered, faultOf } from './ask.ts'
import { type HallInfo, readHallInfo } from './door.ts'

const everyMs = 20_000

export interface InfoState {
  readonly info: HallInfo | undefined
  /** Only while there is nothing to show. */
  readonly fault: Unanswered | undefined
  readonly again: () => void
}

/** The hall's businesses and how many wait, read again while the page is seen. */
export function useHallInfo(): InfoState {
  const [info, setInfo] = useState<HallInfo>()
  const [fault, setFault] = useState<Unanswered>()
  const again = useCallback(() => {
    readHallInfo().then(
      (found) => {
        setInfo(found)
        setFault(undefined)
      },
      (error: unknown) => setFault(faultOf(error)),
    )
  }, [])
  useEffect(() => {
    again()
    const timer = setInterval(() => document.visibilityState === 'visible' && again(), everyMs)
    return () => clearInterval(timer)
  }, [again])
  return { info, fault: info ? undefined : fault, again }
}
