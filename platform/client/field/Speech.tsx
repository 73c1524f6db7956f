import { useEffect, useRef, useState } from 'react'
import { Icon } from './Icon.tsx'

/** What the browsers' own speech recognition looks like; it is in no standard type yet. */
interface Recogniser {
  lang: string
  interimResults: boolean
  onresult: ((event: { results: ArrayLike<ArrayLike<{ transcript: string }>> }) => void) | null
  onend: (() => void) | null
  onerror: (() => void) | null
  start(): void
  stop(): void
}
type Maker = new () => Recogniser

function findMaker(): Maker | undefined {
  const known = globalThis as { SpeechRecognition?: Maker; webkitSpeechRecognition?: Maker }
  return known.SpeechRecognition ?? known.webkitSpeechRecognition
}

/**
 * Speaks words into a field where the browser can hear (it asks a service on the line for it). Elsewhere draws nothing:
 * every phone's keyboard has a microphone of its own.
 */
export function SpeechButton({ hear }: { readonly hear: (words: string) => void }) {
  const [on, setOn] = useState(false)
  const [fault, setFault] = useState(false)
  const recogniser = useRef<Recogniser>(undefined)
  useEffect(() => () => recogniser.current?.stop(), [])
  const Made = findMaker()
  if (!Made || fault) return null
  const toggle = (): void => {
    if (on) return recogniser.current?.stop()
    const one = new Made()
    one.lang = 'zh-CN'
    one.interimResults = false
    one.onresult = ({ results }) => hear(Array.from(results, (result) => result[0]?.transcript ?? '').join(''))
    one.onend = () => setOn(false)
    // No line, no microphone, no service: the button goes, the keyboard stays.
    one.onerror = () => {
      setOn(false)
      setFault(true)
    }
    recogniser.current = one
    setOn(true)
    one.start()
  }
  return (
    <button type="button" className={on ? 'speech on' : 'speech'} aria-pressed={on} onClick={toggle}>
      <Icon name="mic" />
      {on ? '正在听，说完点这里' : '说一句'}
    </button>
  )
}
