/** POSIX tar, the little of it a backup needs: regular files, long names and sizes by extended header. */

const block = 512
const longestName = 100

/** One file of an archive; `body` must be read before the next entry is asked for (the rest is skipped). */
export interface TarEntry {
  readonly name: string
  readonly size: number
  readonly body: AsyncIterable<Buffer>
}

/** What goes before a file's bytes. */
export function tarHeader(name: string, size: number, modified: Date): Buffer {
  const plain = header(name, size, modified, '0')
  const bytes = Buffer.byteLength(name)
  if (bytes <= longestName && size < 8 ** 11) return plain
  const records = Buffer.from(record('path', name) + record('size', String(size)))
  return Buffer.concat([header('long-name', records.length, modified, 'x'), records, tarPadding(records.length), plain])
}

/** What goes after a file's bytes, to the next full block. */
export function tarPadding(size: number): Buffer {
  return Buffer.alloc((block - (size % block)) % block)
}

/** What ends an archive. */
export const tarEnd = Buffer.alloc(2 * block)

function header(name: string, size: number, modified: Date, type: '0' | 'x'): Buffer {
  const bytes = Buffer.alloc(block)
  const octal = (value: number, width: number): string => `${value.toString(8).padStart(width - 1, '0')}\0`
  Buffer.from(name).copy(bytes, 0, 0, longestName)
  bytes.write(octal(0o600, 8), 100)
  bytes.write(octal(0, 8), 108)
  bytes.write(octal(0, 8), 116)
  bytes.write(octal(Math.min(size, 8 ** 11 - 1), 12), 124)
  bytes.write(octal(Math.floor(modified.getTime() / 1000), 12), 136)
  bytes.write(' '.repeat(8), 148)
  bytes.write(type, 156)
  bytes.write('ustar\x0000', 257)
  bytes.write(octal(sum(bytes), 7) + ' ', 148)
  return bytes
}

function sum(bytes: Buffer): number {
  return bytes.reduce((total, byte) => total + byte, 0)
}

/** `<length> <key>=<value>\n`, where the length counts its own digits. */
function record(key: string, value: string): string {
  const rest = Buffer.byteLength(` ${key}=${value}\n`)
  let length = rest + String(rest).length
  if (rest + String(length).length !== length) length = rest + String(length).length
  return `${length} ${key}=${value}\n`
}

/** Reads an archive entry by entry. Throws when it is cut short or a header does not add up. */
export async function* readTar(source: AsyncIterable<Buffer>): AsyncGenerator<TarEntry> {
  const bytes = new ByteSource(source)
  let extended: Readonly<Record<string, string>> = {}
  for (;;) {
    const head = await bytes.take(block)
    if (head.every((byte) => byte === 0)) return
    const stated = Number.parseInt(head.toString('latin1', 148, 156), 8)
    if (stated !== sum(head) - sum(head.subarray(148, 156)) + 8 * 32) throw new Error('tar header damaged')
    const size = extended['size'] === undefined ? Number.parseInt(head.toString('latin1', 124, 136), 8) : Number(extended['size'])
    if (head[156] === 'x'.charCodeAt(0)) {
      extended = records((await bytes.take(size)).toString())
      await bytes.take(tarPadding(size).length)
      continue
    }
    const name = extended['path'] ?? head.toString('utf8', 0, longestName).replace(/\0.*$/s, '')
    extended = {}
    const body = bytes.pass(size)
    yield { name, size, body }
    for await (const _rest of body); // what the reader left
    await bytes.take(tarPadding(size).length)
  }
}

function records(text: string): Record<string, string> {
  return Object.fromEntries(
    text.split('\n').flatMap((line) => {
      const match = /^\d+ ([^=]+)=(.*)$/s.exec(line)
      return match ? [[match[1]!, match[2]!]] : []
    }),
  )
}

/** Hands out exact numbers of bytes from chunks of any size. */
class ByteSource {
  readonly #chunks: AsyncIterator<Buffer>
  #rest: Buffer = Buffer.alloc(0)

  constructor(source: AsyncIterable<Buffer>) {
    this.#chunks = source[Symbol.asyncIterator]()
  }

  async take(size: number): Promise<Buffer> {
    const parts: Buffer[] = []
    for await (const part of this.pass(size)) parts.push(part)
    return Buffer.concat(parts)
  }

  async *pass(size: number): AsyncGenerator<Buffer> {
    for (let left = size; left > 0;) {
      if (this.#rest.length === 0) {
        const next = await this.#chunks.next()
        if (next.done) throw new Error('tar archive cut short')
        this.#rest = next.value
      }
      const part = this.#rest.subarray(0, left)
      this.#rest = this.#rest.subarray(part.length)
      left -= part.length
      yield part
    }
  }
}
