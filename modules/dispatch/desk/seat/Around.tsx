import { Button, Tooltip } from 'antd'
import type { z } from 'zod'
import type { Nearby } from '#core/area/contract.ts'
import { bearingWords, distanceWords } from '#core/area/contract.ts'
import { Ago } from '#platform/client/desk/Ago.tsx'
import { LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import type { AroundGroup } from '../../seat/endpoints.ts'

type Group = z.infer<typeof AroundGroup>

interface AroundProps {
  readonly groups: readonly Group[] | undefined
  readonly placed: boolean
  /** Hands the case to this one; undefined where the case cannot be handed over now. */
  readonly send: ((to: Nearby) => void) | undefined
}

/** What is near the case: the nearest three of each sort with how far, which way, and when last seen. */
export function Around({ groups, placed, send }: AroundProps) {
  if (!groups) return <LoadingSkeleton rows={4} />
  if (!placed) return <p className="quiet seat-around-none">这一件没有坐标，查不了周边。可用“更正信息”在地图上补点。</p>
  return (
    <div className="seat-around">
      {groups.map((group) => (
        <section key={group.sort} aria-label={`最近的${group.title}`}>
          <h3>最近的{group.title}</h3>
          {group.rows.map((row, i) => (
            <Line
              key={row.id}
              row={row}
              send={group.sort === 'people' || group.sort === 'vehicles' ? send : undefined}
              digit={group.sort === 'people' ? i + 1 : undefined}
            />
          ))}
          {group.remark && <p className="quiet">{group.remark}</p>}
        </section>
      ))}
    </div>
  )
}

interface LineProps {
  readonly row: Nearby
  readonly send: ((to: Nearby) => void) | undefined
  readonly digit: number | undefined
}

function Line({ row, send, digit }: LineProps) {
  const stale = row.stale === true
  return (
    <div className={stale ? 'seat-near seat-stale' : 'seat-near'}>
      <span className="seat-near-name">
        {digit !== undefined && <kbd>{digit}</kbd>}
        {row.href ? <a href={row.href}>{row.title}</a> : <b>{row.title}</b>}
        {row.busy !== undefined && row.busy > 0 && <span className="quiet"> 手上 {row.busy} 件</span>}
      </span>
      <span className="num">
        {bearingWords(row.bearing)} {distanceWords(row.distance)}
      </span>
      <span className="quiet seat-near-small">
        {row.seenAt !== undefined && (
          <>
            <Ago at={row.seenAt} /> {stale ? '的位置，已过期' : '在此'}
            {row.remark && ' · '}
          </>
        )}
        {row.remark}
      </span>
      {send && row.unitId && (
        <Tooltip title="表单已填好，再按一次“派单”即派出">
          <Button size="small" type={digit === 1 && !stale ? 'primary' : 'default'} onClick={() => send(row)}>
            派给
          </Button>
        </Tooltip>
      )}
    </div>
  )
}
