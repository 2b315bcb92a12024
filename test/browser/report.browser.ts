import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync, mkdtempSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import type { Page } from 'playwright-core';
import { stringify } from 'yaml';
import { findChromium, ReportBrowser, type OpenReport } from './page';

const DIST = join(__dirname, '..', '..', 'dist');
const EXAMPLES = readdirSync(DIST).sort();
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const chromium = findChromium();
if (chromium === undefined) console.log('skipped: no Chromium is installed, so the report page is not opened');
const inBrowser = chromium === undefined ? describe.skip : describe;

interface AxeResult {
  readonly id: string;
  readonly nodes: ReadonlyArray<{ readonly target: readonly string[]; readonly failureSummary: string }>;
}

/** What axe-core finds, as lines. Its script comes by the debugger, since the page runs no script but its own. */
async function axe(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: AxeResult[] }> } };
    return (await axe.run()).violations;
  });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary}`),
  );
}

async function overflow(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}

inBrowser('the report page', () => {
  let browser: ReportBrowser;
  const files = new Map<string, string>();
  let open: OpenReport | undefined;

  beforeAll(async () => {
    browser = await ReportBrowser.start(chromium ?? '');
    for (const name of EXAMPLES) files.set(name, await browser.write(name, join(DIST, name)));
  }, 600_000);
  afterEach(async () => {
    await open?.close();
    open = undefined;
  });
  afterAll(() => browser.stop());

  const show = async (name: string, options = {}): Promise<Page> => {
    open = await browser.open(files.get(name) ?? name, options);
    return open.page;
  };

  test.each(EXAMPLES)('%s loads without complaints and requests, and fits at 400 and 1600 pixels', async (name) => {
    const page = await show(name);
    expect(await page.locator('h1').textContent()).toBe(name);
    const clusters = await page.locator('#overview article').count();
    expect(await page.locator('#choice option').count()).toBe(clusters);
    for (const width of [1600, 400]) {
      await page.setViewportSize({ width, height: 900 });
      for (const id of await page.evaluate<string[]>(
        '[...document.querySelectorAll("#choice option")].map(({ value }) => value)',
      )) {
        await page.selectOption('#choice', id);
        expect([id, width, await overflow(page)]).toEqual([id, width, 0]);
      }
    }
    expect(open?.complaints).toEqual([]);
  });

  test.each([
    ['quickstart', 'light', 1600],
    ['quickstart', 'dark', 1600],
    ['exit', 'light', 400],
    ['multicluster', 'dark', 400],
  ] as const)('axe-core finds nothing in %s, %s, %d pixels', async (name, colorScheme, width) => {
    const page = await show(name, { colorScheme, viewport: { width, height: 900 } });
    await page.locator('summary').first().click();
    await page.fill('#topology .explain input >> nth=0', 'verrazzano-system/vmi-system-grafana');
    expect(await axe(page)).toEqual([]);
  });

  test('a search narrows the components, and the counter says so', async () => {
    const page = await show('quickstart');
    await page.selectOption('#choice', 'prod');
    const rows = page.locator('#components tbody tr');
    const all = await rows.count();
    await page.fill('#components input[type=search]', 'argocd');
    expect(await rows.allTextContents()).toEqual([expect.stringContaining('argocd')]);
    expect(await page.locator('#components .status').textContent()).toBe('1 of 43');
    await page.fill('#components input[type=search]', '');
    await page.selectOption('#components select >> nth=0', 'off');
    expect((await rows.count()) + all).toBe(43);
  });

  test('columns are sorted by keyboard', async () => {
    const page = await show('quickstart');
    const button = page.locator('#components thead button', { hasText: 'Namespace' });
    await button.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    expect(await page.locator('#components th[aria-sort=descending]').textContent()).toBe('Namespace');
    const cells = await page.locator('#components tbody tr td:nth-child(4)').allTextContents();
    expect(cells).toEqual([...cells].sort().reverse());
  });

  test('another cluster is chosen by its card', async () => {
    const page = await show('quickstart');
    await page.locator('#overview button', { hasText: 'eu-1' }).click();
    expect(await page.locator('#cluster-title').textContent()).toBe('Cluster eu-1');
    expect(await page.locator('#choice').inputValue()).toBe('eu-1');
  });

  test('why traffic is open, and why not', async () => {
    const page = await show('quickstart');
    await page.selectOption('#choice', 'prod');
    const [from, to, port] = [0, 1, 2].map((index) => page.locator('.explain input').nth(index));
    await from?.fill('verrazzano-ingress-nginx/ingress-controller-ingress-nginx-controller');
    await to?.fill('keycloak/keycloak');
    await port?.fill('8080');
    await page.locator('.explain button', { hasText: 'Explain' }).click();
    expect(await page.locator('.verdict .badge').textContent()).toBe('open');
    expect(await page.locator('.answer .rules').allTextContents()).toEqual([
      expect.stringContaining('keycloak/keycloak ingress[0]'),
    ]);
    await from?.fill('verrazzano-monitoring/prometheus-operator-kube-p-operator');
    await page.keyboard.press('Enter');
    expect(await page.locator('.verdict .badge').textContent()).toBe('closed');
    await from?.fill('nowhere/nothing');
    await page.keyboard.press('Enter');
    expect(await page.locator('.answer .problem').textContent()).toContain('“nowhere/nothing” names no pods');
    await from?.fill('203.0.113.9');
    await page.keyboard.press('Enter');
    expect(await page.locator('.verdict .badge').textContent()).toBe('closed');
  });

  test('the drawing answers keys, clicks and filters', async () => {
    const page = await show('quickstart');
    await page.selectOption('#choice', 'prod');
    const status = page.locator('#topology > div > .controls .status').first();
    const before = await status.textContent();
    await page.locator('.tools button', { hasText: 'Expand' }).click();
    expect(await status.textContent()).not.toBe(before);
    await page.fill('#topology input[aria-label="Search workloads"]', 'vmi-system-grafana');
    await page.locator('.graph').focus();
    const wanted = page.locator('.details h3', { hasText: 'vmi-system-grafana' });
    for (let pressed = 0; pressed < 30 && !(await wanted.isVisible()); pressed++)
      await page.keyboard.press('ArrowRight');
    await page.waitForSelector('.details:not([hidden]) dl');
    expect(await page.locator('.details dl').textContent()).toContain('Namespace');
    await page.locator('.details button', { hasText: 'Explain from here' }).first().click();
    expect(await page.locator('.explain input').first().inputValue()).toMatch(/\w+\/\w+/);
    await page.locator('.graph').focus();
    await page.keyboard.press('Escape');
    expect(await page.locator('.details').isHidden()).toBe(true);
    const rows = page.locator('#topology .data tbody tr');
    const shown = await rows.count();
    await page.locator('.chip', { hasText: 'Calls' }).click();
    expect(await rows.count()).toBeLessThan(shown);
    expect(open?.complaints).toEqual([]);
  });

  test('a click on a line tells ports, reason and rules', async () => {
    const page = await show('mesh');
    await page.locator('.tools button', { hasText: 'Expand' }).click();
    await page.fill('#topology input[aria-label="Search workloads"]', 'system-grafana');

    const edge = await page.evaluate<{ id: string; at: { x: number; y: number } }>(`(() => {
      const found = document.querySelector('.graph')._cyreg.cy.edges().find((each) => each.id().startsWith('ingress'));
      return { id: found.id(), at: found.renderedMidpoint() };
    })()`);
    const box = await page.locator('.graph').boundingBox();
    expect(edge.id).toMatch(/^ingress .*authproxy.*grafana/);
    await page.mouse.click((box?.x ?? 0) + edge.at.x, (box?.y ?? 0) + edge.at.y);
    const details = page.locator('.details');
    await details.waitFor();
    expect(await details.textContent()).toMatch(/Ports.*3000.*Reason.*Follows from/);
    expect(await details.locator('.rules').first().textContent()).toContain('ingress[');
  });

  test('the colours change at once, and the choice stays', async () => {
    const page = await show('exit', { colorScheme: 'light' });
    const colour = (): Promise<string> => page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    const light = await colour();
    await page.locator('button.theme').click();
    expect(await colour()).not.toBe(light);
    expect(await page.locator('button.theme').getAttribute('aria-label')).toBe('Use light colours');
    await page.reload();
    expect(await colour()).not.toBe(light);
  });

  test('paper shows all details and no controls', async () => {
    const page = await show('exit', { colorScheme: 'dark' });
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.byteLength).toBeGreaterThan(50_000);
    await page.evaluate('dispatchEvent(new Event("beforeprint"))');
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('details:not([open])').count()).toBe(0);
    expect(await page.locator('nav').isVisible()).toBe(false);
    expect(await page.evaluate<string>('getComputedStyle(document.body).color')).toBe('rgb(0, 0, 0)');
    await page.evaluate('dispatchEvent(new Event("afterprint"))');
    expect(await page.locator('details:not([open])').count()).toBeGreaterThan(0);
  });

  test('two directories are compared side by side, the greatest risk first', async () => {
    const file = await browser.write(
      'compare',
      join(DIST, 'quickstart', 'prod'),
      join(DIST, 'multicluster', 'prod'),
      '--compare',
    );
    const page = await show(file);
    const risks = await page.locator('#changes > .data tbody tr td:first-child').allTextContents();
    const order = [
      'data-loss',
      'immutable',
      'selector',
      'access',
      'exposure',
      'removal',
      'image',
      'rollout',
      'change',
      'addition',
    ];
    const places = risks.map((risk) => order.indexOf(risk));
    expect(places.length).toBeGreaterThan(3);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(await page.locator('#changes .sides .differs').count()).toBeGreaterThan(0);
    expect(await overflow(page)).toBe(0);
    expect(await axe(page)).toEqual([]);
    expect(open?.complaints).toEqual([]);
  });

  test('names that look like markup are text', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hostile-'));
    const evil = '</script><script>document.title="owned"</script><img src=x onerror="document.title=1"><!--';
    writeFileSync(
      join(folder, 'all.yaml'),
      stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: evil, namespace: evil } }),
    );
    writeFileSync(
      join(folder, 'pod.yaml'),
      stringify({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'a', labels: { [evil]: evil } },
        spec: { containers: [{ name: evil, image: evil }] },
      }),
    );
    writeFileSync(
      join(folder, 'ingress.yaml'),
      stringify({
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        metadata: { name: evil },
        spec: { rules: [{ host: evil }], tls: [{ secretName: evil, hosts: [evil] }] },
      }),
    );
    const page = await show(await browser.write('hostile', folder, '--title', evil));
    rmSync(folder, { recursive: true });
    expect(await page.title()).toBe(evil);
    expect(await page.locator('h1').textContent()).toBe(evil);
    expect(await page.locator('img, iframe, object, embed, script:not(#data)').count()).toBe(1);
    expect(await page.locator('#ingress tbody').textContent()).toContain(evil);
    expect(open?.complaints).toEqual([]);
  });

  test('2,000 workloads are drawn as namespaces within seconds, and open one by one', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'many-'));
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      join(folder, 'all.json'),
      JSON.stringify({ apiVersion: 'v1', kind: 'List', items: manyWorkloads(2000, 40) }),
    );
    const page = await show(await browser.write('many', folder));
    rmSync(folder, { recursive: true });
    expect(await page.locator('#topology .controls .status').first().textContent()).toMatch(/^4\d nodes/);
    const took = await page.evaluate<number>(`(() => {
      const start = performance.now();
      [...document.querySelectorAll('.tools button')].find((each) => each.textContent === 'Expand').click();
      return performance.now() - start;
    })()`);
    expect(took).toBeLessThan(20_000);
    expect(await page.locator('#topology .controls .status').first().textContent()).toMatch(/^2,?0\d\d nodes/);
    expect(open?.complaints).toEqual([]);
  });
});

/** Namespaces with a frontend that everything may reach, and pods that only the one before may reach. */
function manyWorkloads(count: number, namespaces: number): object[] {
  const per = count / namespaces;
  return Array.from({ length: namespaces }, (_, index) => `team-${index}`).flatMap((namespace) => [
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: namespace, labels: { 'kubernetes.io/metadata.name': namespace } },
    },
    ...Array.from({ length: per }, (_, index) => index).flatMap((index) => [
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: `service-${index}`, namespace },
        spec: {
          selector: { matchLabels: { app: `service-${index}` } },
          template: {
            metadata: { labels: { app: `service-${index}` } },
            spec: { containers: [{ name: 'main', image: 'example.com/service:1', ports: [{ containerPort: 8080 }] }] },
          },
        },
      },
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name: `service-${index}`, namespace },
        spec: {
          podSelector: { matchLabels: { app: `service-${index}` } },
          policyTypes: ['Ingress'],
          ingress: [
            {
              from: [
                index === 0
                  ? { namespaceSelector: {} }
                  : { podSelector: { matchLabels: { app: `service-${index - 1}` } } },
              ],
              ports: [{ port: 8080 }],
            },
          ],
        },
      },
    ]),
  ]);
}
