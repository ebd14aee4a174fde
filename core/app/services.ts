import type { Service } from './desk.ts'

/** Takes a leading service id off. Without one it is the only service there is; null where one must be named. */
export function takeService(
  services: readonly Service[],
  typed: string,
): { service: Service | null; rest: string } {
  const rest = typed.trim()
  const [first = ''] = rest.split(/\s/, 1)
  const named = services.find(({ id }) => id === first.toLowerCase())
  if (named) return { service: named, rest: rest.slice(first.length).trim() }
  return { service: services.length === 1 ? (services[0] ?? null) : null, rest }
}
