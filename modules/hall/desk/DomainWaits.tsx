import { Tag } from 'antd'
import type { DomainNow } from '../contract.ts'

/** How each business stands: who waits, for how many windows, how long a newcomer would. */
export function DomainWaits({ domains }: { readonly domains: readonly DomainNow[] }) {
  return (
    <section className="panel hall-area" aria-label="各类业务">
      <h2 className="panel-head">各类业务</h2>
      <table className="hall-table">
        <thead>
          <tr>
            <th scope="col">类别</th>
            <th scope="col">等候</th>
            <th scope="col">开放窗口</th>
            <th scope="col">现在取号约等</th>
          </tr>
        </thead>
        <tbody>
          {domains.map(({ key, letter, title, waiting, windows, minutes }) => (
            <tr key={key}>
              <td>
                <span className="num">{letter}</span> {title}
              </td>
              <td className="num">{waiting} 人</td>
              <td className="num">{windows === 0 ? <Tag color={waiting > 0 ? 'error' : 'default'}>没有窗口</Tag> : `${windows} 个`}</td>
              <td className="num">{minutes === null ? '—' : `${minutes} 分钟`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
