import { useEffect, useState } from 'react'
import type { PublicMatter } from '../guide-endpoints.ts'
import type { OneThingRow } from '../one-thing-endpoints.ts'
import { Loaded } from './Loaded.tsx'
import { readOpen } from './read.ts'
import { useOpen } from './use-open.ts'

interface Catalogue {
  readonly rows: readonly PublicMatter[]
  readonly next?: string
  readonly domains: readonly { readonly name: string; readonly total: number }[]
}

/** Find what one needs: by words, by kind, or by 一件事. */
export function GuideList() {
  const [words, setWords] = useState('')
  const [q, setQ] = useState('')
  const [domain, setDomain] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setQ(words.trim()), 300)
    return () => clearTimeout(timer)
  }, [words])
  const query = `?limit=30${q ? `&q=${encodeURIComponent(q)}` : ''}`
  const list = useOpen<Catalogue>(`/matters${query}${domain ? `&domain=${encodeURIComponent(domain)}` : ''}`)
  const things = useOpen<{ rows: OneThingRow[] }>('/one-things')
  return (
    <>
      <h1>办事指南</h1>
      <label className="field">
        <span>想办什么事</span>
        <input
          type="search"
          value={words}
          placeholder="如：身份证、开店、低保"
          maxLength={60}
          onChange={(event) => setWords(event.target.value)}
        />
      </label>
      {q === '' && domain === '' && (
        <section className="block guide-things">
          <h2>一件事，一次办</h2>
          <Loaded open={things}>
            {({ rows }) => (
              <ul className="guide-chips">
                {rows.map(({ code, name }) => (
                  <li key={code}>
                    <a href={`#/guide/thing/${encodeURIComponent(code)}`}>{name}</a>
                  </li>
                ))}
              </ul>
            )}
          </Loaded>
        </section>
      )}
      <Loaded open={list}>
        {(data) => (
          <>
            <div className="guide-kinds">
              <label className="field">
                <span>按类别看</span>
                <select value={domain} onChange={(event) => setDomain(event.target.value)}>
                  <option value="">全部 {data.domains.reduce((sum, { total }) => sum + total, 0)} 项</option>
                  {data.domains.map(({ name, total }) => (
                    <option key={name} value={name}>
                      {name} {total}
                    </option>
                  ))}
                </select>
              </label>
            </div>
            <Rows key={`${q}/${domain}`} first={data} query={`${query}${domain ? `&domain=${encodeURIComponent(domain)}` : ''}`} />
          </>
        )}
      </Loaded>
    </>
  )
}

function Rows({ first, query }: { readonly first: Catalogue; readonly query: string }) {
  const [more, setMore] = useState<readonly PublicMatter[]>([])
  const [next, setNext] = useState(first.next)
  const [fault, setFault] = useState('')
  const rows = [...first.rows, ...more]
  const load = () =>
    void readOpen<Catalogue>(`/matters${query}&after=${encodeURIComponent(next ?? '')}`).then(
      (page) => {
        setFault('')
        setMore([...more, ...page.rows])
        setNext(page.next)
      },
      (error: unknown) => setFault(error instanceof Error ? error.message : '没有读到，请再试一次'),
    )
  if (rows.length === 0) return <p className="skeleton">没有找到。换个说法试试，或拨打 12345 咨询。</p>
  return (
    <>
      <ul className="guide-rows">
        {rows.map(({ code, name, duration, tags, example }) => (
          <li key={code}>
            <a href={`#/guide/${encodeURIComponent(code)}`}>
              <strong>
                {name} {example && <small className="sample">示例</small>}
              </strong>
              <span className="hint">{duration}</span>
              <span className="guide-tags">
                {tags.map((tag) => (
                  <small key={tag}>{tag}</small>
                ))}
              </span>
            </a>
          </li>
        ))}
      </ul>
      {fault && (
        <p className="fault" role="alert">
          {fault}
        </p>
      )}
      {next && (
        <button type="button" className="second" onClick={load}>
          再看一些
        </button>
      )}
    </>
  )
}
