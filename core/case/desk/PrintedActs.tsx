import type { z } from 'zod'
import type { TimelineAct } from '#core/case/contract.ts'
import { exactText } from '#platform/client/time.ts'
import { fileAddress } from '#platform/client/upload.ts'

/** The acts as a table in the order they were done; photos small beneath their act. */
export function PrintedActs({ acts }: { readonly acts: readonly z.infer<typeof TimelineAct>[] }) {
  return (
    <table className="print-acts">
      <thead>
        <tr>
          <th scope="col">序</th>
          <th scope="col">时间</th>
          <th scope="col">办理</th>
          <th scope="col">单位与人员</th>
          <th scope="col">内容</th>
        </tr>
      </thead>
      <tbody>
        {acts.map((act) => (
          <tr key={act.seq}>
            <td>{act.seq}</td>
            <td>{exactText(act.at)}</td>
            <td>
              {act.title}
              <br />
              {act.to}
            </td>
            <td>
              {act.unit}
              <br />
              {act.person}
            </td>
            <td>
              {act.answers.map((answer) => (
                <p key={answer.key}>
                  {answer.title}：{answer.text}
                </p>
              ))}
              {act.files
                .filter((file) => file.mime.startsWith('image/'))
                .map((file) => (
                  <img key={file.sha256} src={fileAddress(file.sha256, 320)} alt={file.name} width={120} />
                ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
