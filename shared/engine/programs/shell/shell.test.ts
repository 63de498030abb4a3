import { describe, expect, it } from 'vitest'
import { script, type Furniture } from '../../runtime/test-support/bench.ts'

type Case = [text: string, out: string, code?: number]

const WORDS: Case[] = [
  [`echo a  b   c`, 'a b c\n'],
  [`echo 'a  b' "c  d"`, 'a  b c  d\n'],
  [`echo a\\ b\\"c`, 'a b"c\n'],
  [`echo "a\\"b\\$c\\\\d"`, 'a"b$c\\d\n'],
  [`x=1; echo $x "$x" '$x' \${x}2`, '1 1 $x 12\n'],
  [`x='a  b'; echo $x; echo "$x"`, 'a b\na  b\n'],
  [`x=; set -- $x; echo $#; set -- "$x"; echo $#`, '0\n1\n'],
  [`set -- a 'b c'; for i in "$@"; do echo "<$i>"; done`, '<a>\n<b c>\n'],
  [`set -- a 'b c'; for i in $@; do echo "<$i>"; done`, '<a>\n<b>\n<c>\n'],
  [`set -- a b; echo "$*"; IFS=-; echo "$*"`, 'a b\na-b\n'],
  [`set -- a b c; shift; echo $1 $#`, 'b 2\n'],
  [`IFS=:; x=a:b::c; for i in $x; do echo "<$i>"; done`, '<a>\n<b>\n<>\n<c>\n'],
  [`echo ~; echo ~/x; echo "~"`, '/root\n/root/x\n~\n'],
  [`echo $((1 + 2 * 3)) $(( (1+2)*3 )) $((7/2)) $((7%3)) $((2**10))`, '7 9 3 1 1024\n'],
  [`i=5; echo $((i++)) $i $((++i)) $((i+=3)) $((i>9 ? 1 : 2))`, '5 6 7 10 1\n'],
  [`echo $((0x1f)) $((010)) $((1 && 0)) $((1 || 0)) $((!3)) $((~1))`, '31 8 0 1 0 -2\n'],
  [`echo $(echo one; echo two)`, 'one two\n'],
  [`echo "$(echo one; echo two)"`, 'one\ntwo\n'],
  ['echo `echo a` `echo \\`echo b\\``', 'a b\n'],
  [`x=$(echo a; exit 3); echo $? $x`, '3 a\n'],
  [`i=1; echo $(echo $((i++))) $i`, '1 1\n'],
  [`i=1; echo $((i++)) $(echo x) $i`, '1 x 2\n'],
  [
    `touch /tmp/b.txt /tmp/a.txt /tmp/c.log; cd /tmp; echo *.txt; echo *.none; echo [bc]*`,
    'a.txt b.txt\n*.none\nb.txt c.log\n',
  ],
  [`touch /tmp/x; echo /t*p/x "/t*p/x"`, '/tmp/x /t*p/x\n'],
]

const PARAMETERS: Case[] = [
  [`echo \${x:-d} \${x-d}; x=; echo "[\${x:-d}]" "[\${x-d}]"`, 'd d\n[d] []\n'],
  [`echo \${x:=new}; echo $x`, 'new\nnew\n'],
  [`x=1; echo "[\${x:+y}]" "[\${z:+y}]"`, '[y] []\n'],
  [`x=hello; echo \${#x}; set -- a b; echo \${#}`, '5\n2\n'],
  [`f=a.b.c; echo \${f%.*} \${f%%.*} \${f#*.} \${f##*.}`, 'a.b a b.c c\n'],
  [`p=/usr/local/bin; echo \${p##*/} \${p%/*}`, 'bin /usr/local\n'],
  [`x='a b'; for i in "\${x:-c d}" \${y:-c d}; do echo "<$i>"; done`, '<a b>\n<c>\n<d>\n'],
  [`echo "\${x:-"quoted  word"}"`, 'quoted  word\n'],
  [`unset x; echo \${x:-$(echo made)}; x=1; echo \${x:-$(echo bad >&2)}`, 'made\n1\n'],
]

