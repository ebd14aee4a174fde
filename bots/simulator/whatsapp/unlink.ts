import { type Companion, signalAddress } from './account.ts'
import { dropSession } from './signal.ts'
import type { World } from './world.ts'

/** The account's owner takes a companion off the list of linked devices. */
export function unlink(world: World, companion: Companion): void {
  const { account, people, links } = world
  account.companions.delete(companion.id)
  for (const { device } of [account, ...people]) dropSession(device, signalAddress(companion))
  for (const link of links) {
    if (link.companion !== companion) continue
    link.end({
      tag: 'stream:error',
      attrs: { code: '401' },
      content: [{ tag: 'conflict', attrs: { type: 'device_removed' } }],
    })
  }
  world.emit({ kind: 'unlinked', device: companion.id })
}
