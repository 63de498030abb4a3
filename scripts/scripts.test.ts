import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { cover, totals } from './lib/coverage.mjs'
import { isInstalled } from './lib/deps.mjs'
import { portNumber } from './lib/port.mjs'
import { kubeconfig } from './lib/stand-alone.mjs'
import { tally } from './lib/vitest.mjs'

const report = (tests: [string, string][], status = 'passed') => ({
  numPassedTests: tests.filter(([, result]) => result === 'passed').length,
  numFailedTests: tests.filter(([, result]) => result === 'failed').length,
  numFailedTestSuites: 0,
  success: true,
  testResults: [
    {
      name: 'a.test.ts',
      status,
      assertionResults: tests.map(([name, result]) => ({
        fullName: name,
        title: name,
        status: result,
      })),
    },
  ],
})

describe('packages are installed', () => {
  const wanted = {
    packages: {
      '': {},
      'node_modules/a': { version: '1.0.0', integrity: 'x' },
      'node_modules/other-machine': { version: '1.0.0', optional: true },
    },
  }
  const withA = (version: string, integrity: string) => ({
    packages: { 'node_modules/a': { version, integrity } },
  })
  it('when everything that this machine needs is there', () => {
    expect(isInstalled(wanted, withA('1.0.0', 'x'))).toBe(true)
  })
  it('but not when one is missing or another', () => {
    expect(isInstalled(wanted, { packages: {} })).toBe(false)
    expect(isInstalled(wanted, withA('1.0.1', 'x'))).toBe(false)
    expect(isInstalled(wanted, withA('1.0.0', 'y'))).toBe(false)
  })
})

describe('the tally', () => {
  it('counts tests', () => {
    const outcome = { code: 0, report: report([['a', 'passed']]) }
    expect(tally(outcome)).toEqual({ passed: 1, failed: 0 })
  })
  it('counts a file that does not load as one failure', () => {
    expect(tally({ code: 1, report: report([], 'failed') })).toEqual({ passed: 0, failed: 1 })
  })
  it('never calls a run green that ended badly or wrote nothing', () => {
    expect(tally({ code: 1, report: report([['a', 'passed']]) }).failed).toBe(1)
    expect(tally({ code: 0, report: undefined }).failed).toBe(1)
  })
})

describe('the checklist', () => {
  const checklist = ['DEP-001', 'DEP-002', 'DEP-003'].map((id) => ({ id, weight: 2 }))
  const rows = cover(
    checklist,
    report([
      ['[DEP-001] rolls out', 'passed'],
      ['[DEP-001] [DEP-002] undoes', 'failed'],
    ]),
  )
  it('is covered by the ids in names of tests, and one failing test is enough to fail', () => {
    expect(rows.map((row) => [row.id, row.test !== null, row.pass])).toEqual([
      ['DEP-001', true, false],
      ['DEP-002', true, false],
      ['DEP-003', false, false],
    ])
  })
  it('is summed up', () => {
    const sum = { behaviours: 3, tested: 2, passed: 0, weight: 6, weightPassed: 0 }
    expect(totals(rows)).toEqual(sum)
  })
})

describe('the kubeconfig', () => {
  const cluster = { id: 'a1', path: '/k8s/a1/t/cap', token: 'tok' }
  it('carries the right in the path over http, where kubectl sends no token', () => {
    const { clusters } = parse(kubeconfig('http://127.0.0.1:1', cluster))
    expect(clusters[0].cluster).toEqual({ server: 'http://127.0.0.1:1/k8s/a1/t/cap' })
  })
  it('carries it as a token over https', () => {
    const config = parse(kubeconfig('https://127.0.0.1:1', cluster))
    expect(config.clusters[0].cluster.server).toBe('https://127.0.0.1:1/k8s/a1')
    expect(config.users[0].user.token).toBe('tok')
  })
})

describe('a port', () => {
  it('is a whole number that exists', () => {
    expect(portNumber(undefined, 8787)).toBe(8787)
    expect(portNumber('0', 8787)).toBe(0)
    expect(() => portNumber('8o80', 8787)).toThrow('no port')
    expect(() => portNumber('70000', 8787)).toThrow('no port')
  })
})
