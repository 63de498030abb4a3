import { expect, it } from 'vitest'
import { gradesCsv } from './grades.ts'
import { redact } from './redact.ts'

const run = {
  id: 'r1',
  lesson: 'typo-rollout',
  mode: 'challenge' as const,
  startedAt: Date.UTC(2026, 0, 5, 9),
  deadlineAt: null,
  endedAt: Date.UTC(2026, 0, 5, 10),
}

it('gives each seat a line for each task and one for the total', () => {
  const tasks = [{ id: 'find', state: 'passed' as const }]
  const board = [{ run: 'r1', cluster: 'c-r1-s2', seats: [2], tasks, score: 40 }]
  expect(gradesCsv([run], board, { 2: 'Ada' }).split('\r\n')).toEqual([
    'run,lesson,mode,started,seat,name,task,state,score',
    'r1,typo-rollout,challenge,2026-01-05T09:00:00.000Z,2,Ada,find,passed,',
    'r1,typo-rollout,challenge,2026-01-05T09:00:00.000Z,2,Ada,total,final,40',
    '',
  ])
})

it('keeps names from becoming formulas, columns or lines', () => {
  const board = [{ run: 'r1', cluster: 'c', seats: [2, 3], tasks: [], score: 0 }]
  const csv = gradesCsv([run], board, { 2: '=HYPERLINK("x")', 3: 'a,"b"\nc' })
  expect(csv).toContain(`,2,"'=HYPERLINK(""x"")",total`)
  expect(csv).toContain(',3,"a,""b""\nc",total')
})

it('blacks out tokens and capabilities wherever they stand', () => {
  const token = `eyJhbGciOiJIUzI1NiJ9.${'p'.repeat(40)}.${'s'.repeat(43)}`
  expect(redact(`GET /k8s/abc/t/${token}/api/v1/pods?watch=1`)).toBe(
    'GET /k8s/abc/t/[redacted]/api/v1/pods?watch=1',
  )
  expect(redact(`authorization: Bearer ${token};`)).toBe('authorization: Bearer [redacted];')
  expect(redact('GET /k8s/abc/t/cut-off HTTP/1.1')).toBe('GET /k8s/abc/t/[redacted] HTTP/1.1')
  expect(redact('deployment.apps/web')).toBe('deployment.apps/web')
})