const FLOW: Case[] = [
  [
    `if true; then echo y; else echo n; fi; if false; then echo y; elif true; then echo e; fi`,
    'y\ne\n',
  ],
  [`true && echo a || echo b; false && echo a || echo b`, 'a\nb\n'],
  [`! true; echo $?; ! false; echo $?`, '1\n0\n'],
  [`i=0; while [ $i -lt 3 ]; do echo $i; i=$((i+1)); done`, '0\n1\n2\n'],
  [`i=0; until [ $i -ge 2 ]; do i=$((i+1)); done; echo $i`, '2\n'],
  [`for i in 1 2 3 4; do [ $i = 2 ] && continue; [ $i = 4 ] && break; echo $i; done`, '1\n3\n'],
  [`for i in 1 2; do for j in a b; do [ $j = b ] && continue 2; echo $i$j; done; done`, '1a\n2a\n'],
  [`case abc in x) echo 1;; a*|b) echo 2;; *) echo 3;; esac`, '2\n'],
  [`case "$x" in '') echo empty;; esac; case '*' in \\*) echo star;; esac`, 'empty\nstar\n'],
  [`f() { echo "$1 $#"; return 4; }; f a b; echo $?`, 'a 2\n4\n'],
  [`f() { local x=in; echo $x; }; x=out; f; echo $x`, 'in\nout\n'],
  [`f() { [ $1 -le 0 ] && return; echo $1; f $(($1-1)); }; f 3`, '3\n2\n1\n'],
  [`(x=1; exit 3); echo $? "[$x]"`, '3 []\n'],
  [`{ echo a; echo b; } | cat`, 'a\nb\n'],
  [`echo a | { read x; echo "got $x"; }`, 'got a\n'],
  [`printf 'a\\nb\\n' | while read l; do echo "<$l>"; done`, '<a>\n<b>\n'],
  [`seq 5 | head -2 | tail -1`, '2\n'],
  [`false | true; echo $?`, '0\n'],
  [`exit 7`, '', 7],
  [`false; exit`, '', 1],
  [`nosuchcommand`, '', 127],
  [`set -e; echo a; false; echo b`, 'a\n', 1],
  [`set -e; false || true; if false; then :; fi; ! true; echo end`, 'end\n', 0],
  [`set -e; f() { false; echo in; }; f && echo yes; echo end`, 'in\nyes\nend\n'],
  [`eval 'x=1; echo $x'; eval "exit 5"`, '1\n', 5],
  [`trap 'echo bye' EXIT; echo hi; exit 2`, 'hi\nbye\n', 2],
  [`while true; do break; done; echo out`, 'out\n'],
  [`echo 'echo sourced $1' > /tmp/s; . /tmp/s; sh /tmp/s arg`, 'sourced\nsourced arg\n'],
  [`exec echo replaced; echo never`, 'replaced\n'],
  [`test 3 -gt 2 && [ -d /tmp ] && [ ! -e /none ] && echo ok`, 'ok\n'],
]

const STREAMS: Case[] = [
  [`echo a > /tmp/f; echo b >> /tmp/f; cat /tmp/f; cat < /tmp/f`, 'a\nb\na\nb\n'],
  [`x=5; cat <<EOF\nv $x $((x+1)) \\$x\nEOF`, 'v 5 6 $x\n'],
  [`cat <<'EOF'\nv $x\nEOF`, 'v $x\n'],
  [`cat <<-EOF\n\ttab\n\tEOF`, 'tab\n'],
  [`cat /none 2>/dev/null; echo $?`, '1\n'],
  [`{ echo o; echo e >&2; } 2>&1 | cat`, 'o\ne\n'],
  [`(echo o; echo e >&2) >/dev/null 2>&1; echo done`, 'done\n'],
  [`echo a > /tmp/f; while read l; do echo "<$l>"; done < /tmp/f`, '<a>\n'],
  [`exec > /tmp/f; echo hidden; exec >/dev/null; cat /tmp/f > /proc/1/fd/1`, 'hidden\n'],
  [`echo 'a b c' | { read x y; echo "$x|$y"; }`, 'a|b c\n'],
  [`echo a:b | { IFS=: read x y; echo "$x $y"; }`, 'a b\n'],
  [`echo out; echo err >&2; exit 0`, 'out\n'],
  [`f() { cat; }; echo piped | f`, 'piped\n'],
  [`yes | head -n 2; echo end`, 'y\ny\nend\n'],
]

