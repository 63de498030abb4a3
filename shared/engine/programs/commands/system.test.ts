import { describe, expect, it } from 'vitest'
import { run } from '../test-support/run.ts'

describe('system', () => {
  const files = {
    '/etc/passwd': 'root:x:0:0:root:/root:/bin/sh\napp:x:1000:1000::/:\n',
    '/etc/group': 'root:x:0:\napp:x:1000:\n',
  }
  const cases: [line: string, out: string, code?: number, setting?: object][] = [
    ['id', 'uid=0(root) gid=0(root) groups=0(root)\n'],
    ['id -u', '1000\n', 0, { uid: 1000 }],
    ['id', 'uid=1000(app) gid=1000(app) groups=1000(app)\n', 0, { uid: 1000 }],
    ['whoami', 'root\n'],
    ['uname', 'Linux\n'],
    ['uname -m', 'x86_64\n'],
    ['nproc', '2\n'],
    ['which cat', '/bin/cat\n'],
    ['which nothing', '', 1],
    ['env -i A=1 env', 'A=1\n'],
    ['env A=1 printenv A', '1\n'],
    ['timeout 5 echo hi', 'hi\n'],
    ['timeout 1 sleep 5', '', 143],
    ['timeout 1 sleep 5', '', 124, { gnu: true }],
    ['timeout 5 false', '', 1],
    ['nohup echo x', 'x\n'],
    ['nice -n 5 echo x', 'x\n'],
    ['busybox echo x', 'x\n'],
    ['pgrep nothing', '', 1],
    ['python3 -c \'print("hi")\'', 'hi\n'],
    ['node -e \'console.log("hi")\'', 'hi\n'],
  ]
  it.each(cases)('%s', (line, out, code = 0, setting = {}) => {
    expect(run(line, { files, ...setting })).toMatchObject({ out, code })
  })

  it('timeout takes as long as it says', () => {
    expect(run('timeout 2 sleep 60').tookMs).toBe(2000)
    expect(run('timeout 60 sleep 2').tookMs).toBe(2000)
  })

  it('ps shows processes in each toolset’s form', () => {
    expect(run('ps').out).toMatch(/^PID {3}USER {5}TIME {2}COMMAND\n +2 root {6}0:00 ps\n$/)
    expect(run('ps aux', { gnu: true }).out).toMatch(/^USER +PID %CPU[\s\S]*ps aux\n$/)
    expect(run('ps -ef', { gnu: true }).out).toMatch(/^UID +PID +PPID[\s\S]*ps -ef\n$/)
    expect(run('ps -o pid,comm').out).toBe('PID COMMAND\n2   ps\n')
  })

  it('the Job of the docs prints π', () => {
    const ran = run("perl -Mbignum=bpi -wle 'print bpi(2000)'", { gnu: true })
    expect(ran.code).toBe(0)
    expect(ran.out).toHaveLength(2002)
    expect(ran.out.startsWith('3.14159265358979323846264338327950288419716939937510')).toBe(true)
    // Digits 1990 to 2000, as a spigot gives them; the last one is rounded.
    expect(ran.out.trim().slice(-11)).toBe('04780275901')
  })

  it('programs that are not run say so', () => {
    expect(run("python3 -c 'import os; os.fork()'")).toMatchObject({ code: 127 })
    expect(run('node server.js').err).toBe(
      'node: this simulator runs no JavaScript programs: server.js\n',
    )
  })

  it('stress uses what it was told to and ends in time', () => {
    const ran = run('stress --cpu 2 --timeout 10s')
    expect(ran).toMatchObject({ code: 0, tookMs: 10_000, turns: 2 })
    const usage = ran.machine.setting.commands.get('stress')?.usage
    expect(
      usage?.(['stress', '--vm', '1', '--vm-bytes', '150M'], 1000)?.memoryBytes,
    ).toBeGreaterThan(150 * 1024 ** 2)
    expect(usage?.(['stress', '--cpu', '2'], 1000)?.milliCpu).toBe(2000)
  })

  it('vi says that there is no editor', () => {
    expect(run('vi /x')).toMatchObject({ code: 1 })
  })
})
