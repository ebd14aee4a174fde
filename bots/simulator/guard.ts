import type { MiddlewareHandler } from 'hono'

const LOOPBACK = /^(127(\.\d{1,3}){3}|\[::1\]|localhost)(:\d{1,5})?$/i

/** Nothing but the page's own files runs or is fetched; pictures may also be those it has just made. */
const POLICY =
  "default-src 'self'; img-src 'self' blob: data:; base-uri 'none'; frame-ancestors 'none'; form-action 'none'"

/**
 * Lets in this computer's browser only, on the page's own behalf. A foreign page can reach a loopback port by a name
 * of its own (DNS rebinding: the Host gives it away) or by a form that posts here (the Origin does).
 */
export const guard: MiddlewareHandler = async (c, next) => {
  const host = c.req.header('host') ?? ''
  const origin = c.req.header('origin')
  if (!LOOPBACK.test(host) || (origin !== undefined && origin !== `http://${host}`)) {
    return c.json({ error: 'foreign' }, 403)
  }
  await next()
  c.header('content-security-policy', POLICY)
  c.header('x-content-type-options', 'nosniff')
  c.header('referrer-policy', 'no-referrer')
  if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-store')
}
