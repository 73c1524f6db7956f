import { Ago } from '#platform/client/desk/Ago.tsx'
import { spanText, useNow } from '#platform/client/time.ts'
import type { BoardTask } from '../../plan/endpoints.ts'

const words: Readonly<Record<BoardTask['answer'], { readonly sign: string; readonly title: string }>> = {
  nobody: { sign: '!', title: '没有人' },
  late: { sign: '✕', title: '超时未响应' },
  waiting: { sign: '…', title: '等待响应' },
  answered: { sign: '✓', title: '已响应' },
  done: { sign: '✓✓', title: '已完成' },
  recalled: { sign: '–', title: '已撤回' },
}

interface BoardTasksProps {
  readonly tasks: readonly BoardTask[]
  readonly open: (id: string) => void
  /** All are the same task: the one asked stands first, the unit below. */
  readonly byWho?: boolean
}

/** A tile a task, who has not answered first. Sign, word and colour say the same. */
export function BoardTasks({ tasks, open, byWho = false }: BoardTasksProps) {
  return (
    <div className="board-tiles">
      {tasks.map((task) => (
        <button key={task.id} type="button" className={`board-tile board-${task.answer}`} onClick={() => open(task.id)}>
          <span className="board-sign">
            <b aria-hidden="true">{words[task.answer].sign}</b> {words[task.answer].title}
            {task.escalatedAt && <em>已升级</em>}
          </span>
          <span className="board-task">{byWho ? whoOf(task) : nameless(task)}</span>
          <span className="board-who">
            {!byWho && whoOf(task)}
            {task.person && task.unit && <span className="quiet"> {task.unit.name}</span>}
          </span>
          <TileTime task={task} />
        </button>
      ))}
    </div>
  )
}

const whoOf = ({ person, unit, role }: BoardTask): string => person?.name ?? unit?.name ?? role

/** The holder stands below the title: one of 28 villages need not be read twice. */
const nameless = ({ title, unit, person }: BoardTask): string =>
  [unit, person].reduce((words, who) => (who ? words.replace(`（${who.name}）`, '') : words), title)

function TileTime({ task }: { readonly task: BoardTask }) {
  const now = useNow()
  const left = Date.parse(task.ackDue) - now
  if (task.answer === 'late' || task.answer === 'waiting' || task.answer === 'nobody')
    return <span className="board-time num">{left > 0 ? `还剩 ${spanText(left)}` : `超过 ${spanText(left)}`}</span>
  if (task.answer === 'answered') {
    const rest = Date.parse(task.finishDue) - now
    return (
      <span className="board-time num">
        {task.ackAt && <Ago at={task.ackAt} exact />} {task.ackBy} ·{' '}
        {rest > 0 ? `完成还剩 ${spanText(rest)}` : `完成超期 ${spanText(rest)}`}
      </span>
    )
  }
  return (
    <span className="board-time num">
      {task.finishedAt && <Ago at={task.finishedAt} exact />} {task.answer === 'done' && (task.verifiedAt ? '已核验' : '待核验')}
    </span>
  )
}
