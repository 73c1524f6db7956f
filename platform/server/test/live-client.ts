import type { LiveFact } from '../../contract/live.ts'

export interface LiveClient {
  readonly facts: readonly LiveFact[]
  /** Named events seen, in order. */
  readonly events: readonly string[]
  readonly lastId: string | undefined
  /** Resolves when `done` holds; rejects when the stream ends before. */
  until(done: () => boolean): Promise<void>
  /** Breaks the line, as a dead battery would. */
  cut(): Promise<void>
  /** Resolves when the server ended the stream. */
  readonly ended: Promise<void>
}

/** A reader of the live stream as a browser is one: an id counts once its block is complete. */
export async function openLive(base: string, actor: string, lastEventId?: string): Promise<LiveClient> {
  const aborting = new AbortController()
  const reply = await fetch(`${base}/live`, {
    headers: { 'x-test-actor': actor, ...(lastEventId && { 'last-event-id': lastEventId }) },
    signal: aborting.signal,
  })
  if (!reply.ok || !reply.body) throw new Error(`live answered ${reply.status}`)
  const facts: LiveFact[] = []
  const events: string[] = []
  let lastId = lastEventId
  let over = false
  const changed: (() => void)[] = []

  function takeBlock(block: string): void {
    const fields = block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)] as const)
    const of = (name: string) => fields.find(([field]) => field === name)?.[1]
    lastId = of('id') ?? lastId
    const event = of('event')
    const data = of('data')
    if (event) events.push(event)
    else if (data) facts.push(...(JSON.parse(data) as LiveFact[]))
  }

  async function pump(body: ReadableStream<Uint8Array>): Promise<void> {
    let text = ''
    const decoder = new TextDecoder()
    try {
      for await (const chunk of body) {
        text += decoder.decode(chunk, { stream: true })
        for (let end = text.indexOf('\n\n'); end !== -1; end = text.indexOf('\n\n')) {
          takeBlock(text.slice(0, end))
          text = text.slice(end + 2)
        }
        for (const tell of changed.splice(0)) tell()
      }
    } catch {
      // Cut.
    }
    over = true
    for (const tell of changed.splice(0)) tell()
  }

  const ended = pump(reply.body)
  return {
    facts,
    events,
    get lastId() {
      return lastId
    },
    async until(done) {
      while (!done()) {
        if (over) throw new Error('the live stream ended')
        await new Promise<void>((tell) => changed.push(tell))
      }
    },
    async cut() {
      aborting.abort()
      await ended
    },
    ended,
  }
}
