import sharp from 'sharp'

/** What an invented photo shows. */
export type Scene = 'lid' | 'lamp' | 'rubbish' | 'water' | 'tree' | 'road' | 'street' | 'sign' | 'room'
export type Side = 'before' | 'after'
export const scenes: readonly Scene[] = ['lid', 'lamp', 'rubbish', 'water', 'tree', 'road', 'street', 'sign', 'room']

const [width, height] = [400, 300]

// 示例 as strokes in two boxes of 20 × 20: the machine that draws may have no Chinese font at all.
const label =
  'M5 4H15M3 8H17M10 8V18L8 16.5M6 11L3.5 15.5M14 11L16.5 15.5M26 3L23 9M25 7V18M29 4H35M31.5 4L29 10M30.5 8H34.5Q33.5 15 29 17.5M31 11.5L33 13.5M37 5V14M39.5 3V18L38 17'

// The seven strokes of a digit in a box of 8 × 14.
const strokes = ['M0 0H8', 'M8 0V7', 'M8 7V14', 'M0 14H8', 'M0 7V14', 'M0 0V7', 'M0 7H8'] as const
const lit = ['012345', '12', '01346', '01236', '1256', '02356', '023456', '012', '0123456', '012356'] as const
const digits = (number: number): string =>
  [...String(number)]
    .map(
      (digit, i) =>
        `<path transform="translate(${i * 14} 0)" d="${[...lit[Number(digit)]!].map((s) => strokes[Number(s)]).join('')}" stroke="#fff" stroke-width="2.4" fill="none"/>`,
    )
    .join('')

const box = (x: number, y: number, w: number, h: number, fill: string): string =>
  `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${fill}"/>`
const disc = (x: number, y: number, rx: number, ry: number, fill: string): string =>
  `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="${fill}"/>`
const ground = (sky: string, earth: string): string => box(0, 0, width, 150, sky) + box(0, 150, width, 150, earth)

