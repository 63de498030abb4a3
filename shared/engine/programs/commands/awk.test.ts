import { describe, expect, it } from 'vitest'
import { machine } from '../test-support/run.ts'

const awk = (program: string, stdin: string | string[], ...options: string[]) =>
  machine().run(['awk', ...options, program], stdin)

describe('awk', () => {
  const cases: [program: string, stdin: string | string[], out: string, options?: string[]][] = [
    ['{print $1}', ['a b\n', 'c', ' d\n'], 'a\nc\n'],
    ['{print $NF, NR}', 'a b\nc\n', 'b 1\nc 2\n'],
    ['{print $2}', 'a:b\n', 'b\n', ['-F:']],
    ['/b/', 'a\nb\n', 'b\n'],
    ['!/b/', 'a\nb\n', 'a\n'],
    ['NR==2', 'a\nb\n', 'b\n'],
    ['NR>1{print $1}', 'h\nx y\n', 'x\n'],
    ['{s+=$1} END{print s}', '1\n2\n3.5\n', '6.5\n'],
    ['BEGIN{printf "%d %s\\n", 3, "x"}', '', '3 x\n'],
    ['{c[$1]++} END{for (k in c) print k, c[k]}', 'a\nb\na\n', 'a 2\nb 1\n'],
    ['$2 > 5 {print $1}', 'a 3\nb 10\n', 'b\n'],
    ['$1 == "x" && $2 != 0', 'x 1\ny 1\nx 0\n', 'x 1\n'],
    ['BEGIN{OFS="-"} {$1=$1; print}', 'a b c\n', 'a-b-c\n'],
    ['{gsub(/a/, "b"); print}', 'aXa\n', 'bXb\n'],
    ['{sub("l+", "[&]"); print}', 'hello\n', 'he[ll]o\n'],
    ['{print length($0), toupper($1), substr($1, 2, 2)}', 'abcd\n', '4 ABCD bc\n'],
    ['{n=split($0, p, ","); print n, p[2]}', 'x,y,z\n', '3 y\n'],
    ['BEGIN{for (i=0;i<3;i++) s = s i; print s}', '', '012\n'],
    ['BEGIN{while (i<3) {i++; if (i==2) continue; print i}}', '', '1\n3\n'],
    ['function f(x) { return x*2 } BEGIN{print f(21)}', '', '42\n'],
    ['BEGIN{print v}', '', 'hi\n', ['-v', 'v=hi']],
    ['/a/,/c/', 'x\na\nb\nc\nd\n', 'a\nb\nc\n'],
    ['BEGIN{print 1/3, 1e6, 2^10, 7%3}', '', '0.333333 1000000 1024 1\n'],
    ['BEGIN{print (1<2) ? "yes" : "no"}', '', 'yes\n'],
    ['BEGIN{if ("a" in x) print 1; else print 0}', '', '0\n'],
    ['END{print NR}', ['a\nb', '\nc'], '3\n'],
    ['BEGIN { print "a" > "/dev/stderr" }', '', ''],
    ['{ if ($1 > max) max = $1 } END { print max }', '3\n10\n9\n', '10\n'],
    ['match($0, /[0-9]+/) { print substr($0, RSTART, RLENGTH) }', 'ab12c\n', '12\n'],
    ['NR%2', '1\n2\n3\n', '1\n3\n'],
    ['{print $1 $2; print $1" "$2}', 'a b\n', 'ab\na b\n'],
  ]
  it.each(cases)('%s', (program, stdin, out, options = []) => {
    expect(awk(program, stdin, ...options)).toMatchObject({ out, code: 0 })
  })

  it('says what it cannot read, and ends loops that do not', () => {
    expect(awk('{print $1', 'a\n')).toMatchObject({ code: 2 })
    expect(awk('BEGIN{while (1) x++}', '').err).toContain('takes too long')
    expect(awk('BEGIN{exit 3}', '').code).toBe(3)
    expect(awk('BEGIN{print 1/0}', '')).toMatchObject({
      code: 2,
      err: 'awk: cmd. line:1: division by zero\n',
    })
  })
})
