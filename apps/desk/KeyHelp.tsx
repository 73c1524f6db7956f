import { Modal } from 'antd'

const keys: readonly (readonly [string, string])[] = [
  ['/  或  Ctrl K', '搜索'],
  ['j / k', '列表中下一件、上一件'],
  ['Enter', '打开选中的一件'],
  ['x', '勾选或取消勾选'],
  ['b', '批量办理已勾选的'],
  ['a', '办理（打开第一个可办事项）'],
  ['d', '派单台、坐席：派单，建议单位已填好，再按 Enter 提交'],
  ['m', '派单台、坐席：并入第一个疑似件'],
  ['u', '派单台：撤销刚才的并案'],
  ['1 2 3', '坐席：派给最近的第几个人，再按 Enter 派出'],
  ['[  ]', '坐席：换一个队列'],
  ['o', '坐席：地图单开一个窗口，或收回'],
  ['s', '坐席：响铃或静音'],
  ['n', '登记事件'],
  ['Ctrl Enter', '提交正在填写的表单'],
  ['Esc', '关闭弹出的窗口，返回'],
  ['?', '显示本页'],
]

/** Every key of the desk on one card. */
export function KeyHelp({ open, close }: { readonly open: boolean; readonly close: () => void }) {
  return (
    <Modal open={open} onCancel={close} footer={null} title="快捷键" width={460}>
      <dl className="key-help">
        {keys.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}
