/**
 * Fills in `$(NAME)` in a text: `$$` is a dollar sign, and a name that is not known stays as it was
 * written. With A=1: `$(A) $$(A) $(B)` is `1 $(A) $(B)`.
 * Source: third_party/forked/golang/expansion/expand.go.
 */
export function expand(text: string, valueOf: (name: string) => string | undefined): string {
  return text.replace(/\$(\$|\(([^)]*)\))/g, (whole, mark: string, name: string | undefined) => {
    if (mark === '$') return '$'
    return valueOf(name ?? '') ?? whole
  })
}
