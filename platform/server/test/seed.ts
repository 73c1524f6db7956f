import fc from 'fast-check'

// The proof looks at the same examples every time; a search for new ones is asked for: FC_SEED=$RANDOM npx vitest run
fc.configureGlobal({ seed: Number(process.env['FC_SEED'] ?? 20_261_101) })
