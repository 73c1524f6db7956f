import { Link } from '@tanstack/react-router'
import type { CaseDetail, LinkView, TaskView } from '#core/case/contract.ts'
import { Ago } from '#platform/client/desk/Ago.tsx'
import { StateTag } from './StateTag.tsx'

const taskStates: Readonly<Record<TaskView['state'], string>> = { open: '办理中', answered: '已答复', excused: '已免除', dropped: '已撤回' }

// Words for the links the engine's own acts make; a module's other kinds show their key.
const linkWords: Readonly<Record<string, { readonly to: string; readonly from: string }>> = {
  'merged-into': { to: '并入主件', from: '并入本件' },
  duplicate: { to: '重复于', from: '被重复' },
  parent: { to: '上级件', from: '下级件' },
  'turned-into': { to: '转为', from: '由此转来' },
}

/** Shares of several units, and what this case is joined to. */
export function CaseWork({ detail: { card, tasks, links } }: { readonly detail: CaseDetail }) {
  return (
    <>
      {tasks.length > 0 && (
        <section className="panel">
          <h2 className="panel-head">主办与协办</h2>
          <ul className="panel-body case-rows">
            {tasks.map((task) => (
              <TaskRow key={task.id} task={task} over={card.closedAt !== undefined} />
            ))}
          </ul>
        </section>
      )}
      {links.length > 0 && (
        <section className="panel">
          <h2 className="panel-head">关联案件</h2>
          <ul className="panel-body case-rows">
            {links.map((link) => (
              <LinkRow key={`${link.kind} ${link.case.id}`} link={link} />
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

/** The lead's share has no answer of its own: it ends with the case. */
function TaskRow({ task, over }: { readonly task: TaskView; readonly over: boolean }) {
  const ended = over && task.state === 'open'
  return (
    <li>
      <span className="case-row-kind">{task.lead ? '主办' : '协办'}</span>
      <b>{task.unit.name}</b>
      <StateTag
        title={ended ? '已办结' : taskStates[task.state]}
        closed={ended || task.state === 'answered'}
        aside={task.state === 'excused' || task.state === 'dropped'}
      />
      {task.words && <span>{task.words}</span>}
      <span className="case-row-time">
        <Ago at={task.closedAt ?? task.openedAt} />
      </span>
    </li>
  )
}

function LinkRow({ link }: { readonly link: LinkView }) {
  return (
    <li>
      <span className="case-row-kind">{linkWords[link.kind]?.[link.direction] ?? link.kind}</span>
      <Link to={`/cases/${link.case.id}`}>
        <span className="num">{link.case.number}</span> {link.case.title}
      </Link>
      <StateTag title={link.case.stepTitle} />
      <span className="case-row-time">
        <Ago at={link.at} />
      </span>
    </li>
  )
}
