import './no-eval.ts'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { QueryClientProvider } from '@tanstack/react-query'
import { watchPresence } from '#platform/client/presence.ts'
import { nameTerminal } from '#platform/client/terminal.ts'
import { makeQueryClient } from '#platform/client/use-endpoint.ts'
import { FieldApp } from './FieldApp.tsx'
import { applySimpleMode } from './simple-mode.ts'
import { installWorker } from './worker.ts'
import '#platform/client/field/field.css'
import './shell.css'

nameTerminal('field')
watchPresence()
applySimpleMode()
installWorker()

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={makeQueryClient()}>
      <FieldApp />
    </QueryClientProvider>
  </StrictMode>,
)
