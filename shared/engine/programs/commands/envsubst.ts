import type { Bytes } from '../bytes.ts'
import { eachLine } from './lib/input.ts'
import { memory, out, tool, variable, waitFor } from './lib/tool.ts'

const VARIABLE = /\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g

/** GNU gettext's tool for templates: variables without a value are taken out. */
export const envsubst = tool({
  name: 'envsubst',
  about: 'Fill $NAME and ${NAME} in from the environment: all, or those of the operand',
  options: '',
  synopsis: "['$NAME ${NAME}...']",
  run(process, { operands }) {
    const [format] = operands
    const chosen =
      format === undefined
        ? undefined
        : new Set([...format.matchAll(VARIABLE)].map(([, braced, plain]) => braced ?? plain))
    const state = memory(process, () => ({ at: 0, failed: false }))
    const came = eachLine(process, {
      operands: [],
      cursor: state,
      take: (line) =>
        out(
          process,
          line.replace(VARIABLE, (all: Bytes, braced?: Bytes, plain?: Bytes) => {
            const name = braced ?? plain ?? ''
            return chosen && !chosen.has(name) ? all : (variable(process, name) ?? '')
          }),
        ),
    })
    return came === 'waits' ? waitFor({ input: 0 }, state) : { exit: 0 }
  },
})
