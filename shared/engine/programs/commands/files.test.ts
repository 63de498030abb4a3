import { describe, expect, it } from 'vitest'
import { machine, run, words } from '../test-support/run.ts'

describe('files', () => {
  const files = { '/d/a.txt': 'alpha\n', '/d/e/b.log': 'beta\n', '/d/e/c.txt': '' }
  const cases: [line: string, out: string, code?: number, stdin?: string][] = [
    ['find /d -name *.txt', '/d/a.txt\n/d/e/c.txt\n'],
    ['find /d -type d', '/d\n/d/e\n'],
    ['find /d -maxdepth 1 -type f', '/d/a.txt\n'],
    ['find /d -name *.log -exec cat {} ;', 'beta\n'],
    ['find /d -type f -exec echo {} +', '/d/a.txt /d/e/b.log /d/e/c.txt\n'],
    ['find /d -type f -empty', '/d/e/c.txt\n'],
    ['find /d ( -name a* -o -name b* ) -type f', '/d/a.txt\n/d/e/b.log\n'],
    ['find /none', '', 1],
    ['basename /a/b.txt .txt', 'b\n'],
    ['dirname /a/b/c', '/a/b\n'],
    ['dirname c', '.\n'],
    ['realpath /d/../d/e', '/d/e\n'],
    [
      'sha256sum',
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  -\n',
      0,
      'abc',
    ],
    ['md5sum', '900150983cd24fb0d6963f7d28e17f72  -\n', 0, 'abc'],
    ['base64', 'aGVsbG8K\n', 0, 'hello\n'],
    ['base64 -d', 'hello\n', 0, 'aGVsbG8K\n'],
    ['base64 -w0', 'YWJj', 0, 'abc'],
    ['stat -c %s,%F,%a /d/a.txt', '6,regular file,644\n'],
    ['du -s /d', '16\t/d\n'],
    ['head -c 4 /dev/zero', '\0\0\0\0'],
    ['diff /d/a.txt /d/a.txt', ''],
  ]
  it.each(cases)('%s', (line, out, code = 0, stdin = '') => {
    expect(run(line, { files, stdin })).toMatchObject({ out, code })
  })

  it('links lead on', () => {
    const made = run('ln -s /d/a.txt /l', { files }).machine
    expect(made.run(words('cat /l')).out).toBe('alpha\n')
    expect(made.run(words('readlink /l')).out).toBe('/d/a.txt\n')
    expect(made.run(words('readlink -f /l')).out).toBe('/d/a.txt\n')
    expect(made.run(words('ln -s /x /l'))).toMatchObject({ code: 1, err: 'ln: /l: File exists\n' })
    expect(made.run(words('ln -sf /d /l')).code).toBe(0)
    expect(made.run(words('ls -l /l')).out).toContain('/l -> /d\n')
  })

  it('chmod changes what ls -l shows', () => {
    const made = run('chmod 755 /d/a.txt', { files }).machine
    expect(made.run(words('ls -l /d/a.txt')).out).toMatch(/^-rwxr-xr-x +1 root +root +6 /)
    expect(made.run(words('chmod u-x,g+w /d/a.txt')).code).toBe(0)
    expect(made.run(words('stat -c %A /d/a.txt')).out).toBe('-rw-rwxr-x\n')
  })

  it('what is read-only refuses in the tools’ words', () => {
    const readOnly = ['/d']
    const err = (line: string, gnu = false) => run(line, { files, readOnly, gnu }).err
    expect(err('touch /d/x')).toBe('touch: /d/x: Read-only file system\n')
    expect(err('rm /d/a.txt')).toBe("rm: can't remove '/d/a.txt': Read-only file system\n")
    expect(err('mkdir /d/x', true)).toBe(
      "mkdir: cannot create directory '/d/x': Read-only file system\n",
    )
    expect(err('cp /d/a.txt /d/z')).toBe("cp: can't create '/d/z': Read-only file system\n")
  })

  it('GNU and BusyBox say what is missing in their own words', () => {
    expect(run('cat /none').err).toBe("cat: can't open '/none': No such file or directory\n")
    expect(run('cat /none', { gnu: true }).err).toBe('cat: /none: No such file or directory\n')
    expect(run('ls /none', { gnu: true })).toMatchObject({
      code: 2,
      err: "ls: cannot access '/none': No such file or directory\n",
    })
    expect(run('rm /none', { gnu: true }).err).toBe(
      "rm: cannot remove '/none': No such file or directory\n",
    )
    expect(run('cat -q').err).toContain('cat: unrecognized option: q\n')
    expect(run('cat -q', { gnu: true }).err).toBe(
      "cat: invalid option -- 'q'\nTry 'cat --help' for more information.\n",
    )
  })

  it('dd makes files of a size, and burns CPU without turns', () => {
    const made = run('dd if=/dev/zero of=/x bs=1M count=20', { files })
    expect(made).toMatchObject({ code: 0 })
    expect(made.err).toContain('20+0 records in\n20+0 records out\n20971520 bytes')
    expect(made.machine.files.stat('/x')).toMatchObject({ size: 20 * 1024 * 1024 })
    expect(run('dd if=/dev/zero of=/dev/null')).toMatchObject({ code: undefined, turns: 1 })
    expect(run('truncate -s 5 /d/a.txt', { files }).machine.files.read('/d/a.txt')).toBe('alpha')
  })

  it('diff tells lines apart', () => {
    const both = { '/l': 'a\nb\nc\n', '/r': 'a\nx\nc\n' }
    expect(run('diff /l /r', { files: both, gnu: true })).toMatchObject({
      code: 1,
      out: '2c2\n< b\n---\n> x\n',
    })
    expect(run('diff -u /l /r', { files: both }).out).toBe(
      '--- /l\n+++ /r\n@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n',
    )
  })
})

