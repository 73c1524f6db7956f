import type { HallDomain } from './door.ts'

interface DomainKeysProps {
  readonly domains: readonly HallDomain[]
  readonly chosen?: string | undefined
  readonly busy?: boolean
  readonly waits?: boolean
  readonly choose: (key: string) => void
}

/** The businesses as large keys; with how many wait and how long about. */
export function DomainKeys({ domains, chosen, busy = false, waits = true, choose }: DomainKeysProps) {
  return (
    <div className="hall-keys" role="group" aria-label="办什么">
      {domains.map(({ key, title, remark, waiting, minutes }) => (
        <button
          key={key}
          type="button"
          aria-pressed={chosen === undefined ? undefined : chosen === key}
          disabled={busy}
          onClick={() => choose(key)}
        >
          <strong>{title}</strong>
          {remark && <span>{remark}</span>}
          {waits && (
            <em>
              {waiting} 人等候{minutes === null ? ' · 窗口未开' : minutes === 0 ? ' · 不用等' : ` · 约 ${minutes} 分钟`}
            </em>
          )}
        </button>
      ))}
    </div>
  )
}
