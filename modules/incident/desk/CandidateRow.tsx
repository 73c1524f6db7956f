import { Link } from '@tanstack/react-router'
import { Button, Image } from 'antd'
import type { z } from 'zod'
import { StateTag } from '#core/case/desk/index.tsx'
import { metresText } from '#platform/client/amount.ts'
import { Ago } from '#platform/client/desk/Ago.tsx'
import { fileAddress } from '#platform/client/upload.ts'
import type { Candidate } from '../record.ts'

interface CandidateRowProps {
  readonly candidate: z.infer<typeof Candidate>
  readonly act?: { readonly title: string; readonly run: () => void } | undefined
}

export function CandidateRow({ candidate, act }: CandidateRowProps) {
  const { id, number, title, photo, distance, openedAt, stepTitle, closed, likely, reasons } = candidate
  return (
    <li className={likely ? 'candidate candidate-likely' : 'candidate'}>
      {photo ? (
        <Image src={fileAddress(photo, 320)} preview={{ src: fileAddress(photo, 1280) }} width={64} height={64} alt={title} />
      ) : (
        <span className="candidate-none">无照片</span>
      )}
      <div>
        <p>
          <Link to={`/cases/${id}`} target="_blank">
            {title}
          </Link>
        </p>
        <p className="quiet num">
          {number} · {distance === undefined ? '距离不明' : metricWords(distance)} · <Ago at={openedAt} />
        </p>
        <p className="candidate-foot">
          <StateTag title={stepTitle} closed={closed} />
          {likely && <b className="candidate-mark">很像</b>}
          {act && (
            <Button size="small" onClick={act.run}>
              {act.title}
            </Button>
          )}
        </p>
        {reasons.length > 0 && <p className="quiet candidate-why">{reasons.join('，')}</p>}
      </div>
    </li>
  )
}

const metricWords = (metres: number): string => (metres < 5 ? '同一地点' : `相距 ${metresText(metres)}`)
