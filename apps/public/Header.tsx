interface HeaderProps {
  readonly name: string
  readonly demo: boolean
  readonly page: string
  readonly elder: boolean
  readonly switchElder: () => void
}

/** Name, the three things one can do here, and large type. */
export function Header({ name, demo, page, elder, switchElder }: HeaderProps) {
  const following = page === 'q' || page === 'done'
  const guiding = page === 'guide'
  return (
    <header className="head">
      <div className="head-row">
        <a className="brand" href="#/">
          <img src="/p/logo.svg" alt="" width="36" height="36" />
          <span>
            {name}随手拍{demo && <small className="sample">示例</small>}
          </span>
        </a>
        <button type="button" className="elder no-print" aria-pressed={elder} onClick={switchElder}>
          {elder ? '标准模式' : '长者模式'}
        </button>
      </div>
      <nav className="tabs no-print" aria-label="页面">
        <a href="#/" aria-current={following || guiding ? undefined : 'page'}>
          我要反映
        </a>
        <a href="#/guide" aria-current={guiding ? 'page' : undefined}>
          办事指南
        </a>
        <a href="#/q" aria-current={following ? 'page' : undefined}>
          查进度
        </a>
      </nav>
    </header>
  )
}
