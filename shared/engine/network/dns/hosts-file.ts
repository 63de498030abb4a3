/** The address that a hosts file gives a name, IPv4 before IPv6. Source: hosts(5). */
export function addressInHosts(text: string, name: string): string | undefined {
  const wanted = name.replace(/\.$/, '').toLowerCase()
  const found = text.split('\n').flatMap((line) => {
    const [address = '', ...names] = line.replace(/#.*/, '').trim().split(/\s+/)
    return names.some((one) => one.toLowerCase() === wanted) ? [address] : []
  })
  return found.find((address) => !address.includes(':')) ?? found[0]
}
