import { useState } from 'react'
import { whenText } from '#platform/client/time.ts'
import { forgetReceipts, readReceipts } from './receipts.ts'

/** By number and code, or from the reports made on this phone. */
export function FindPage({ number: given }: { readonly number: string }) {
  const [number, setNumber] = useState(given)
  const [code, setCode] = useState('')
  const [fault, setFault] = useState('')
  const [kept, setKept] = useState(readReceipts)
  const open = () => {
    const wanted = [number, code].map((text) => text.replace(/\s/g, '').toUpperCase())
    if (!wanted[0]) return setFault('请填写受理号')
    if (wanted[1]?.length !== 6) return setFault('查询码是 6 位数字或字母，在回执上')
    location.hash = `#/q/${wanted.map(encodeURIComponent).join('/')}`
  }
  return (
    <>
      <h1>查进度</h1>
      <form
        className="block"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          open()
        }}
      >
        <label className="field">
          <span>受理号</span>
          <input
            type="text"
            value={number}
            autoCapitalize="characters"
            autoComplete="off"
            placeholder="SJ 开头"
            maxLength={30}
            onChange={(event) => setNumber(event.target.value)}
          />
        </label>
        <label className="field">
          <span>查询码（6 位）</span>
          <input
            type="text"
            value={code}
            autoCapitalize="characters"
            autoComplete="off"
            maxLength={10}
            onChange={(event) => setCode(event.target.value)}
          />
        </label>
        {fault && (
          <p className="fault" role="alert">
            {fault}
          </p>
        )}
        <button type="submit" className="main">
          查看
        </button>
      </form>
      {kept.length > 0 && (
        <section className="block">
          <h2>这部手机上报过的</h2>
          <ul className="mine">
            {kept.map((receipt) => (
              <li key={receipt.number}>
                <a href={`#/q/${receipt.number}/${receipt.code}`}>
                  <strong>{receipt.title}</strong>
                  <small>
                    {whenText(receipt.at)} · {receipt.number}
                  </small>
                </a>
              </li>
            ))}
          </ul>
          <button
            type="button"
            className="plain"
            onClick={() => {
              forgetReceipts()
              setKept([])
            }}
          >
            这是别人的手机，清除记录
          </button>
        </section>
      )}
    </>
  )
}