const JOBS: Case[] = [
  [`sleep 2 & wait $!; echo $?`, '0\n'],
  [`(sleep 1; exit 3) & p=$!; wait $p; echo $?`, '3\n'],
  [`sleep 100 & kill $!; wait $!; echo $?`, '143\n'],
  [`trap 'echo got' USR1; kill -USR1 $$; echo after`, 'got\nafter\n'],
  [`trap 'echo term; exit 9' TERM; (sleep 1; kill $$) & wait; echo no`, 'term\n', 9],
  [`echo a & wait; echo b`, 'a\nb\n'],
]

const BASH: Case[] = [
  [`echo {1..5} {a..c} x{1,2}y {01..03}`, '1 2 3 4 5 a b c x1y x2y 01 02 03\n'],
  [`for i in {1..3}; do echo $i; done`, '1\n2\n3\n'],
  [`for ((i=0;i<3;i++)); do echo $i; done`, '0\n1\n2\n'],
  [`[[ abc == a* && ! -e /none ]] && echo y; [[ abc == "a*" ]] || echo n`, 'y\nn\n'],
  [
    `[[ v1.22 =~ ^v([0-9]+)\\.([0-9]+)$ ]] && echo \${BASH_REMATCH[1]} \${BASH_REMATCH[2]}`,
    '1 22\n',
  ],
  [`x=hello; echo \${x/l/L} \${x//l/L} \${x:1:3} \${x^} \${x^^}`, 'heLlo heLLo ell Hello HELLO\n'],
  [
    `a=(one "two three"); echo \${a[1]} \${#a[@]}; for i in "\${a[@]}"; do echo "<$i>"; done`,
    'two three 2\n<one>\n<two three>\n',
  ],
  [`cat <<< "here $((1+1))"`, 'here 2\n'],
  [`set -o pipefail; false | true; echo $?`, '1\n'],
  [`false | true; echo \${PIPESTATUS[0]} \${PIPESTATUS[1]}`, '1 0\n'],
  [`((1+1)) && echo yes; ((0)) || echo no`, 'yes\nno\n'],
  [`echo $'a\\tb'`, 'a\tb\n'],
]

const inBash: Furniture = { shell: 'bash' }

describe.each([
  ['words', WORDS],
  ['parameters', PARAMETERS],
  ['flow', FLOW],
  ['streams', STREAMS],
  ['jobs', JOBS],
  ['bash', BASH],
])('%s', (_, cases) => {
  it.each(cases)('%s', (text, out, code = 0) => {
    expect(script(text, inBash)).toMatchObject({ out, code })
  })

  it('goes on after being frozen between any two turns', () => {
    for (const [text, out, code = 0] of cases) {
      expect(script(text, { ...inBash, freezes: true }), text).toMatchObject({ out, code })
    }
  })
})

describe.each(['ash', 'dash'] as const)('%s', (shell) => {
  it.each([...WORDS, ...PARAMETERS, ...FLOW, ...STREAMS, ...JOBS])('%s', (text, out, code = 0) => {
    // Powers are bash's alone.
    const isBash = text.includes('**')
    if (!isBash) expect(script(text, { shell })).toMatchObject({ out, code })
  })
})
