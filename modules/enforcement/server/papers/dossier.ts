import type { CaseFileFacts } from '#core/case/server/index.ts'
import type { Block } from '#platform/server/pdf/index.ts'
import { findRow, viewOf } from '../list.ts'
import { volumeTitles } from '../../papers/template.ts'
import { blocksOfPaper, makePapers } from './make.ts'

/** 卷宗: contents, 正卷, 副卷, each paper on a page of its own (rules.md §4.10). */
export const penaltyDossier: CaseFileFacts = {
  process: 'penalty',
  facts: async ({ tx, actor, row }) => {
    const own = await findRow(tx, actor.town, row.id)
    if (!own) return []
    const view = viewOf(own)
    return [
      { label: '当事人', value: [view.party, own.number_mask].filter(Boolean).join('　') },
      { label: '处罚权力事项', value: view.powerTitle },
      { label: '立案日', value: view.filedOn ?? '' },
      { label: '决定书文号', value: view.documentNumber ?? '' },
    ].filter(({ value }) => value !== '')
  },
  papers: async (ask) => {
    const { papers, agency } = await makePapers(ask)
    if (papers.length === 0) return []
    const volume = (key: 'main' | 'side'): Block[] =>
      papers
        .filter(({ template }) => template.volume === key)
        .flatMap((paper): Block[] => [{ kind: 'page' }, ...blocksOfPaper(paper, agency, true)])
    return [
      { kind: 'heading', text: `卷内目录（${volumeTitles.main}在前，${volumeTitles.side}在后）` },
      { kind: 'contents' },
      ...volume('main'),
      ...volume('side'),
      { kind: 'page' },
    ]
  },
}

/** The same for the summary procedure. */
export const summaryDossier: CaseFileFacts = { ...penaltyDossier, process: 'penalty-summary' }
