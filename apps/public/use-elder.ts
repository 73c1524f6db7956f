import { useEffect, useState } from 'react'

const KEY = 'sihe.public.elder'

function remembered(): boolean {
  try {
    return localStorage.getItem(KEY) === '1'
  } catch {
    return false
  }
}

/** 长者模式: large type and strong contrast, remembered on this phone. */
export function useElder(): [boolean, () => void] {
  const [elder, setElder] = useState(remembered)
  useEffect(() => {
    document.documentElement.setAttribute('data-elder', elder ? '1' : '0')
    try {
      localStorage.setItem(KEY, elder ? '1' : '0')
    } catch {
      // A private window forgets it; nothing else is lost.
    }
  }, [elder])
  return [elder, () => setElder(!elder)]
}
