import type { Glyph } from './map-point.ts'
import type { MapTheme, Tone } from './tones.ts'
import { staleColours, toneColours } from './tones.ts'

/** CSS pixels of an icon's picture; drawn at twice that. */
const SIZE = 30
const RATIO = 2
type Pen = OffscreenCanvasRenderingContext2D
const C = SIZE / 2

/** `glyph-tone` or `glyph-tone-stale`: the style writes it, the missing-image event brings it here. */
export const iconName = (glyph: Glyph, tone: Tone, stale = false): string => `${glyph}-${tone}${stale ? '-stale' : ''}`

function polygon(pen: Pen, points: readonly (readonly [number, number])[]): void {
  pen.beginPath()
  points.forEach(([x, y], i) => (i === 0 ? pen.moveTo(C + x, C + y) : pen.lineTo(C + x, C + y)))
  pen.closePath()
}
const ring = (radius: number, corners: number, turn: number): [number, number][] =>
  Array.from({ length: corners }, (_, i) => {
    const at = turn + (i * 2 * Math.PI) / corners
    return [radius * Math.sin(at), -radius * Math.cos(at)]
  })
function circle(pen: Pen, radius: number): void {
  pen.beginPath()
  pen.arc(C, C, radius, 0, 2 * Math.PI)
}

// Each tone has a shape of its own (design.md §2): told apart without colour, in print and by the colour-blind.
const caseShapes: Readonly<Record<Tone, (pen: Pen) => void>> = {
  critical: (pen) => polygon(pen, ring(10.5, 4, 0)),
  late: (pen) => polygon(pen, ring(9.5, 8, Math.PI / 8)),
  urgent: (pen) => polygon(pen, ring(10.5, 3, 0)),
  normal: (pen) => polygon(pen, ring(9.8, 4, Math.PI / 4)),
  officer: (pen) => polygon(pen, ring(9, 5, 0)),
  low: (pen) => circle(pen, 6.5),
  good: (pen) => circle(pen, 7.5),
  quiet: (pen) => circle(pen, 5.5),
}

const outlines: Readonly<Record<Exclude<Glyph, 'case'>, (pen: Pen) => void>> = {
  people: (pen) => circle(pen, 8.5),
  vehicle: (pen) =>
    polygon(pen, [
      [0, -11],
      [7.5, 8.5],
      [0, 4.5],
      [-7.5, 8.5],
    ]),
  device: (pen) => polygon(pen, ring(8, 6, 0)),
  video: (pen) => {
    pen.beginPath()
    pen.roundRect(C - 9.5, C - 7, 19, 14, 4)
  },
  place: (pen) => {
    pen.beginPath()
    pen.arc(C, C - 3, 7, Math.PI * 0.86, Math.PI * 0.14)
    pen.lineTo(C, C + 11)
    pen.closePath()
  },
  enterprise: (pen) => {
    pen.beginPath()
    pen.roundRect(C - 8, C - 8, 16, 16, 2)
  },
}

function innerMark(pen: Pen, glyph: Glyph, tone: Tone, ink: string): void {
  pen.strokeStyle = ink
  pen.fillStyle = ink
  pen.lineWidth = 1.8
  pen.lineCap = 'round'
  pen.lineJoin = 'round'
  const line = (...points: [number, number][]): void => {
    pen.beginPath()
    points.forEach(([x, y], i) => (i === 0 ? pen.moveTo(C + x, C + y) : pen.lineTo(C + x, C + y)))
    pen.stroke()
  }
  const dot = (x: number, y: number, r: number): void => {
    pen.beginPath()
    pen.arc(C + x, C + y, r, 0, 2 * Math.PI)
    pen.fill()
  }
  if (glyph === 'case') {
    const high = tone === 'urgent' ? 1.5 : 0
    if (tone === 'critical' || tone === 'urgent') {
      line([0, -4 + high], [0, 1 + high])
      dot(0, 4 + high, 1.2)
    }
    if (tone === 'good') line([-3, 0], [-0.8, 2.6], [3.4, -2.6])
    if (tone === 'late') line([0, -4.5], [0, 0.5], [3.4, 2.2])
    return
  }
  if (glyph === 'people') {
    dot(0, -3, 2.3)
    pen.beginPath()
    pen.arc(C, C + 5, 4.2, Math.PI, 0)
    pen.fill()
  }
  if (glyph === 'device') dot(0, 0, 2.6)
  if (glyph === 'video') {
    pen.beginPath()
    pen.roundRect(C - 6, C - 3.5, 7.5, 7, 1.5)
    pen.fill()
    polygon(pen, [
      [2.5, 0],
      [6.5, -3.2],
      [6.5, 3.2],
    ])
    pen.fill()
  }
  if (glyph === 'place') dot(0, -3, 2.4)
  if (glyph === 'enterprise')
    for (const [x, y] of [
      [-3, -3],
      [3, -3],
      [-3, 3],
      [3, 3],
    ] as const)
      dot(x, y, 1.6)
}

