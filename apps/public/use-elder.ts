import { useLayoutEffect, useState } from 'react'

const KEY = 'sihe.public.elder'

function remembered(): boolean {
  try {
    return localStorage.getItem(KEY) === '1'
  } catch {
    return false
  }
}

function remember(elder: boolean): void {
  try {
    localStorage.setItem(KEY, elder ? '1' : '0')
  } catch {
    // A private window forgets it; nothing else is lost.
  }
}

/** 长者模式: large type and strong contrast, remembered on this phone. */
export function useElder(): [boolean, () => void] {
  const [elder, setElder] = useState(remembered)
  useLayoutEffect(() => document.documentElement.setAttribute('data-elder', elder ? '1' : '0'), [elder])
  // Written with the tap, not after the next picture: a page left at once would forget it.
  const change = (): void => {
    remember(!elder)
    setElder(!elder)
  }
  return [elder, change]
}
