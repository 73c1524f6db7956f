import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { watchPresence } from '#platform/client/presence.ts'
import { nameTerminal } from '#platform/client/terminal.ts'
import { Desk } from './Desk.tsx'
import { reloadOnNewBuild } from './new-build.ts'
import 'antd/dist/reset.css'
import '#platform/client/desk/tokens.css'

nameTerminal('desk')
watchPresence()
reloadOnNewBuild()
const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <Desk />
  </StrictMode>,
)
