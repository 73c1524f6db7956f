import { useCallback, useEffect, useRef, useState } from 'react'
import type { SeatMapState } from './SeatMap.tsx'

/** What the seat and its map window say to one another. */
type Message =
  | { readonly kind: 'hello' }
  | { readonly kind: 'bye' }
  | { readonly kind: 'state'; readonly state: SeatMapState }
  | { readonly kind: 'pick'; readonly id: string }

const nameOf = (person: string): string => `sihe.seat.${person}`

type Say = (message: Message) => void

function useChannel(person: string, hear: (message: Message, say: Say) => void): Say {
  const latest = useRef(hear)
  useEffect(() => {
    latest.current = hear
  })
  const channel = useRef<BroadcastChannel>(undefined)
  useEffect(() => {
    const opened = new BroadcastChannel(nameOf(person))
    // Only pages of our own speak on this channel.
    opened.addEventListener('message', ({ data }) => latest.current(data as Message, (message) => opened.postMessage(message)))
    channel.current = opened
    return () => opened.close()
  }, [person])
  return useCallback((message) => channel.current?.postMessage(message), [])
}

/** The seat's end: tells every change to the map window, hears what is picked there, knows whether one is open. */
export function useSeatEnd(
  person: string,
  state: SeatMapState,
  pick: (id: string) => void,
): { readonly apart: boolean; readonly close: () => void } {
  const [apart, setApart] = useState(false)
  const say = useChannel(person, (message, answer) => {
    if (message.kind === 'pick') pick(message.id)
    if (message.kind === 'bye') setApart(false)
    if (message.kind === 'hello') {
      setApart(true)
      answer({ kind: 'state', state })
    }
  })
  useEffect(() => say({ kind: 'state', state }), [say, state])
  // A window that was already open answers with another hello.
  useEffect(() => say({ kind: 'hello' }), [say])
  return { apart, close: () => say({ kind: 'bye' }) }
}

/** The map window's end. */
export function useMapEnd(person: string): { readonly state: SeatMapState | undefined; readonly pick: (id: string) => void } {
  const [state, setState] = useState<SeatMapState>()
  const say = useChannel(person, (message, answer) => {
    if (message.kind === 'state') setState(message.state)
    if (message.kind === 'hello') answer({ kind: 'hello' })
    if (message.kind === 'bye') window.close()
  })
  useEffect(() => {
    say({ kind: 'hello' })
    const bye = (): void => say({ kind: 'bye' })
    addEventListener('pagehide', bye)
    return () => removeEventListener('pagehide', bye)
  }, [say])
  return { state, pick: (id) => say({ kind: 'pick', id }) }
}