/** A thing that needs somebody wears a small diamond at its shoulder; an old position a clock. */
function badge(pen: Pen, colour: string, kind: 'alarm' | 'clock', ground: string): void {
  const [x, y] = [C + 8, C - 8]
  pen.beginPath()
  if (kind === 'alarm') {
    pen.moveTo(x, y - 5.5)
    pen.lineTo(x + 5.5, y)
    pen.lineTo(x, y + 5.5)
    pen.lineTo(x - 5.5, y)
    pen.closePath()
  } else pen.arc(x, y, 4.8, 0, 2 * Math.PI)
  pen.fillStyle = colour
  pen.strokeStyle = ground
  pen.lineWidth = 1.4
  pen.fill()
  pen.stroke()
  pen.beginPath()
  if (kind === 'alarm') pen.arc(x, y, 1.3, 0, 2 * Math.PI)
  else {
    pen.moveTo(x, y - 3)
    pen.lineTo(x, y)
    pen.lineTo(x + 2.2, y + 1)
  }
  pen.strokeStyle = ground
  pen.fillStyle = ground
  if (kind === 'alarm') pen.fill()
  else pen.stroke()
}

/** Draws an icon by its name; undefined for a name that is not one of ours. */
export function drawIcon(name: string, theme: MapTheme): { readonly data: ImageData; readonly pixelRatio: number } | undefined {
  const [glyph, tone, stale] = name.split('-') as [Glyph, Tone, string | undefined]
  const colours = toneColours[theme]
  if (!(tone in colours)) return undefined
  const pen = new OffscreenCanvas(SIZE * RATIO, SIZE * RATIO).getContext('2d')
  if (!pen) return undefined
  pen.scale(RATIO, RATIO)
  const colour = stale ? staleColours[theme] : colours[tone]
  const ground = theme === 'night' ? '#04101a' : '#ffffff'
  const shape = glyph === 'case' ? caseShapes[tone] : outlines[glyph]
  shape(pen)
  const hollow = tone === 'quiet' || stale !== undefined
  if (theme === 'night') {
    pen.shadowColor = colour
    pen.shadowBlur = hollow ? 0 : 6 * RATIO
  } else {
    pen.shadowColor = 'rgb(10 30 60 / 45%)'
    pen.shadowBlur = 2 * RATIO
    pen.shadowOffsetY = RATIO
  }
  pen.fillStyle = hollow ? ground : colour
  pen.fill()
  pen.shadowColor = 'transparent'
  pen.lineWidth = hollow ? 2 : 1.6
  if (stale) pen.setLineDash([3, 2])
  pen.strokeStyle = hollow ? colour : ground
  pen.stroke()
  pen.setLineDash([])
  innerMark(pen, glyph, tone, hollow ? colour : ground)
  if (glyph !== 'case' && !stale && (tone === 'critical' || tone === 'late')) badge(pen, colours.critical, 'alarm', ground)
  if (stale) badge(pen, colour, 'clock', ground)
  return { data: pen.getImageData(0, 0, SIZE * RATIO, SIZE * RATIO), pixelRatio: RATIO }
}
