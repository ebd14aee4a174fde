import type { DraftStore } from '../../../core/app/ports.ts'
import { draftStoreContract } from '../../contract/drafts.ts'
import { outboxContract } from '../../contract/store-outbox.ts'
import { peopleContract } from '../../contract/store-people.ts'
import { ticketsContract } from '../../contract/store-tickets.ts'
import { storeContract } from '../../contract/store.ts'
import { openStore } from './open-store.ts'

const open = async () => (await openStore()).store

storeContract('PostgreSQL', open)
peopleContract('PostgreSQL', open)
outboxContract('PostgreSQL', open)
ticketsContract('PostgreSQL', open)

/** Each call in a transaction of its own. */
async function openDrafts(): Promise<DraftStore> {
  const store = await open()
  return {
    load: (owner) => store.transaction((tx) => tx.drafts.load(owner)),
    save: (draft) => store.transaction((tx) => tx.drafts.save(draft)),
    clear: (owner) => store.transaction((tx) => tx.drafts.clear(owner)),
    stale: (before, limit) => store.transaction((tx) => tx.drafts.stale(before, limit)),
  }
}

draftStoreContract('PostgreSQL', openDrafts)
