import { bindingWords } from './id/binding.ts'
import { deadlineWords } from './id/deadline.ts'
import { documentWords } from './id/documents.ts'
import { intakeWords } from './id/intake.ts'
import { limitWords } from './id/limits.ts'
import { mailWords } from './id/mail.ts'
import { noticeWords } from './id/notices.ts'
import { paperWords } from './id/papers.ts'
import { profileWords } from './id/profile.ts'
import { recordWords } from './id/record.ts'
import { registerWords } from './id/register.ts'
import { reportWords } from './id/report.ts'
import { requesterWords } from './id/requester.ts'
import { roleWords } from './id/roles.ts'
import { simulatorWords } from './id/simulator.ts'
import { sopWords } from './id/sop.ts'
import { staffWords } from './id/staff.ts'
import { systemWords } from './id/system.ts'
import * as time from './id/time.ts'
import { whatsappWords } from './id/whatsapp.ts'

/** Everything a person reads, in Indonesian. Another language is another folder beside `id`, of this same shape. */
export const indonesian = {
  binding: bindingWords,
  deadline: deadlineWords,
  documents: documentWords,
  intake: intakeWords,
  limits: limitWords,
  mail: mailWords,
  notices: noticeWords,
  papers: paperWords,
  profile: profileWords,
  record: recordWords,
  register: registerWords,
  report: reportWords,
  requester: requesterWords,
  roles: roleWords,
  simulator: simulatorWords,
  sop: sopWords,
  staff: staffWords,
  system: systemWords,
  time,
  whatsapp: whatsappWords,
}
export type Words = typeof indonesian
