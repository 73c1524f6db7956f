import { useQueries } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { InputRef } from 'antd'
import { Input, Modal } from 'antd'
import type { KeyboardEvent } from 'react'
import { useRef, useState } from 'react'
import { useRegistry } from '#platform/client/contributions.ts'
import type { SearchHit } from '#platform/client/desk-module.ts'
import { may, searchSources } from '#platform/client/desk-module.ts'
import { useDebounced } from '#platform/client/use-debounced.ts'
import { useViewer } from '#platform/client/viewer.ts'
import { deskModules } from './modules.ts'

interface Group {
  readonly title: string
  readonly hits: readonly SearchHit[]
}

/** One box over everything that can be searched; arrows move, Enter opens. Pages of the menu are found too. */
export function SearchPalette({ open, close }: { readonly open: boolean; readonly close: () => void }) {
  const [words, setWords] = useState('')
  const [at, setAt] = useState(0)
  const box = useRef<InputRef>(null)
  const navigate = useNavigate()
  const { permissions } = useViewer()
  const sources = useRegistry(searchSources).filter((source) => may(permissions, source.needs))
  const asked = useDebounced(words.trim(), 180)
  // Each source by itself: what is found stands while a slow one still looks, and one that fails hides no other.
  const found = useQueries({
    queries: sources.map(({ key, find }) => ({
      queryKey: ['search', key, asked],
      enabled: open && asked !== '',
      queryFn: ({ signal }: { signal: AbortSignal }) => find(asked, signal),
    })),
  })
  const looking = found.some(({ isFetching }) => isFetching)
  const failed = sources.filter((_, i) => found[i]?.isError).map(({ title }) => title)
  const pages = deskModules
    .flatMap((module) => module.menu)
    .filter((entry) => asked !== '' && may(permissions, entry.needs) && entry.title.includes(asked))
    .map(({ path, title }) => ({ path, title }))
  const groups: Group[] = [
    ...sources.map(({ title }, i) => ({ title, hits: found[i]?.data ?? [] })),
    { title: '页面', hits: pages },
  ].filter((group) => group.hits.length > 0)
  const flat = groups.flatMap((group) => group.hits)
  const go = (hit: SearchHit | undefined): void => {
    if (!hit) return
    close()
    setWords('')
    void navigate({ href: hit.path })
  }
  const move = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') setAt(Math.min(at + 1, flat.length - 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0))
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing) go(flat[at])
    else return
    event.preventDefault()
  }
  return (
    <Modal
      open={open}
      onCancel={close}
      footer={null}
      closable={false}
      width={640}
      style={{ top: 80 }}
      title={null}
      // Gone at once: a box that fades still takes what is typed, and on a slow machine it faded for seconds.
      transitionName=""
      maskTransitionName=""
      destroyOnHidden
      afterOpenChange={(shown) => shown && box.current?.focus()}
    >
      <Input
        ref={box}
        size="large"
        variant="borderless"
        placeholder="事件编号、标题、地址，人名、单位、网格、地名……"
        aria-label="搜索"
        value={words}
        onChange={(event) => {
          setWords(event.target.value)
          setAt(0)
        }}
        onKeyDown={move}
      />
      <div className="palette" role="listbox" aria-label="搜索结果">
        {groups.map((group) => (
          <div key={group.title} role="group" aria-label={group.title}>
            <p className="palette-group">{group.title}</p>
            {group.hits.map((hit) => (
              <button
                key={hit.path}
                type="button"
                role="option"
                aria-selected={flat[at] === hit}
                className="palette-hit"
                onClick={() => go(hit)}
              >
                <span>{hit.title}</span>
                <small>{hit.remark}</small>
              </button>
            ))}
          </div>
        ))}
        {asked !== '' && flat.length === 0 && (
          <p className="palette-none">{looking ? '正在查找……' : '没有找到。换几个字，或输入完整编号再试。'}</p>
        )}
        {failed.length > 0 && <p className="palette-none">{failed.join('、')}暂时查不了，请稍后再试。</p>}
        {asked === '' && <p className="palette-none">输入编号可直接打开；事件、人员、单位、网格、地点和页面一起找，只列出本岗位可见的。</p>}
      </div>
    </Modal>
  )
}
