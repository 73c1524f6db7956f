/** Things with a moment each, the earliest first: a binary heap, so that a look at seven thousand devices costs one comparison. */
export class DueQueue<T> {
  readonly #heap: { readonly at: number; readonly item: T }[] = []

  get size(): number {
    return this.#heap.length
  }

  /** @param at epoch milliseconds */
  put(item: T, at: number): void {
    const heap = this.#heap
    heap.push({ at, item })
    for (let i = heap.length - 1; i > 0;) {
      const parent = (i - 1) >> 1
      if (heap[parent]!.at <= heap[i]!.at) return
      ;[heap[parent], heap[i]] = [heap[i]!, heap[parent]!]
      i = parent
    }
  }

  /** Takes the earliest out if its moment has come. */
  takeDue(now: number): T | undefined {
    const heap = this.#heap
    const first = heap[0]
    if (!first || first.at > now) return undefined
    const last = heap.pop()!
    if (heap.length > 0) {
      heap[0] = last
      this.#sink()
    }
    return first.item
  }

  #sink(): void {
    const heap = this.#heap
    for (let i = 0; ;) {
      let least = i
      for (const child of [2 * i + 1, 2 * i + 2]) if (child < heap.length && heap[child]!.at < heap[least]!.at) least = child
      if (least === i) return
      ;[heap[least], heap[i]] = [heap[i]!, heap[least]!]
      i = least
    }
  }
}
