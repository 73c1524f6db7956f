import type { DemoAccount } from '#core/org/contract.ts'

interface DemoAccountsProps {
  readonly accounts: readonly DemoAccount[]
  readonly password: string | null
  readonly pick: (login: string) => void
  readonly enter: (login: string) => void
}

/** The demo town's roles, one click fills the form, a double click walks in. Never shown in a real town. */
export function DemoAccounts({ accounts, password, pick, enter }: DemoAccountsProps) {
  return (
    <section className="demo-accounts" aria-labelledby="demo-title">
      <h2 id="demo-title">演示账号</h2>
      <p>
        本镇为<b>演示镇（示例数据）</b>。点一下填入，双击直接登录
        {password !== null && (
          <>
            ；密码均为 <code>{password}</code>
          </>
        )}
        。
      </p>
      <ul>
        {accounts.map((account) => (
          <li key={account.login}>
            <button type="button" onClick={() => pick(account.login)} onDoubleClick={() => enter(account.login)}>
              <b>{account.roleTitle}</b>
              <span>
                {account.name} · {account.unitName}
              </span>
              <code>{account.login}</code>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
