import { useEffect, useState } from 'react'
import { call } from '#platform/client/call.ts'
import { usePart } from '#platform/client/field/use-part.ts'
import { readWhistle } from '../endpoints.ts'
import { type Whistle, whistlesPart } from './whistles-part.ts'

/** A whistle from the device, and from the centre when there is a line. @param seq asked anew when the case moved */
export function useWhistle(id: string, seq: number): Whistle | undefined {
  const { value } = usePart(whistlesPart)
  const [fresh, setFresh] = useState<Whistle>()
  useEffect(() => {
    let gone = false
    call(readWhistle, { params: { id } }).then(
      (found) => !gone && setFresh(found),
      () => undefined,
    )
    return () => {
      gone = true
    }
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- a case that moved is the reason to ask again
  }, [id, seq])
  return fresh?.id === id ? fresh : value?.whistles.find((one) => one.id === id)
}
