import { useEffect, useState } from 'react'
import '@fontsource/barlow-condensed/latin-600.css'
import '@fontsource/noto-sans-sc/chinese-simplified-400.css'
import '@fontsource/noto-sans-sc/chinese-simplified-500.css'
import { type CounterState, type HallScreen, counterStateTitles } from '../contract.ts'
import { useHallScreen } from './use-hall-screen.ts'
import { type Voice, useVoice } from './use-voice.ts'
import './hall-screen.css'

/** 大厅屏: who goes where, in letters read across the hall, said aloud. All day without a person. */
export function HallScreenPage() {
  const { screen, refused, live } = useHallScreen()
  const { voice, wake } = useVoice()
  useEffect(() => {
    document.title = '大厅叫号屏'
  }, [])
  if (refused !== undefined)
    return (
      <main className="hs hs-word">
        <h1>大厅屏没有打开</h1>
        <p>{refused}</p>
        <a href="/">回到工作台</a>
      </main>
    )
  if (!screen) return <main className="hs hs-word" aria-busy="true" />
  return (
    <main className="hs">
      <header className="hs-head">
        <h1>{screen.name}</h1>
        {screen.demo && <span className="hs-demo">示例数据</span>}
        <Sound voice={voice} wake={wake} />
        <Line live={live} />
        <Clock />
      </header>
      <Calls screen={screen} />
      <Windows screen={screen} />
      <Waiting screen={screen} />
      <footer className="hs-foot">
        <p>听到叫号请到窗口。叫号 3 次未到作过号，过号后自动往后排，不用重新取号。老年人、残疾人、孕妇、军人可取优先号。</p>
        {screen.missed.length > 0 && <p className="hs-missed">过号待重叫：{screen.missed.slice(0, 10).join('、')}</p>}
      </footer>
    </main>
  )
}

/** A line that comes back within three seconds was not lost to anybody who looks. */
function Line({ live }: { readonly live: boolean }) {
  const [lost, setLost] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLost(!live), live ? 0 : 3_000)
    return () => clearTimeout(timer)
  }, [live])
  return (
    <span className={lost ? 'hs-line hs-line-lost' : 'hs-line'} role="status">
      {lost ? '连接中断，正在恢复' : '实时'}
    </span>
  )
}

function Sound({ voice, wake }: { readonly voice: Voice; readonly wake: () => void }) {
  if (voice === 'on')
    return (
      <button type="button" className="hs-sound hs-sound-on" onClick={wake}>
        语音播报
      </button>
    )
  if (voice === 'none') return <span className="hs-sound">此浏览器不能播报语音，请看屏幕</span>
  return (
    <button type="button" className="hs-sound" onClick={wake}>
      点一下开启语音
    </button>
  )
}

function Calls({ screen: { called } }: { readonly screen: HallScreen }) {
  const [first, ...rest] = called
  return (
    <section className="hs-calls" aria-label="正在叫号" aria-live="polite">
      {first ? (
        <div key={`${first.number} ${first.calls}`} className="hs-first">
          <span className="hs-please">请</span>
          <strong className="hs-num">{first.number}</strong>
          <span className="hs-please">到</span>
          <strong className="hs-num hs-to">{first.counter}</strong>
          <span className="hs-please">号窗口</span>
          <em>
            {first.title}
            {first.calls > 1 && ` · 第 ${first.calls} 次叫号`}
          </em>
        </div>
      ) : (
        <div className="hs-first hs-none">暂无叫号</div>
      )}
      <ol className="hs-rest">
        {rest.map(({ number, counter, title }) => (
          <li key={number}>
            <strong className="hs-num">{number}</strong>
            <span>→</span>
            <span>
              <b className="hs-num">{counter}</b> 号 {title}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}

const quiet: readonly CounterState[] = ['closed', 'paused']

function Windows({ screen: { counters } }: { readonly screen: HallScreen }) {
  return (
    <section className="hs-windows" aria-label="窗口">
      {counters.map(({ number, title, state, serving, skills }) => (
        <div key={number} className="hs-window" data-state={state}>
          <b className="hs-num">{number}</b>
          <span className="hs-window-what">
            {title}
            <small>{skills.join('、')}</small>
          </span>
          <strong className="hs-num">{serving ?? (quiet.includes(state) ? <i>{counterStateTitles[state]}</i> : <i>空闲</i>)}</strong>
        </div>
      ))}
    </section>
  )
}

function Waiting({ screen: { domains, waiting } }: { readonly screen: HallScreen }) {
  return (
    <section className="hs-waiting" aria-label="等候">
      <h2>
        等候 <b className="hs-num">{waiting}</b> 人
      </h2>
      <table>
        <thead>
          <tr>
            <th scope="col">业务</th>
            <th scope="col">等候</th>
            <th scope="col">现在取号约等</th>
          </tr>
        </thead>
        <tbody>
          {domains.map(({ key, letter, title, waiting: n, minutes, windows }) => (
            <tr key={key}>
              <td>
                <b className="hs-num">{letter}</b> {title}
              </td>
              <td className="hs-num">{n}</td>
              <td>
                {windows === 0 ? (
                  '窗口未开'
                ) : minutes === null ? (
                  '—'
                ) : minutes === 0 ? (
                  '不用等'
                ) : (
                  <>
                    <b className="hs-num">{minutes}</b> 分钟
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const time = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const date = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', month: 'long', day: 'numeric', weekday: 'long' })

function Clock() {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])
  return (
    <p className="hs-clock">
      {date.format(now)} <time className="hs-num">{time.format(now)}</time>
    </p>
  )
}
