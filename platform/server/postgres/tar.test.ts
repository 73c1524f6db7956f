import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { scratchFolder } from './fixtures/scratch.ts'
import { readTar, tarEnd, tarHeader, tarPadding } from './tar.ts'

const scratch = scratchFolder()
const at = new Date('2026-11-22T06:00:00Z')

function pack(files: readonly (readonly [string, Buffer])[]): Buffer {
  return Buffer.concat([...files.flatMap(([name, body]) => [tarHeader(name, body.length, at), body, tarPadding(body.length)]), tarEnd])
}

async function unpack(archive: Buffer, step: number): Promise<[string, string][]> {
  const chunks = Array.from({ length: Math.ceil(archive.length / step) }, (_, i) => archive.subarray(i * step, (i + 1) * step))
  const found: [string, string][] = []
  for await (const entry of readTar(Readable.from(chunks))) found.push([entry.name, (await buffer(entry.body)).toString('latin1')])
  return found
}

describe('a tar archive', () => {
  test('comes back as it went in, whatever the names, sizes and chunks', async () => {
    const name = fc.string({ minLength: 1, maxLength: 160, unit: fc.constantFrom('a', '/', '四', '河', ' ', '=', '9') })
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.tuple(
            name,
            fc.uint8Array({ maxLength: 1500 }).map((bytes) => Buffer.from(bytes)),
          ),
          { maxLength: 5 },
        ),
        fc.integer({ min: 1, max: 2000 }),
        async (files, step) => {
          expect(await unpack(pack(files), step)).toEqual(files.map(([path, body]) => [path, body.toString('latin1')]))
        },
      ),
      { numRuns: 60 },
    )
  })

  test("is one the system's tar reads, long Chinese names included", () => {
    const long = `files/${'网格巡查照片'.repeat(12)}.jpg`
    const file = join(scratch, 'a.tar')
    writeFileSync(
      file,
      pack([
        ['sihe-backup.json', Buffer.from('{}')],
        [long, Buffer.from('照片')],
      ]),
    )
    execFileSync('tar', ['-xf', file, '-C', scratch])
    expect(readFileSync(join(scratch, long), 'utf8')).toBe('照片')
  })

  test('is refused when cut short or damaged', async () => {
    const archive = pack([['a', Buffer.from('hello')]])
    await expect(unpack(archive.subarray(0, 700), 100)).rejects.toThrow('cut short')
    archive[3] = 7
    await expect(unpack(archive, 512)).rejects.toThrow('damaged')
  })
})
