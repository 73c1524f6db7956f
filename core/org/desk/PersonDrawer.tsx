import { useQueryClient } from '@tanstack/react-query'
import { Form, Radio } from 'antd'
import { call } from '#platform/client/call.ts'
import { FormDrawer } from '#platform/client/desk/FormDrawer.tsx'
import { updatePerson } from '../contract.ts'
import type { PersonDetail, PersonStatus } from '../contract.ts'
import { PersonFields } from './PersonFields.tsx'
import type { PersonValues } from './PersonFields.tsx'
import { orgChanged } from './org-changed.ts'

interface Values extends PersonValues {
  readonly status: PersonStatus
  readonly forget?: boolean
}

const statusWords: Readonly<Record<PersonStatus, string>> = { active: '在用', disabled: '停用' }

/** Name, phone, state. The phone is masked here too: an empty field leaves it as it is. */
export function PersonDrawer({ person, close }: { readonly person: PersonDetail; readonly close: () => void }) {
  const client = useQueryClient()
  const send = async ({ name = '', phone, status }: Values, actionId: string, version: number): Promise<void> => {
    await call(updatePerson, { params: { id: person.id }, body: { name, status, version, ...(phone ? { phone } : {}) } }, { actionId })
    await orgChanged(client)
  }
  return (
    <FormDrawer<Values>
      title={`修改信息 · ${person.name}`}
      submit="保存"
      draft={`org.person.${person.id}`}
      initial={{ name: person.name, status: person.status }}
      opened={{ ...person }}
      titles={{ name: '姓名', phone: '电话', status: '状态' }}
      words={(key, value) => (key === 'status' ? statusWords[value as PersonStatus] : undefined)}
      close={close}
      send={(values, { actionId, version }) => send(values, actionId, version)}
    >
      <PersonFields login={false} />
      <Form.Item name="status" label="账号状态" extra="停用后此人现有登录立即退出，历史记录保留。">
        <Radio.Group options={Object.entries(statusWords).map(([value, label]) => ({ value, label }))} />
      </Form.Item>
    </FormDrawer>
  )
}