const drawings: Readonly<Record<Scene, Readonly<Record<Side, string>>>> = {
  lid: {
    before:
      box(0, 0, width, height, '#7a7f85') +
      disc(200, 160, 92, 62, '#1b1d20') +
      `<g transform="rotate(-14 230 150)">${disc(236, 132, 90, 58, '#51565c')}${disc(236, 132, 70, 44, '#646a71')}</g>`,
    after:
      box(0, 0, width, height, '#7a7f85') +
      disc(200, 160, 96, 66, '#3c4045') +
      disc(200, 160, 88, 58, '#5d636a') +
      box(150, 128, 100, 6, '#484d53') +
      box(150, 156, 100, 6, '#484d53') +
      box(150, 184, 100, 6, '#484d53'),
  },
  lamp: {
    before:
      box(0, 0, width, height, '#101826') +
      box(196, 60, 8, 220, '#39424f') +
      box(196, 60, 70, 7, '#39424f') +
      disc(262, 72, 20, 8, '#2a3039') +
      box(0, 270, width, 30, '#1a202a'),
    after:
      box(0, 0, width, height, '#16223a') +
      '<path d="M262 76L150 270H374Z" fill="#ffe7a0" opacity=".35"/>' +
      box(196, 60, 8, 220, '#4a5563') +
      box(196, 60, 70, 7, '#4a5563') +
      disc(262, 72, 20, 8, '#fff3c4') +
      box(0, 270, width, 30, '#3d3a30'),
  },
  rubbish: {
    before:
      ground('#b9c4c9', '#8d8f8a') +
      box(40, 90, 320, 70, '#a78b77') +
      disc(150, 210, 60, 38, '#2f3a3f') +
      disc(220, 220, 52, 34, '#41525a') +
      disc(270, 205, 40, 30, '#1f6f5c') +
      box(110, 225, 40, 20, '#d8d2c2') +
      box(230, 240, 54, 16, '#c96f4a'),
    after:
      ground('#c6d2d8', '#989b95') + box(40, 90, 320, 70, '#b3957f') + box(290, 130, 46, 70, '#2c7a5b') + box(286, 122, 54, 10, '#245f48'),
  },
  water: {
    before:
      ground('#aebfca', '#5c7466') +
      '<path d="M0 170Q100 160 200 172T400 168V300H0Z" fill="#4d6659"/>' +
      disc(120, 210, 40, 9, '#6d8a3d') +
      disc(190, 232, 54, 10, '#7f9b44') +
      box(250, 200, 34, 12, '#e8e2d0') +
      disc(300, 240, 24, 7, '#c9d2d6'),
    after:
      ground('#bcd2e0', '#5c7466') +
      '<path d="M0 170Q100 160 200 172T400 168V300H0Z" fill="#5b93a8"/><path d="M40 220q30-8 60 0M180 240q30-8 60 0M260 205q30-8 60 0" stroke="#a9d2df" stroke-width="3" fill="none"/>',
  },
  tree: {
    before:
      ground('#a8b7bd', '#7b7f80') +
      '<path d="M40 250L300 190" stroke="#5c4632" stroke-width="20"/>' +
      disc(320, 180, 62, 44, '#3d6b3f') +
      disc(280, 165, 44, 32, '#4d7d47') +
      box(0, 262, width, 6, '#d9d9d0'),
    after:
      ground('#bfd3dc', '#85898a') +
      box(92, 130, 16, 120, '#5c4632') +
      disc(100, 100, 60, 52, '#4d7d47') +
      box(0, 262, width, 6, '#d9d9d0'),
  },
  road: {
    before:
      box(0, 0, width, height, '#6c7075') +
      '<path d="M130 150q40-40 90-20t60 40q-10 50-80 46t-90-20z" fill="#33363a"/>' +
      disc(205, 180, 44, 18, '#4f6d7a') +
      box(190, 0, 12, 70, '#d9d6c4'),
    after:
      box(0, 0, width, height, '#6c7075') +
      box(110, 110, 190, 110, '#43474b') +
      box(190, 0, 12, 70, '#e6e2cf') +
      box(190, 240, 12, 60, '#e6e2cf'),
  },
  street: {
    before:
      ground('#b5c3cc', '#8b8e92') +
      box(30, 60, 340, 90, '#9c8678') +
      box(60, 170, 90, 46, '#35506b') +
      box(170, 176, 90, 44, '#7b3b3b') +
      box(280, 180, 80, 40, '#3b5b46') +
      disc(80, 220, 12, 12, '#222') +
      disc(130, 220, 12, 12, '#222') +
      disc(190, 224, 12, 12, '#222') +
      disc(240, 224, 12, 12, '#222'),
    after:
      ground('#c3d3dc', '#95989c') +
      box(30, 60, 340, 90, '#a89182') +
      box(0, 230, width, 8, '#e2c94f') +
      box(60, 196, 8, 34, '#d0632f') +
      box(180, 196, 8, 34, '#d0632f') +
      box(300, 196, 8, 34, '#d0632f'),
  },
  sign: {
    before:
      ground('#b9cad3', '#8e918c') +
      '<g transform="rotate(24 200 260)">' +
      box(196, 90, 9, 180, '#777') +
      disc(200, 90, 44, 44, '#c23b32') +
      disc(200, 90, 32, 32, '#eee') +
      '</g>',
    after:
      ground('#c6d8e1', '#989b95') +
      box(196, 90, 9, 180, '#8a8a8a') +
      disc(200, 90, 44, 44, '#c23b32') +
      disc(200, 90, 32, 32, '#f6f6f6') +
      box(180, 84, 42, 12, '#c23b32'),
  },
  room: {
    before:
      box(0, 0, width, height, '#c9bfae') +
      box(0, 220, width, 80, '#8d7d68') +
      box(60, 120, 70, 100, '#7c6a52') +
      box(150, 150, 60, 70, '#94704e') +
      box(230, 130, 90, 90, '#5d6d76') +
      '<path d="M250 60V130M250 60H330V110" stroke="#2b2b2b" stroke-width="4" fill="none"/>',
    after:
      box(0, 0, width, height, '#d6cdbd') +
      box(0, 220, width, 80, '#9a8a74') +
      box(150, 70, 100, 150, '#3f7d5f') +
      box(166, 90, 68, 20, '#e8f3ec') +
      box(320, 150, 26, 70, '#b5342c'),
  },
}

/**
 * An invented photo, 400 × 300, marked 示例; amber corner before, green after.
 * @param tint degrees of hue, so that two of a scene differ
 * @param serial shown as a number when given
 */
export function drawPhoto(scene: Scene, side: Side, tint: number, serial?: number): Promise<Buffer> {
  const band = side === 'before' ? '#c9822b' : '#2f8f5b'
  const caption = serial === undefined ? '' : `<g transform="translate(300 276)">${digits(serial)}</g>`
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${drawings[scene][side]}
    <g transform="translate(10 10)"><rect width="64" height="32" rx="4" fill="${band}"/><path transform="translate(10 6)" d="${label}" stroke="#fff" stroke-width="1.7" fill="none"/></g>${caption}</svg>`
  return sharp(Buffer.from(svg)).modulate({ hue: tint }).jpeg({ quality: 62 }).toBuffer()
}
