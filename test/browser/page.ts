import { mkdtempSync, rmSync } from 'fs';
import { existsSync } from 'fs';
import { delimiter, join } from 'path';
import { tmpdir } from 'os';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { cli } from '../cli/cli';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Path of an installed Chromium: that of CHROMIUM, or the first on the PATH; undefined where there is none. */
export function findChromium(): string | undefined {
  const { CHROMIUM, PATH = '' } = process.env;
  if (CHROMIUM !== undefined) return CHROMIUM;
  const folders = PATH.split(delimiter).filter((folder) => folder !== '');
  return folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find((file) => existsSync(file));
}

/** A report that is open in a browser, and what went wrong in it. */
export interface OpenReport {
  readonly page: Page;
  /** Errors and warnings of the console, uncaught errors, and requests for anything but the file. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

/** A browser, and a folder for reports. */
export class ReportBrowser {
  private readonly folder = mkdtempSync(join(tmpdir(), 'report-'));
  private constructor(private readonly browser: Browser) {}

  static async start(executablePath: string): Promise<ReportBrowser> {
    // A container has neither the user namespaces of the sandbox nor a large /dev/shm.
    return new ReportBrowser(
      await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] }),
    );
  }

  /** Writes a report and gives its path. */
  async write(name: string, ...args: readonly string[]): Promise<string> {
    const file = join(this.folder, `${name}.html`);
    const { code, err } = await cli(['report', ...args, '-o', file]);
    if (code !== 0) throw new Error(err);
    return file;
  }

  async open(file: string, options: BrowserContextOptions = {}): Promise<OpenReport> {
    const context = await this.browser.newContext({ viewport: { width: 1600, height: 1000 }, ...options });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('request', (request) => {
      if (request.url() !== `file://${file}`) complaints.push(`requests ${request.url()}`);
    });
    await page.goto(`file://${file}`);
    await page.waitForSelector('#topology');
    return { page, complaints, close: () => context.close() };
  }

  async stop(): Promise<void> {
    await this.browser.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
