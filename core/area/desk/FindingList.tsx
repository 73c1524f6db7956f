import type { Finding } from '../contract.ts'
import { findingWords } from '../contract.ts'

const looks = {
  error: { look: 'late', word: '错误' },
  warn: { look: 'soon', word: '提醒' },
  note: { look: 'paused', word: '说明' },
} as const

/** Findings one to a line; a line with a place shows it on the map. */
export function FindingList({ findings, show }: { readonly findings: readonly Finding[]; readonly show: (finding: Finding) => void }) {
  return (
    <ul className="area-findings">
      {findings.slice(0, 200).map((finding, i) => (
        <li key={i}>
          <button type="button" onClick={() => show(finding)}>
            <span className="area-finding-head">
              <span className={`area-tag area-tag-${looks[finding.severity].look}`}>{looks[finding.severity].word}</span>
              {findingWords[finding.kind]}
            </span>
            {finding.text}
          </button>
        </li>
      ))}
      {findings.length > 200 && <li className="quiet">共 {findings.length} 处，先列出 200 处</li>}
    </ul>
  )
}