describe('tar', () => {
  const files = {
    '/d/a.txt': 'alpha\n',
    '/d/e/b.log': 'beta\n',
    [`/d/${'long/'.repeat(40)}x`]: 'far\n',
  }

  it('packs and unpacks, as kubectl cp does', () => {
    const packed = run('tar cf - /d', { files, gnu: true })
    expect(packed.err).toBe("tar: Removing leading `/' from member names\n")
    expect(packed.out.length % 512).toBe(0)
    const other = machine({ files: { '/to/': '' } })
    const pieces = packed.out.match(/[\s\S]{1,700}/g) ?? []
    expect(other.run(words('tar -xmf - -C /to'), pieces)).toMatchObject({ code: 0, err: '' })
    expect(other.files.read('/to/d/a.txt')).toBe('alpha\n')
    expect(other.files.read(`/to/d/${'long/'.repeat(40)}x`)).toBe('far\n')
    expect(other.run(words('tar tf -'), packed.out).out).toContain('d/e/b.log\n')
  })

  it('ends at the end mark though its input stays open', () => {
    const packed = run('tar cf - /d/a.txt', { files }).out
    expect(run('tar xf - -C /tmp', { stdin: [packed, '', '', ''] })).toMatchObject({ code: 0 })
  })

  it('says what is wrong', () => {
    expect(run('tar cf - /none', { gnu: true })).toMatchObject({ code: 2 })
    expect(run('tar cf - /none', { gnu: true }).err).toContain(
      'tar: /none: Cannot stat: No such file or directory\n',
    )
    expect(run('tar xf - -C /none', { stdin: run('tar cf - /d', { files }).out }).code).toBe(1)
    expect(run('tar xf -', { stdin: 'x'.repeat(600) })).toMatchObject({
      code: 1,
      err: 'tar: invalid tar magic\n',
    })
    expect(run('tar xzf /x').err).toContain('compressed archives are not there')
  })
})
