import type { ResponseParameters } from 'grammy/types'
import { ApiError } from './errors.ts'

/** A failure planned for one coming call of a method. */
export type Fault =
  | { error_code: number; description: string; parameters?: ResponseParameters; dropAnswer?: undefined }
  /** The call takes effect, but the connection closes before the answer: the bot cannot know. */
  | { dropAnswer: true }

/** Planned failures, first in, first out per method. */
export type Faults = { plan(method: string, fault: Fault): void; take(method: string): Fault | undefined }

/** No failures planned. */
export function createFaults(): Faults {
  const planned = new Map<string, Fault[]>()
  return {
    plan(method, fault) {
      const key = method.toLowerCase()
      planned.set(key, [...(planned.get(key) ?? []), fault])
    },
    take: (method) => (planned.size === 0 ? undefined : planned.get(method)?.shift()),
  }
}

/** The refusal a fault stands for; `undefined` for one that only drops the answer. */
export function refusalOf(fault: Fault | undefined): ApiError | undefined {
  if (fault === undefined || fault.dropAnswer) return undefined
  return new ApiError(fault.error_code, fault.description, fault.parameters)
}
