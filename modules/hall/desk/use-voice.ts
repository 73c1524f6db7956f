import { useCallback, useEffect, useRef, useState } from 'react'
import { useEveryBatch } from '#platform/client/live.ts'
import { ticketCalled } from '../contract.ts'
import { isStale, spokenCall } from './spoken.ts'

export type Voice = 'on' | 'asleep' | 'none'

/**
 * Says every call by the browser's own voice. Browsers let a page speak only after somebody touched it: until then it is `asleep` and the screen
 * shows a key; `none` where the browser cannot speak at all.
 */
export function useVoice(): { readonly voice: Voice; readonly wake: () => void } {
  const speech = typeof window !== 'undefined' && 'speechSynthesis' in window ? window.speechSynthesis : undefined
  const [voice, setVoice] = useState<Voice>(speech ? 'on' : 'none')
  const said = useRef(new Set<string>())
  const say = useCallback(
    (words: string) => {
      if (!speech) return
      const utterance = new SpeechSynthesisUtterance(words)
      utterance.lang = 'zh-CN'
      utterance.rate = 0.9
      const chinese = speech.getVoices().find(({ lang }) => lang.toLowerCase().startsWith('zh'))
      if (chinese) utterance.voice = chinese
      utterance.onerror = ({ error }) => {
        if (error === 'not-allowed') setVoice('asleep')
      }
      utterance.onstart = () => setVoice('on')
      speech.speak(utterance)
    },
    [speech],
  )
  useEveryBatch((facts) => {
    for (const fact of facts ?? []) {
      // After a break the same facts may come again.
      if (fact.name !== ticketCalled.name || said.current.has(fact.id) || isStale(fact.at, Date.now())) continue
      said.current.add(fact.id)
      const call = ticketCalled.payload.safeParse(fact.payload)
      // Twice, as in every hall: the first time people look up.
      if (call.success) for (let i = 0; i < 2; i++) say(spokenCall(call.data))
    }
  })
  useEffect(() => () => speech?.cancel(), [speech])
  return {
    voice,
    wake: () => {
      setVoice('on')
      say('叫号语音已开启')
    },
  }
}
