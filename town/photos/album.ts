import { createHash } from 'node:crypto'
import type { CaseFile } from '#core/case/contract.ts'
import { type Scene, type Side, drawPhoto, scenes } from './draw.ts'

export interface TakenPhoto {
  readonly sha256: string
  readonly bytes: Buffer
  readonly size: number
  /** Epoch milliseconds. */
  readonly at: number
}

/** Photos of the invented town: no two the same file, since a photo used twice is a finding of its own. */
export interface Album {
  take(code: string, side: Side, at: number): CaseFile
  /** The pictures taken since the last call, to be stored. */
  drain(): TakenPhoto[]
}

export function sceneOf(code: string): Scene {
  if (/^B01(?:0[1-9]|1[0-2]|14|2[7-9]|3[01])/u.test(code)) return 'lid'
  if (code.startsWith('B0118')) return 'lamp'
  if (/^(?:B04|E0106)/u.test(code)) return 'tree'
  if (/^(?:B02|B0117|B0115|E0408|E0205|E02)/u.test(code)) return 'sign'
  if (/^(?:E0105|E0111|E0402|E0404|E0406|B06|S0801|S0209)/u.test(code)) return 'water'
  if (/^(?:E0110|E0401|E03|E0104)/u.test(code)) return 'road'
  if (/^(?:E01|B03)/u.test(code)) return 'rubbish'
  return code.startsWith('E05') ? 'street' : 'room'
}

/** A JPEG comment behind the start marker: another file, the same picture, at the price of a hash. */
function withComment(jpeg: Buffer, text: string): Buffer {
  const comment = Buffer.from(text)
  const head = Buffer.alloc(4)
  head.writeUInt16BE(0xfffe, 0)
  head.writeUInt16BE(comment.length + 2, 2)
  return Buffer.concat([jpeg.subarray(0, 2), head, comment, jpeg.subarray(2)])
}

const tints = [0, 14] as const
const numbered = 3

/**
 * Draws the pictures once (about a hundred, on the pool's threads) and hands them out.
 * @param newest from this instant on, pictures carry a number one can read, as long as they last
 */
export async function makeAlbum(newest: number): Promise<Album> {
  const plain = new Map<string, Buffer[]>()
  const fresh = new Map<string, Buffer[]>()
  let serial = 100
  await Promise.all(
    scenes.flatMap((scene) =>
      (['before', 'after'] as const).map(async (side) => {
        const key = `${scene}/${side}`
        const numbers = Array.from({ length: numbered }, () => serial++)
        plain.set(key, await Promise.all(tints.map((tint) => drawPhoto(scene, side, tint))))
        fresh.set(key, await Promise.all(numbers.map((number, i) => drawPhoto(scene, side, i * 9, number))))
      }),
    ),
  )
  let taken: TakenPhoto[] = []
  let count = 0
  return {
    take(code, side, at) {
      const key = `${sceneOf(code)}/${side}`
      count++
      const numbered = at >= newest ? fresh.get(key)!.pop() : undefined
      const bytes = withComment(numbered ?? plain.get(key)![count % tints.length]!, `示例 ${count}`)
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      taken.push({ sha256, bytes, size: bytes.length, at })
      return { sha256, name: `示例-${side === 'before' ? '处置前' : '处置后'}-${count}.jpg`, mime: 'image/jpeg' }
    },
    drain() {
      const given = taken
      taken = []
      return given
    },
  }
}
