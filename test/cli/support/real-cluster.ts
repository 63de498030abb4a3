import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { scratch, start, type Running } from './command.ts'

/** How a line of kubectl ended. */
export interface Ran {
  code: number
  stdout: string
  stderr: string
}

/** One cluster of `npm run cluster` and a real kubectl for it, in a folder of its own. */
export class RealCluster {
  readonly folder: string
  #remove: () => void
  #cluster: Running
  #children: ChildProcess[] = []

  private constructor(folder: string, remove: () => void, cluster: Running) {
    this.folder = folder
    this.#remove = remove
    this.#cluster = cluster
  }

  /** Starts it, with files in its folder. */
  static async start(
    kubectl: string,
    { files, speed }: { files: Record<string, string>; speed: number },
  ): Promise<RealCluster> {
    const { folder, remove } = scratch()
    symlinkSync(kubectl, join(folder, 'kubectl'))
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
    const config = ['--kubeconfig', join(folder, 'config'), '--state', join(folder, 'state')]
    const cluster = start('cluster', [...config, '--nodes', '3', '--speed', String(speed)])
    await cluster.says(/^ready$/m)
    return new RealCluster(folder, remove, cluster)
  }

  async stop(): Promise<void> {
    for (const child of this.#children) child.kill()
    this.#cluster.child.kill('SIGTERM')
    await this.#cluster.ended
    this.#remove()
  }

  /** Runs kubectl (or another one) with words; `input` is its standard input. */
  run(words: string[], input?: string, path = this.#kubectl): Promise<Ran> {
    return new Promise((done) => {
      const options = { cwd: this.folder, env: this.#env, timeout: 60_000 }
      const child = execFile(path, words, options, (error, stdout, stderr) => {
        const code = typeof error?.code === 'number' ? error.code : error ? -1 : 0
        done({ code, stdout, stderr })
      })
      if (input !== undefined) child.stdin?.end(input)
    })
  }

  /** Runs a line without quotes, whose end may be a bad one. */
  try(line: string, input?: string): Promise<Ran> {
    return this.run(line.split(' '), input)
  }

  /** What a line printed; a bad end is an error with its words. */
  async line(line: string): Promise<string> {
    const { code, stdout, stderr } = await this.try(line)
    if (code !== 0) throw new Error(`${line}: ${stderr}`)
    return stdout
  }

  /** Starts a line that goes on; all that it has said so far. */
  follow(line: string): { seen(): string; child: ChildProcess } {
    let seen = ''
    const child = spawn(this.#kubectl, line.split(' '), { cwd: this.folder, env: this.#env })
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (text: Buffer) => (seen += text))
    }
    this.#children.push(child)
    return { seen: () => seen, child }
  }

  get #kubectl(): string {
    return join(this.folder, 'kubectl')
  }

  get #env(): Record<string, string> {
    const { PATH = '' } = process.env
    return { PATH, HOME: this.folder, KUBECONFIG: join(this.folder, 'config') }
  }
}
