interface Example {
  readonly key: string
  readonly title: string
  readonly remark: string
  readonly text: string
}

/** Commands that work as they stand once the secret is put in. @param origin of this page, for the doors over HTTP */
export function connectExamples(host: string, port: number, origin: string, device: string): readonly Example[] {
  const mqtt = `mosquitto_pub -h ${host} -p ${port} -q 1`
  const envelope = `{"seq": 1, "metrics": {"tilt": 32.5, "waterLevel": 1.8}}`
  return [
    {
      key: 'sihe',
      title: '四河信封',
      remark: '用户名填设备编号，密码填密钥，QoS 1；收到确认即已落盘。',
      text: `${mqtt} -u '${device}' -P '密钥' \\\n  -t 'sihe/${device}/up' -m '${envelope}'`,
    },
    {
      key: 'thingsboard',
      title: 'ThingsBoard',
      remark: '用户名填密钥，密码留空；HTTP 也可以。',
      text: `${mqtt} -u '密钥' -t 'v1/devices/me/telemetry' -m '{"tilt": 32.5}'\n\ncurl -X POST ${origin}/api/v1/密钥/telemetry -H 'content-type: application/json' -d '{"tilt": 32.5}'`,
    },
    {
      key: 'lorawan',
      title: 'LoRaWAN',
      remark: 'ChirpStack 或 The Things Stack 的 HTTP 集成指向这里，带接口令牌；台账“其他系统里的名字”填 devEui。',
      text: `${origin}/api/sensing/uplinks/chirpstack?event=up\n${origin}/api/sensing/uplinks/tts\n\nAuthorization: Bearer 接口令牌`,
    },
    {
      key: 'sensorthings',
      title: 'SensorThings',
      remark: '观测发到这里，带接口令牌；台账“其他系统里的名字”填“字段=数据流编号”。',
      text: `curl -X POST ${origin}/api/sta/v1.1/Observations -H 'authorization: Bearer 接口令牌' \\\n  -H 'content-type: application/json' -d '{"result": 21.4, "phenomenonTime": "2026-11-22T10:00:00+08:00", "Datastream": {"@iot.id": "数据流编号"}}'`,
    },
  ]
}
