import type { RawGeometry } from './read-shape.ts'
import type { Position, Shape } from './shape.ts'

/**
 * Reads POLYGON and MULTIPOLYGON, also with Z or M, `SRID=4490;` before it, or EMPTY. Nothing but the syntax is checked.
 * @throws RangeError in Chinese, with the position of the fault
 */
export function parseWkt(text: string): RawGeometry {
  const [, kind = '', rest = ''] = /^\s*(?:SRID\s*=\s*\d+\s*;)?\s*([A-Z]+)\s*(?:ZM|Z|M)?\s*(.*)$/is.exec(text) ?? []
  const depth = ({ POLYGON: 2, MULTIPOLYGON: 3 } as const)[kind.toUpperCase() as 'POLYGON']
  if (!depth) throw new RangeError(kind ? `WKT 的类型是 ${kind.toUpperCase()}，边界只能是 POLYGON 或 MULTIPOLYGON` : '不是 WKT 文本')
  const type = depth === 2 ? 'Polygon' : 'MultiPolygon'
  if (/^EMPTY\s*$/i.test(rest)) return { type, coordinates: [] }
  const reader = new Reader(rest, text.length - rest.length)
  const coordinates = reader.list(depth)
  reader.end()
  return { type, coordinates }
}

/** Writes a shape; numbers as they are, so that reading it back gives the same. */
export function formatWkt(shape: Shape): string {
  const ring = (positions: Position[]) => `(${positions.map(([x, y]) => `${x} ${y}`).join(', ')})`
  const part = (rings: Position[][]) => `(${rings.map(ring).join(', ')})`
  return shape.type === 'Polygon' ? `POLYGON ${part(shape.coordinates)}` : `MULTIPOLYGON (${shape.coordinates.map(part).join(', ')})`
}

class Reader {
  private at = 0
  private readonly text: string
  private readonly offset: number

  constructor(text: string, offset: number) {
    this.text = text
    this.offset = offset
  }

  /** `( … , … )` of lists, the innermost of positions. */
  list(depth: number): unknown[] {
    this.expect('(')
    const items: unknown[] = []
    do items.push(depth === 1 ? this.position() : this.list(depth - 1))
    while (this.take(','))
    this.expect(')')
    return items
  }

  end(): void {
    this.space()
    if (this.at < this.text.length) this.fail('多余的内容')
  }

  private position(): number[] {
    const numbers: number[] = []
    for (;;) {
      this.space()
      const match = /[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/y
      match.lastIndex = this.at
      const found = match.exec(this.text)
      if (!found) break
      this.at = match.lastIndex
      numbers.push(Number(found[0]))
    }
    if (numbers.length < 2) this.fail('应为“经度 纬度”')
    return numbers
  }

  private take(char: string): boolean {
    this.space()
    if (this.text[this.at] !== char) return false
    this.at++
    return true
  }

  private expect(char: string): void {
    if (!this.take(char)) this.fail(`应为“${char}”`)
  }

  private space(): void {
    while (/\s/.test(this.text[this.at] ?? '')) this.at++
  }

  private fail(what: string): never {
    throw new RangeError(`WKT 第 ${this.offset + this.at + 1} 个字符处${what}`)
  }
}
