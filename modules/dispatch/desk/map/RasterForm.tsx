import { useQueryClient } from '@tanstack/react-query'
import { Alert, App, Form, Input, InputNumber, Modal, Select, Skeleton, Switch } from 'antd'
import { useState } from 'react'
import { type RasterSetting, readGround, readRasterSetting, saveRasterSetting, usualRaster } from '#core/area/contract.ts'
import { call } from '#platform/client/call.ts'
import { ProblemError, problemText } from '#platform/client/problem-error.ts'
import { keyOf, useEndpoint } from '#platform/client/use-endpoint.ts'
import { useIntent } from '#platform/client/use-intent.ts'

type Fields = RasterSetting & { readonly key?: string }

/** The town's setting for another provider's base map. The key goes in and never comes out. */
export function RasterForm({ onClose }: { readonly onClose: () => void }) {
  const { message } = App.useApp()
  const client = useQueryClient()
  const intent = useIntent()
  const [form] = Form.useForm<Fields>()
  const [saving, setSaving] = useState(false)
  const { data, error } = useEndpoint(readRasterSetting, {}, { staleTime: 0 })
  const save = async (): Promise<void> => {
    const fields = await form.validateFields().catch(() => undefined)
    if (!fields || !data) return
    setSaving(true)
    const { key, label, ...rest } = fields
    const content = { setting: { ...rest, ...(label ? { label } : {}) }, ...(key ? { key } : {}), seen: data.version }
    try {
      await call(saveRasterSetting, { body: { ...content, actionId: intent.idFor(content) } })
      intent.done()
      await client.invalidateQueries({ queryKey: keyOf(readRasterSetting) })
      await client.refetchQueries({ queryKey: keyOf(readGround) })
      void message.success('底图设置已保存')
      onClose()
    } catch (problem) {
      if (problem instanceof ProblemError && problem.fields.length > 0)
        form.setFields(problem.fields.map(({ path, message: text }) => ({ name: path.replace('setting.', '') as 'base', errors: [text] })))
      else void message.error(problemText(problem))
    } finally {
      setSaving(false)
    }
  }
  return (
    <Modal
      open
      width={640}
      title="第三方底图"
      okText="保存"
      cancelText="取消"
      confirmLoading={saving}
      onOk={() => void save()}
      onCancel={onClose}
    >
      {error && <Alert type="error" title={problemText(error)} />}
      {!data && !error && <Skeleton active />}
      {data && (
        <Form<Fields>
          form={form}
          layout="vertical"
          initialValues={data.setting}
          onValuesChange={(changed) =>
            changed.kind === 'tianditu' && form.setFieldsValue({ ...usualRaster, enabled: form.getFieldValue('enabled') as boolean })
          }
        >
          <Form.Item name="enabled" label="启用（不启用时只用本镇底图，不访问外网）" valuePropName="checked">
            <Switch />
          </Form.Item>
          <Form.Item name="kind" label="来源">
            <Select
              options={[
                { value: 'tianditu', label: '天地图' },
                { value: 'xyz', label: 'XYZ 瓦片' },
                { value: 'wmts', label: 'WMTS（网络墨卡托）' },
              ]}
            />
          </Form.Item>
          <Form.Item name="title" label="名称">
            <Input maxLength={20} />
          </Form.Item>
          <Form.Item name="base" label="底图地址" extra="用 {z} {x} {y} 表示瓦片，{key} 表示密钥，{s} 表示 0–7 的服务器号">
            <Input.TextArea autoSize={{ minRows: 2 }} />
          </Form.Item>
          <Form.Item name="label" label="注记地址（透明底，可不填）">
            <Input.TextArea autoSize={{ minRows: 1 }} />
          </Form.Item>
          <Form.Item
            name="key"
            label="密钥"
            extra={data.hasKey ? '已保存，不再显示；要更换时填写新的' : '由服务器转发时使用，不发给浏览器'}
          >
            <Input.Password autoComplete="off" maxLength={200} />
          </Form.Item>
          <Form.Item name="datum" label="坐标系" extra="GCJ-02 的图由服务器按瓦片平移后再发，与本镇数据对齐">
            <Select
              options={[
                { value: 'CGCS2000', label: 'CGCS2000（天地图）' },
                { value: 'WGS84', label: 'WGS-84' },
                { value: 'GCJ02', label: 'GCJ-02（高德、腾讯等）' },
              ]}
            />
          </Form.Item>
          <Form.Item name="maxZoom" label="最大级别">
            <InputNumber min={8} max={18} />
          </Form.Item>
          <Form.Item name="attribution" label="版权说明">
            <Input maxLength={60} />
          </Form.Item>
        </Form>
      )}
    </Modal>
  )
}
