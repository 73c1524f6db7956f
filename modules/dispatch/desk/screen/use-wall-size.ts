import { useEffect, useState } from 'react'

export interface WallSize {
  readonly width: number
  readonly height: number
  /** CSS pixels of one rem. */
  readonly rem: number
  /** Two columns of panels at each side: a 32:9 wall shows more, not wider. */
  readonly wide: boolean
}

/** Below this a Chinese character is no longer read from a chair; on small screens the rows become fewer instead. */
const SMALLEST_REM = 12.5

/** Everything on the wall is measured in rem: 16 px on 1080 lines, 32 px on 2160. A narrow window is measured by its width. */
function measure(): WallSize {
  const { innerWidth: width, innerHeight: height } = window
  return { width, height, rem: Math.max(SMALLEST_REM, Math.min(height / 67.5, width / 96)), wide: width / height > 2.4 }
}

/** The size of the wall; sets the root's rem while the wall is open. */
export function useWallSize(): WallSize {
  const [size, setSize] = useState(measure)
  useEffect(() => {
    const again = (): void => setSize(measure())
    addEventListener('resize', again)
    return () => removeEventListener('resize', again)
  }, [])
  useEffect(() => {
    const { style } = document.documentElement
    const before = style.fontSize
    style.fontSize = `${size.rem}px`
    return () => {
      style.fontSize = before
    }
  }, [size.rem])
  return size
}
