import { inspect } from 'node:util'
import { GrammyError, HttpError } from 'grammy'
import { describe, expect, test } from 'vitest'
import {
  describeFailure,
  isFormattingRefused,
  isNotModified,
  toChannelError,
} from '../../../bots/telegram/errors.ts'
import { ChannelError } from '../../../core/app/message.ts'
import type { ChannelFailure } from '../../../core/app/message.ts'

const SECRET = '7000000001:AAE-secret'

function refusal(error_code: number, description: string, parameters = {}): GrammyError {
  const payload = { chat_id: 5501234567, text: 'Kata sandi saya 12345' }
  return new GrammyError(
    'Call failed!',
    { ok: false, error_code, description, parameters },
    'sendMessage',
    payload,
  )
}

const failures: [number, string, ChannelFailure, object?][] = [
  [
    429,
    'Too Many Requests: retry after 17',
    { code: 'rate-limited', retryAfterSeconds: 17 },
    { retry_after: 17 },
  ],
  [429, 'Too Many Requests', { code: 'rate-limited', retryAfterSeconds: 1 }],
  [403, 'Forbidden: bot was blocked by the user', { code: 'unreachable' }],
  [403, "Forbidden: bot can't initiate conversation with a user", { code: 'unreachable' }],
  [403, 'Forbidden: user is deactivated', { code: 'unreachable' }],
  [403, 'Forbidden: bot was kicked from the supergroup chat', { code: 'unreachable' }],
  [400, 'Bad Request: chat not found', { code: 'unreachable' }],
  [
    400,
    'Bad Request: group chat was upgraded to a supergroup chat',
    { code: 'chat-moved', to: '-1002100000099' },
    { migrate_to_chat_id: -1002100000099 },
  ],
  [400, 'Bad Request: message thread not found', { code: 'thread-gone' }],
  [400, 'Bad Request: TOPIC_DELETED', { code: 'thread-gone' }],
  [400, 'Bad Request: TOPIC_CLOSED', { code: 'thread-gone' }],
  [400, 'Bad Request: message to edit not found', { code: 'message-gone' }],
  [400, "Bad Request: message can't be edited", { code: 'message-gone' }],
  [
    400,
    'Bad Request: query is too old and response timeout expired or query ID is invalid',
    { code: 'expired' },
  ],
  [400, 'Bad Request: file is too big', { code: 'rejected', reason: 'too-big' }],
  [400, 'Bad Request: BUTTON_DATA_INVALID', { code: 'rejected', reason: 'Bad Request: BUTTON_DATA_INVALID' }],
  [401, 'Unauthorized', { code: 'unavailable' }],
  [500, 'Internal Server Error', { code: 'unavailable' }],
  [502, 'Bad Gateway', { code: 'unavailable' }],
]

test.each(failures)('%i %s', (status, description, failure, parameters) => {
  const error = toChannelError(refusal(status, description, parameters))
  expect(error).toBeInstanceOf(ChannelError)
  expect((error as ChannelError).failure).toEqual(failure)
})

test('a network failure is retried, whatever caused it', () => {
  const error = toChannelError(new HttpError('Network request failed!', new Error('ECONNREFUSED')))
  expect(error).toMatchObject({ failure: { code: 'unavailable' }, retryable: true })
})

test('a bug of ours comes back as it is', () => {
  const bug = new TypeError('undefined is not a function')
  expect(toChannelError(bug)).toBe(bug)
})

describe('nothing secret in an error or a log line', () => {
  const cause = Object.assign(
    new Error(`request to https://api.telegram.org/bot${SECRET}/sendPhoto failed`),
    {
      code: 'ECONNRESET',
    },
  )
  test.each([
    ['network failure', new HttpError(`failed ${SECRET}`, cause)],
    ['refusal', refusal(400, 'Bad Request: MESSAGE_TOO_LONG')],
  ])('%s', (_, error) => {
    const told = inspect(toChannelError(error), { depth: 10 }) + describeFailure(error)
    expect(told).not.toContain(SECRET)
    expect(told).not.toContain('Kata sandi')
  })

  test('but the kind of failure is told', () => {
    expect(describeFailure(new HttpError('failed', cause))).toBe('network: ECONNRESET')
    expect(describeFailure(refusal(400, 'Bad Request: X'))).toBe('sendMessage: 400 Bad Request: X')
    expect(describeFailure(new RangeError('text of a person'))).toBe('RangeError')
    expect(describeFailure('odd')).toBe('unknown')
  })
})

test('edits that change nothing and refused formatting are told apart', () => {
  const same = refusal(
    400,
    'Bad Request: message is not modified: specified new message content and reply markup are exactly the same',
  )
  const format = refusal(
    400,
    "Bad Request: can't parse entities: unexpected end of name token at byte offset 3",
  )
  expect([isNotModified(same), isFormattingRefused(same)]).toEqual([true, false])
  expect([isNotModified(format), isFormattingRefused(format)]).toEqual([false, true])
})
