/** What the module's other half, town/ and tests take from the matters: versions as they stand on a day. */
export { storeListSets } from './list-sets.ts'
export { findMatter, getMatter, storeMatters } from './versions.ts'
export { findOneThing, getOneThing, mattersOn, storeOneThings } from './one-things.ts'
