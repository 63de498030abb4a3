import { fail, out, tool } from './lib/tool.ts'

export const busybox = tool({
  name: 'busybox',
  about: 'One program for many tools: busybox TOOL …',
  run(process, { operands }) {
    const [name] = operands
    if (name === undefined || name === '--help') {
      out(
        process,
        'BusyBox v1.36.1 multi-call binary.\n\nUsage: busybox [function [arguments]...]\n',
      )
      return { exit: 0 }
    }
    if (process.which(name) === undefined) return fail(process, `${name}: applet not found`, 127)
    return { become: operands }
  },
})
