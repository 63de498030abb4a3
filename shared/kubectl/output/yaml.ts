import { Document, isScalar, Scalar, visit } from 'yaml'
import { sortKeys } from '../object.ts'
import { fold } from './yaml-fold.ts'

/**
 * YAML as kubectl prints it: sorted keys, lists at their parent's indent, no line ever folded,
 * quotes only where go-yaml puts them. Upstream: sigs.k8s.io/yaml.
 */
export function yamlText(value: unknown): string {
  const document = new Document(sortKeys(value), { version: '1.2' })
  visit(document, {
    Scalar: (_key, node) => {
      if (isScalar(node) && typeof node.value === 'string') node.type = styleOf(node.value)
    },
  })
  const text = document.toString({
    indentSeq: false,
    lineWidth: 0,
    directives: false,
    nullStr: 'null',
  })
  return fold(text)
}

/** Texts that YAML 1.1 would read as something else: go-yaml puts them into double quotes. */
const OTHER_TYPES = [
  /^(|~|null|y|yes|n|no|true|false|on|off|<<)$/i,
  /^[-+]?(\.\d+|\d[\d_]*(\.\d*)?)(e[-+]?\d+)?$/i,
  /^(0x[\da-f_]+|0b[01_]+|0o?[0-7_]+)$/i,
  /^([-+]?\.inf|\.nan)$/i,
  /^\d{4}-\d{1,2}-\d{1,2}([Tt ].*)?$/,
  /^[-+]?\d[\d_]*(:[0-5]?\d)+(\.\d*)?$/,
]

function styleOf(text: string): Scalar.Type {
  if (OTHER_TYPES.some((pattern) => pattern.test(text))) return Scalar.QUOTE_DOUBLE
  if (text.includes('\n')) {
    return / \n|\s $/.test(text) || hasControls(text) ? Scalar.QUOTE_DOUBLE : Scalar.BLOCK_LITERAL
  }
  if (hasControls(text)) return Scalar.QUOTE_DOUBLE
  const needsQuotes =
    /^[-?:,[\]{}#&*!|>'"%@`]/.test(text) && !/^[-?:][^\s]/.test(text)
      ? true
      : /^\s|\s$|: |:$| #/.test(text) || /^(---|\.\.\.)/.test(text)
  return needsQuotes ? Scalar.QUOTE_SINGLE : Scalar.PLAIN
}

function hasControls(text: string): boolean {
  return /[\u0000-\u0008\u000b-\u001f\u007f]/.test(text)
}
