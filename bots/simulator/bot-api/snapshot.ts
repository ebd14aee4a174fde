import type { State } from './state.ts'

/** Writes the state as JSON text; maps become entry lists and bytes become base64. */
export function encodeState(state: State): string {
  return JSON.stringify(state, (_key, value: unknown) => {
    if (value instanceof Map) return { $map: [...value] }
    if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString('base64') }
    return value
  })
}

/** Reads what `encodeState` wrote. Throws on text that is not JSON. */
export function decodeState(text: string): State {
  return JSON.parse(text, (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null) return value
    if ('$map' in value) return new Map(value.$map as [unknown, unknown][])
    if ('$bytes' in value) return new Uint8Array(Buffer.from(String(value.$bytes), 'base64'))
    return value
  }) as State
}
