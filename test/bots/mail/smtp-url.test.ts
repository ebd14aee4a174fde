import { expect, it } from 'vitest'
import { parseSmtpUrl } from '../../../bots/mail/smtp-url.ts'

it('reads server, user, password and sender', () => {
  expect(parseSmtpUrl('smtps://layanan%40go.id:p%40ss%2Fw%23rd%25@mail.go.id')).toEqual({
    host: 'mail.go.id',
    port: 465,
    secure: true,
    auth: { user: 'layanan@go.id', pass: 'p@ss/w#rd%' },
    sender: 'layanan@go.id',
  })
  expect(parseSmtpUrl('smtp://[::1]?from=Sigap@go.id')).toEqual({
    host: '::1',
    port: 587,
    secure: false,
    auth: null,
    sender: 'sigap@go.id',
  })
  expect(parseSmtpUrl('SMTP://layanan@go.id:sandi@127.0.0.1:2525/')).toMatchObject({
    host: '127.0.0.1',
    port: 2525,
    auth: { user: 'layanan@go.id', pass: 'sandi' },
  })
})

it.each([
  ['smtp://mail.go.id', null],
  ['smtp://nama:sandi@mail.go.id', null],
  ['smtp://nama:sandi@mail.go.id?from=', null],
  ['smtp://layanan%40go.id:sandi@mail.go.id?from=layanan', null],
  ['smtp://nama:sandi@mail.go.id?from=a@go.id,b@go.id', null],
  ['smtp://layanan%40go.id:sandi@mail.go.id?from=sigap@go.id', 'sigap@go.id'],
])('%s is sent by %s', (url, sender) => {
  expect(parseSmtpUrl(url)?.sender).toBe(sender)
})

it.each([
  '',
  'mail.go.id:587',
  'http://mail.go.id',
  'smtp:mail.go.id',
  'smtp://',
  'smtp://nama:sandi@',
  'smtp://mail go.id',
  'smtp://mail.go.id:99999',
  'smtp://nama:100%@mail.go.id',
  'smtp://nama:12#3@mail.go.id',
  'smtp://nama:12/3@mail.go.id',
  'smtp://nama:a/b@mail.go.id',
  'smtp://mail.go.id/kotak',
])('%j is no mail server', (url) => {
  expect(parseSmtpUrl(url)).toBeNull()
})
