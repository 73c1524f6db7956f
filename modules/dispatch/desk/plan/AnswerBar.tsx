interface AnswerBarProps {
  readonly tasks: number
  readonly acknowledged: number
  readonly done: number
  readonly late: number
}

/** How many have answered, in words and as a bar; nothing is only a colour. */
export function AnswerBar({ tasks, acknowledged, done, late }: AnswerBarProps) {
  const share = (n: number): string => `${tasks === 0 ? 0 : (n / tasks) * 100}%`
  return (
    <span className="answer-bar">
      <span className="answer-track" aria-hidden="true">
        <i className="answer-done" style={{ width: share(done) }} />
        <i className="answer-got" style={{ width: share(acknowledged - done) }} />
        <i className="answer-late" style={{ width: share(late) }} />
      </span>
      <span className="num">
        {tasks} 项：<b className="duty-good">✓ 已响应 {acknowledged}</b> · 已完成 {done}
        {late > 0 ? <b className="duty-late"> · ✕ 超时未响应 {late}</b> : ''}
        {tasks - acknowledged - late > 0 ? ` · 等待 ${tasks - acknowledged - late}` : ''}
      </span>
    </span>
  )
}
