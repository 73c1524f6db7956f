import { Cascader, Segmented } from 'antd'
import type { ReportDraftState } from './use-report-draft.ts'
import { classOptions, pathTo, useClasses } from './use-classes.ts'

const grades = [
  { value: 'I', label: '特急' },
  { value: 'II', label: '紧急' },
  { value: 'III', label: '一般' },
  { value: 'IV', label: '简单' },
]

/** The class suggested by the words, one click to take; the grade follows the class unless somebody says otherwise. */
export function ClassField({ report: { draft, set, hints } }: { readonly report: ReportDraftState }) {
  const catalogue = useClasses()
  const suggested = (hints?.classes ?? []).slice(0, 4)
  return (
    <div className="report-pair">
      <div className="field">
        <label htmlFor="report-class">类别</label>
        <Cascader
          id="report-class"
          style={{ width: '100%' }}
          changeOnSelect
          allowClear
          showSearch
          placeholder="写完情况会自动建议"
          options={classOptions(catalogue)}
          value={pathTo(catalogue, draft.classCode ?? '')}
          onChange={(path) => set({ classCode: path?.at(-1) } as never)}
        />
        {suggested.length > 0 && (
          <p className="class-hints">
            建议：
            {suggested.map(({ code, path, name, why }) => (
              <button
                key={code}
                type="button"
                className={code === draft.classCode ? 'class-hint class-on' : 'class-hint'}
                title={`${path}（${why}）`}
                onClick={() => set({ classCode: code })}
              >
                {code === draft.classCode && '✓ '}
                {name}
              </button>
            ))}
          </p>
        )}
      </div>
      <div className="field">
        <span className="field-label">等级</span>
        <Segmented
          aria-label="等级"
          value={draft.grade ?? ''}
          options={[{ value: '', label: '随类别' }, ...grades]}
          onChange={(grade) => set({ grade: grade === '' ? undefined : grade } as never)}
        />
      </div>
    </div>
  )
}
