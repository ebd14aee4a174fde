/** Calls of the simulator's server. */
import { notify } from './notices.js'
import { words } from './words.js'

/**
 * Posts an act. Resolves with its result, or undefined when it failed; the person has been told why then.
 * @param {string} path below /simulator/
 * @param {object | FormData} body
 * @returns {Promise<any>}
 */
export async function post(path, body) {
  const isForm = body instanceof FormData
  try {
    const response = await fetch(`/simulator/${path}`, {
      method: 'POST',
      headers: isForm ? {} : { 'content-type': 'application/json' },
      body: isForm ? body : JSON.stringify(body),
    })
    if (response.ok) return (await response.json()).result
    notify(words.errors[response.status] ?? words.errors.other)
  } catch {
    notify(words.errors.offline)
  }
  return undefined
}

/**
 * @param {string} path below /simulator/
 * @returns {Promise<any>}
 */
export async function get(path) {
  const response = await fetch(`/simulator/${path}`)
  if (!response.ok) throw new Error(`${path}: ${response.status}`)
  return response.json()
}

/**
 * Where a file of a message can be fetched.
 * @param {string} fileId
 */
export function fileUrl(fileId) {
  return `/simulator/file/${encodeURIComponent(fileId)}`
}
