import * as fc from 'fast-check';
import { Connectivity } from '../../lib/connectivity';
import { cli, Folder } from './cli';
import { policy, web, workload, SHOP, WIDER } from './shop';
import { runs } from '../support/fc-runs';
import { sample } from '../support/sample';

const folder = new Folder();
afterAll(() => folder.remove());

const shop = folder.write('shop.yaml', SHOP);
const wider = folder.write('wider.yaml', WIDER);

const ALL = ['TCP', 'UDP', 'SCTP'].map((protocol) => ({ protocol, ports: '1-65535' }));
const EVERYWHERE = '0.0.0.0-255.255.255.255';

describe('connections', () => {
  test('as text, one per line', async () => {
    const { code, out, err } = await cli(['connectivity', shop]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(
      [
        `${EVERYWHERE} => shop/web[Deployment] : all`,
        `shop/web[Deployment] => ${EVERYWHERE} : all`,
        'shop/web[Deployment] => shop/db[StatefulSet] : TCP 5432',
        'shop/web[Deployment] => shop/web[Deployment] : all',
        '',
      ].join('\n'),
    );
  });

  test('as JSON, every port of a protocol as 1-65535', async () => {
    const { code, out, err } = await cli(['connectivity', shop, '--output', 'json']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(JSON.parse(out)).toEqual({
      connections: [
        { from: EVERYWHERE, to: 'shop/web[Deployment]', allowed: ALL },
        { from: 'shop/web[Deployment]', to: EVERYWHERE, allowed: ALL },
        { from: 'shop/web[Deployment]', to: 'shop/db[StatefulSet]', allowed: [{ protocol: 'TCP', ports: '5432' }] },
        { from: 'shop/web[Deployment]', to: 'shop/web[Deployment]', allowed: ALL },
      ],
      warnings: [],
    });
  });

  test('as a diagram, workloads by namespace', async () => {
    const { out } = await cli(['connectivity', shop, '-o', 'mermaid', '--from', 'shop/web', '--port', '5432']);
    expect(out).toBe(
      [
        'flowchart LR',
        '  subgraph g0["shop"]',
        '    n0["web[Deployment]"]',
        '    n2["db[StatefulSet]"]',
        '  end',
        `  n1["${EVERYWHERE}"]`,
        '  n0 -->|"TCP 5432"| n1',
        '  n0 -->|"TCP 5432"| n2',
        '  n0 -->|"TCP 5432"| n0',
        '',
      ].join('\n'),
    );
  });

  test('--from, --to and --port narrow them; the port narrows what is listed, too', async () => {
    const listed = async (...args: string[]): Promise<string[]> =>
      (await cli(['connectivity', shop, ...args])).out.split('\n').filter((line) => line !== '');
    expect(await listed('--from', 'shop/web')).toHaveLength(3);
    expect(await listed('--to', 'shop/web[Deployment]')).toEqual([
      `${EVERYWHERE} => shop/web[Deployment] : all`,
      'shop/web[Deployment] => shop/web[Deployment] : all',
    ]);
    expect(await listed('--port', '53/udp', '--to', 'shop/web')).toEqual([
      `${EVERYWHERE} => shop/web[Deployment] : UDP 53`,
      'shop/web[Deployment] => shop/web[Deployment] : UDP 53',
    ]);
    expect(await listed('--from', '192.0.2.7')).toEqual(['192.0.2.7 => shop/web[Deployment] : all']);
  });

  test('addresses are listed piece by piece where policies open some of them only', async () => {
    const { out } = await cli(['connectivity', wider, '--from', '9.0.0.0/7', '--to', 'shop/db']);
    expect(out).toBe('');
    const pieces = await cli(['connectivity', wider, '--from', '10.0.0.0/7', '--to', 'shop/db']);
    expect(pieces.out).toBe('10.0.0.0-10.255.255.255 => shop/db[StatefulSet] : TCP 5432\n');
  });

  test('where nothing is open, that is reported', async () => {
    const { code, out, err } = await cli(['connectivity', shop, '--from', 'shop/db']);
    expect({ code, out, err }).toEqual({ code: 0, out: '', err: 'note: no such connection is open\n' });
  });

  test('warnings go to standard error, or into the JSON', async () => {
    const file = folder.write(
      'warned.yaml',
      workload('web') + policy('p', '{podSelector: {matchLabels: {app: none}}}'),
    );
    expect((await cli(['connectivity', file])).err).toMatch(
      /^warning: NetworkPolicy shop\/db: podSelector .* selects no pod/m,
    );
    const { out, err } = await cli(['connectivity', file, '-o', 'json']);
    expect(err).toBe('');
    const { warnings } = JSON.parse(out);
    expect(warnings).toContainEqual({
      kind: 'policy-selects-nothing',
      severity: 'warning',
      object: 'NetworkPolicy shop/db',
      message: expect.stringContaining('selects no pod in namespace shop'),
    });
  });

  test('a diagram that Mermaid would not draw is announced', async () => {
    const many = Array.from({ length: 24 }, (_, at) => workload(`w${at}`)).join('');
    const file = folder.write('many.yaml', many);
    const { out, err } = await cli(['connectivity', file, '-o', 'mermaid']);
    expect(out.match(/-->/g)).toHaveLength(24 * 24 + 2 * 24);
    expect(err).toContain('note: 624 arrows; Mermaid draws at most 500');
  });

  test('JSON and text list the same, for any filter', async () => {
    const peer = fc.constantFrom(undefined, 'shop/web', 'shop/db', '10.2.0.0/16', '0.0.0.0/0');
    const port = fc.constantFrom(undefined, '5432', '80/TCP', '53/UDP');
    await fc.assert(
      fc.asyncProperty(peer, peer, port, async (from, to, number) => {
        const isIp = [from, to].every((each) => each?.includes('.') === true);
        // With all three the text is an answer.
        fc.pre(!isIp && [from, to, number].includes(undefined));
        const options = Object.entries({ from, to, port: number }).flatMap(([name, value]) =>
          value === undefined ? [] : [`--${name}`, value],
        );
        const text = await cli(['connectivity', wider, ...options]);
        const { connections } = JSON.parse((await cli(['connectivity', wider, ...options, '-o', 'json'])).out);
        const lines = text.out.split('\n').filter((line) => line !== '');
        expect(lines.map((line) => line.split(' : ')[0])).toEqual(
          (connections as Array<{ from: string; to: string }>).map((each) => `${each.from} => ${each.to}`),
        );
      }),
      { numRuns: runs(5, 60) },
    );
  });
});

describe('one question', () => {
  const ask = (from: string, to: string, port: string, ...more: string[]) =>
    cli(['connectivity', wider, '--from', from, '--to', to, '--port', port, ...more]);

  test.each(
    sample(
      [
        ['shop/web', 'shop/db', '5432', true],
        ['shop/web', 'shop/db', '5432/tcp', true],
        ['shop/web', 'shop/db', '5432/UDP', false],
        ['shop/web', 'shop/db', '5433', false],
        ['shop/db', 'shop/web', '80', false],
        ['10.1.2.3', 'shop/db', '5432', true],
        ['10.0.0.0/8', 'shop/db[StatefulSet]', '5432', true],
        ['0.0.0.0/0', 'shop/db', '5432', false],
        ['shop/web', '2001:db8::1', '443', true],
        ['shop/db', '192.0.2.1', '443', false],
        ['shop/db', 'shop/db', '5432', false],
        ['shop/web', 'shop/web', '80', true],
      ],
      4,
    ),
  )('from %s to %s on %s: open %s', async (from, to, port, open) => {
    const { code, out } = await ask(from, to, port);
    expect(code).toBe(open ? 0 : 1);
    expect(out.startsWith(open ? 'open: ' : 'closed: ')).toBe(true);
    const json = await ask(from, to, port, '-o', 'json');
    expect(json.code).toBe(code);
  });

  test('a range of which some addresses are open is closed, and those are listed', async () => {
    const { code, out } = await ask('0.0.0.0/0', 'shop/db', '5432');
    expect(code).toBe(1);
    expect(out).toBe(
      `closed: ${EVERYWHERE} => shop/db[StatefulSet] : TCP 5432\n` +
        '10.0.0.0-10.255.255.255 => shop/db[StatefulSet] : TCP 5432\n',
    );
  });

  test('--explain names the rules', async () => {
    const open = await ask('shop/web', 'shop/db', '5432', '--explain');
    expect(open.out).toContain('    shop/db ingress[0] allows TCP 5432\n');
    expect(open.out).toContain('  egress of shop/web[Deployment]: open, no policy selects its pods for egress\n');
    const closed = await ask('shop/web', 'shop/db', '80', '--explain');
    expect(closed.code).toBe(1);
    expect(closed.out).toContain('    shop/db ingress[0] names shop/web[Deployment], and allows only TCP 5432\n');
  });

  test('--explain as JSON', async () => {
    const { code, out } = await ask('shop/web', 'shop/db', '5432', '--explain', '-o', 'json');
    expect(code).toBe(0);
    const { connections, explanation } = JSON.parse(out);
    expect(connections).toHaveLength(1);
    expect(explanation).toMatchObject({
      from: 'shop/web[Deployment]',
      to: 'shop/db[StatefulSet]',
      allowed: [{ protocol: 'TCP', ports: '5432' }],
      egress: { isolated: false },
      ingress: { policies: ['shop/db'], grants: [{ policy: 'shop/db', rule: 0 }] },
    });
  });

  test('without a port it explains every port, and the exit code says nothing', async () => {
    const { code, out } = await cli(['connectivity', shop, '--from', 'shop/web', '--to', 'shop/db', '--explain']);
    expect(code).toBe(0);
    expect(out).toContain('open in part: shop/web[Deployment] => shop/db[StatefulSet] : all\n  open: TCP 5432\n');
  });

  test('agrees with the evaluator for every pair', async () => {
    const connectivity = Connectivity.of([]);
    expect(connectivity.workloads).toEqual([]);
    const { connections } = JSON.parse((await cli(['connectivity', wider, '--port', '5432', '-o', 'json'])).out) as {
      connections: Array<{ from: string; to: string }>;
    };
    const names = ['shop/web[Deployment]', 'shop/db[StatefulSet]'];
    for (const from of names) {
      for (const to of names.filter((name) => name !== from)) {
        const open = connections.some((each) => each.from === from && each.to === to);
        expect((await ask(from, to, '5432')).code).toBe(open ? 0 : 1);
      }
    }
  });
});

describe('--diff', () => {
  test('ends with 0 where nothing differs', async () => {
    const { code, out, err } = await cli(['connectivity', shop, '--diff', shop]);
    expect({ code, out, err }).toEqual({ code: 0, out: '', err: 'note: nothing differs\n' });
  });

  test('the paths are before, --diff is after; what comes from outside is first', async () => {
    const after = folder.write(
      'after.yaml',
      workload('web') + workload('db', 'StatefulSet') + policy(80, `${web}, {ipBlock: {cidr: 10.0.0.0/8}}`),
    );
    const { code, out } = await cli(['connectivity', shop, '--diff', after]);
    expect(code).toBe(1);
    expect(out).toBe(
      'from outside: 10.0.0.0-10.255.255.255 => shop/db[StatefulSet] : added: none -> TCP 80\n' +
        'shop/web[Deployment] => shop/db[StatefulSet] : widened: TCP 5432 -> TCP 80\n',
    );
    const back = await cli(['connectivity', after, '--diff', shop]);
    expect(back.out).toContain('removed: TCP 80 -> none\n');
  });

  test('as JSON, and narrowed', async () => {
    const args = ['connectivity', shop, '--diff', wider, '-o', 'json'];
    const { code, out } = await cli(args);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual({
      differences: [
        {
          kind: 'added',
          fromOutside: true,
          from: '10.0.0.0-10.255.255.255',
          to: 'shop/db[StatefulSet]',
          before: [],
          after: [{ protocol: 'TCP', ports: '5432' }],
          gained: [{ protocol: 'TCP', ports: '5432' }],
          lost: [],
        },
      ],
      warnings: { before: [], after: [] },
    });
    for (const filter of [
      ['--from', 'shop/web'],
      ['--port', '80'],
      ['--from', '192.0.2.0/24'],
    ]) {
      const narrowed = await cli([...args, ...filter]);
      expect(narrowed.code).toBe(0);
      expect(JSON.parse(narrowed.out).differences).toEqual([]);
    }
  });

  test('as a diagram', async () => {
    const { code, out } = await cli(['connectivity', shop, '--diff', wider, '-o', 'mermaid']);
    expect(code).toBe(1);
    expect(out).toContain('-->|"added: none');
  });

  test('a peer need be in one of the states only, and what one refuses ends the command', async () => {
    const less = folder.write('less.yaml', workload('web'));
    expect((await cli(['connectivity', shop, '--diff', less, '--to', 'shop/db'])).code).toBe(1);
    const refused = await cli(['connectivity', shop, '--diff', folder.write('none.yaml', '')]);
    expect({ code: refused.code, out: refused.out }).toEqual({ code: 1, out: '' });
    expect(refused.err).toContain('is empty');
  });
});

describe('wrong usage', () => {
  const both = folder.write('both.yaml', workload('web') + workload('web', 'DaemonSet') + workload('worker'));

  test.each([
    [['--from', 'shop/wbe'], 'similar names: shop/web[DaemonSet], shop/web[Deployment]'],
    [['--to', 'web'], 'similar names: '],
    [['--from', 'shop/web'], 'several workloads; got "shop/web"; allowed shop/web[DaemonSet], shop/web[Deployment]'],
    [['--from', '10.0.0.0/33'], '--from is unknown'],
    [['--from', '10.0.0.1', '--to', '10.0.0.2'], 'are both addresses'],
    [['--port', '0'], '--port is not a port; got "0"; allowed 1-65535'],
    [['--port', '65536'], '--port is not a port'],
    [['--port', '80/icmp'], '--port is not a port'],
    [['--port', '80/tcp/tcp'], '--port is not a port'],
    [['--port', 'http'], '--port is not a port'],
    [['--port', '1e3'], '--port is not a port'],
    [['--exposure', '--redundant'], '--exposure and --redundant exclude each other'],
    [['--node-cidr', '10.0.0'], '--node-cidr is not a CIDR; got "10.0.0"'],
    [['--explain', '--from', 'shop/worker', '--to', '10.0.0.1', '--diff', both], 'exclude each other'],
    [
      ['--explain', '--from', 'shop/worker', '--to', '10.0.0.1', '-o', 'mermaid'],
      '--output is not valid with --explain; got "mermaid"; allowed text, json',
    ],
    [['--output', 'xml'], '--output <format> is not valid; got "xml"; allowed text, json, csv'],
  ])('%j', async (args, message) => {
    const { code, out, err } = await cli(['connectivity', both, ...args]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });
});
