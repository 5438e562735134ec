// Drives Chromium for the tests: a JSON command a line on standard input, a JSON answer a line.
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'
import { readFileSync } from 'node:fs'
import { chromium } from 'playwright-core'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const [executablePath, profile] = process.argv.slice(2)
const context = await chromium.launchPersistentContext(profile, {
  executablePath,
  headless: true,
  bypassCSP: true, // the tests look into pages whose policy lets nothing in
  args: [
    '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-component-update',
    '--disable-background-networking', '--disable-sync',
  ],
})
const page = await context.newPage()
const requests = []
const errors = []
page.on('request', (request) => requests.push(request.url()))
page.on('pageerror', (error) => errors.push(String(error)))
page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))

const commands = {
  async open({ url, width, height }) {
    requests.length = errors.length = 0
    await page.setViewportSize({ width, height })
    await page.goto(url)
    await page.evaluate(() => document.fonts.ready.then(() => new Promise(requestAnimationFrame)))
  },
  evaluate: ({ code }) => page.evaluate(code),
  wait: ({ code, milliseconds }) => page.waitForFunction(code, null, { timeout: milliseconds, polling: 'raf' }).then(() => null),
  screenshot: ({ path, whole }) => page.screenshot({ path, fullPage: whole }).then(() => null),
  resize: ({ width, height }) => page.setViewportSize({ width, height }),
  pdf: ({ path }) => page.pdf({ path, preferCSSPageSize: true, printBackground: true }).then(() => null),
  async axe() {
    await page.evaluate(AXE)
    const { violations } = await page.evaluate(() => axe.run())
    return violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 80)).join(' | ')}`)
  },
  seen: async () => ({ requests, errors }),
}

process.stdout.write('"ready"\n')
for await (const line of createInterface({ input: process.stdin })) {
  const { name, ...given } = JSON.parse(line)
  try {
    const answer = await commands[name](given)
    process.stdout.write(JSON.stringify({ answer: answer ?? null }) + '\n')
  } catch (error) {
    process.stdout.write(JSON.stringify({ error: String(error) }) + '\n')
  }
}
await context.close()
