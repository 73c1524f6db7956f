import type { Tone } from '#core/area/contract.ts'
import { drawIcon, iconName } from '#platform/client/map/icons.ts'
import type { Glyph } from '#platform/client/map/map-point.ts'
import type { MapTheme } from '#platform/client/map/tones.ts'

const drawn = new Map<string, string>()

/** The very icon the map draws, as a picture for legend and card. */
function pictureOf(name: string, theme: MapTheme): string {
  const key = `${theme}/${name}`
  const known = drawn.get(key)
  if (known !== undefined) return known
  const icon = drawIcon(name, theme)
  const canvas = document.createElement('canvas')
  if (icon) {
    canvas.width = icon.data.width
    canvas.height = icon.data.height
    canvas.getContext('2d')?.putImageData(icon.data, 0, 0)
  }
  const url = canvas.toDataURL()
  drawn.set(key, url)
  return url
}

export function ToneMark({ glyph, tone, theme, size = 20 }: { glyph: Glyph; tone: Tone; theme: MapTheme; size?: number }) {
  return <img className="tone-mark" src={pictureOf(iconName(glyph, tone), theme)} width={size} height={size} alt="" />
}
