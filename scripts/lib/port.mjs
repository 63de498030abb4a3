import { createServer } from 'node:net'
import { Complaint } from './run.mjs'

/**
 * @param {number} port 0 asks for any free one
 * @param {string} host
 * @returns {Promise<number>} the port, free a moment ago
 */
function probe(port, host) {
  return new Promise((done, fail) => {
    const server = createServer()
    server.once('error', fail)
    server.listen(port, host, () => {
      const address = server.address()
      server.close(() => done(typeof address === 'object' && address ? address.port : port))
    })
  })
}

/**
 * A port that can be listened on.
 * @param {number} wanted 0 asks for any free one
 * @param {string} host
 * @param {string} remedy what the person can do when it is taken, a sentence
 * @returns {Promise<number>}
 */
export async function freePort(wanted, host, remedy) {
  try {
    return await probe(wanted, host)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code === 'EADDRINUSE') throw new Complaint(`Port ${wanted} is busy. ${remedy}`)
    if (code === 'EACCES') throw new Complaint(`Port ${wanted} is not allowed here. ${remedy}`)
    if (code === 'EADDRNOTAVAIL') throw new Complaint(`${host} is no address of this machine.`)
    throw error
  }
}

/**
 * Reads a port number that a person wrote.
 * @param {string | undefined} text
 * @param {number} otherwise
 */
export function portNumber(text, otherwise) {
  if (text === undefined || text === '') return otherwise
  const port = Number(text)
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return port
  throw new Complaint(`"${text}" is no port: please give a whole number from 0 to 65535.`)
}
